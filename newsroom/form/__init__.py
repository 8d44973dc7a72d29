"""The form in which an article is written, and the steps that it offers."""
