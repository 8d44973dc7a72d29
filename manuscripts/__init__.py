"""Texts that were written in a word processor, read for an article: DOCX and ODT become one neutral form. No models.

Files are read in a child process with limits (`reading.py`); the folders `docx/` and `odt/` are only loaded there.
"""
