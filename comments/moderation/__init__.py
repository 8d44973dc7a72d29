"""Decisions about comments: what each changes, and what follows from it."""
