"""Moderators decide: what each decision changes, and what follows from it."""
