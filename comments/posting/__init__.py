"""Posting a comment: form, challenge, limits, and the row that waits for a moderator."""
