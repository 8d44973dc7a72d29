"""Personal data: consent, export, erasure."""
