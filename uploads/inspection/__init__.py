"""What lies inside a document: read by a child process with limits (`child`), so no module here needs Django.

`pdf.inspect` and `archives.inspect` return nothing for a good document and raise `findings.Found` for another.
"""
