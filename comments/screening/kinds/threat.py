"""Threats: what somebody says they will do to others. Who tells of a threat, or cites the law on it, makes none."""

from .codes import THREAT
from .contexts import is_quoted, is_told
from .lists import groups_of, set_of
from .reading import Reading

_OF_THE_WRITER = set_of("tôi em mình cháu tui")
HIDDEN = set_of("giết chém đâm đốt")  # words of violence that are written so that no list finds them


def is_told_or_suffered(reading: Reading, start: int, end: int) -> bool:
    """Told, or done to who writes: "chúng đòi giết cả nhà tôi"."""
    behind = reading.exact[end : end + 1]
    return is_told(reading, start, end) or not _OF_THE_WRITER.isdisjoint(behind)


GROUPS = groups_of(THREAT, {"is_told_or_suffered": is_told_or_suffered, "is_quoted": is_quoted})
