"""Slips in a Vietnamese text, found before it is published: pure functions over text, without models or network.

`proofread` (proofreader.py) takes a Document and what the office knows, and returns Findings. A finding advises; it
never blocks.
"""
