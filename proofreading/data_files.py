"""A file of data, read into memory at one go.

It is not mapped: whoever cuts a mapped file in place ends every process that looks into it, with a signal that no code
can answer.
"""

from pathlib import Path

Version = tuple[int, int, int]


def version_of(path: Path) -> Version | None:
    """What another file, or other content, in this place changes; None without a file. One look at the disk."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def read_whole(path: Path, at_most: int) -> memoryview:
    """The content in bytes. Raises OSError, and ValueError for a file that is empty or longer than `at_most` bytes."""
    with path.open("rb") as file:
        content = file.read(at_most + 1)
    if not 0 < len(content) <= at_most:
        raise ValueError(f"{path} has {len(content)} bytes or more.")
    return memoryview(content)
