"""Looks inside a document, in a child process with limits (`child`): no module here needs Django.

`pdf.inspect` and `archives.inspect` return the number of pages of a good document, None if it does not say, and raise
`findings.Found` for a bad one.
"""
