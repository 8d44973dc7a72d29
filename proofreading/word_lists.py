"""Lists that stand beside the rules, as text; a line that begins with "#" says what a list is."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def lines_of(name: str) -> frozenset[str]:
    """`name` is a path in this package: "form/said_twice.txt"."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def words_of(name: str) -> frozenset[str]:
    return frozenset(word for line in lines_of(name) for word in line.split())
