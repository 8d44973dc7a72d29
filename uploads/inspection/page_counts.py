"""How many pages a document of a word processor says it has, as the program that wrote it last had laid it out.

Programs that write documents without laying them out say one page of no words; that is no number.
"""

import re

from .parts import Part

_WORD = re.compile(rb"<(?:\w+:)?(Pages|Words)>\s*([0-9]{1,6})\s*<")
_OPEN_DOCUMENT = re.compile(rb"\bmeta:(page|word)-count=[\"']([0-9]{1,6})[\"']")
_COUNTED_IN = {"docprops/app.xml": _WORD, "meta.xml": _OPEN_DOCUMENT}


def pages_said_in(part: Part) -> int | None:
    """The number, if `part` is the one that says it."""
    counted = _COUNTED_IN.get(part.name.lower())
    if counted is None:
        return None
    counts = {what.lower(): int(number) for what, number in counted.findall(part.content)}
    pages = counts.get(b"pages") or counts.get(b"page")
    has_words = counts.get(b"words") or counts.get(b"word")
    return pages if pages and has_words else None
