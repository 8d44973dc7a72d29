"""Screening of texts: checks and rules. It knows no request."""
