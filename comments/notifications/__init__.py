"""Emails to senders and to moderators."""
