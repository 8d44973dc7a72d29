"""The list of articles: its filters, those that a person keeps, and steps with many at once."""
