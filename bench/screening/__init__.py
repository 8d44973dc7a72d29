"""Measures the screening of comments: how fast it is, and what it finds by kind."""
