"""Reads pictures that somebody sent, small ones here and large or rare ones in a child (`child`): the header first
(`headers`), then the first frame in little memory (`reading`, `jpeg`, `heif`), then the animation (`animation`).
Nothing here imports Django, so that the child starts quickly.
"""
