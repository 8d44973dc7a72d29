"""The moderators' page: what waits for a decision, one comment open beside the list."""
