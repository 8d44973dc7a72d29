"""Looks inside a document, in a child process with limits (`child`): no module here needs Django.

`pdf.inspect` and `archives.inspect` return None for a good document and raise `findings.Found` for a bad one.
"""
