"""A reader's comment on its way: form, challenge, limits, and the row that waits for a moderator."""
