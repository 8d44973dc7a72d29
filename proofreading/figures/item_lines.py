"""Which lines are the items of a list: real ones, and lines that begin with a typed mark: `- `, `• `, `1. `, `a) `."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..document import Block, Kind

_MARK = re.compile(r"\s*(?:(?P<sign>[-–—•+*▪·✓])|(?:\d{1,2}|(?P<letter>[a-zđ]))(?P<end>[.)]))[ \xa0\t]+(?=\S)")
_TEXT = {Kind.PARAGRAPH, Kind.QUOTE}
_AHEAD = 12  # lines behind a typed list in which it may go on


@dataclass(frozen=True, slots=True)
class Line:
    """`text` begins at `start` in block number `block`."""

    block: int
    start: int
    text: str


def lists_in(blocks: Sequence[Block]) -> Iterator[tuple[Line, list[Line]]]:
    """(the line that opens a list by its colon, its items without their typed marks), where there are two or more."""
    for number, block in enumerate(blocks):
        if block.kind not in {Kind.ITEM, Kind.CODE} and ":" in block.text:
            yield from _within(number, block)
            line = _last_line(number, block.text)
            if line.text.rstrip().endswith(":"):
                items = _items_behind(blocks, number)
                if len(items) > 1:
                    yield line, items


def _last_line(number: int, text: str) -> Line:
    start = text.rstrip().rfind("\n") + 1
    return Line(number, start, text[start:])


def _within(number: int, block: Block) -> Iterator[tuple[Line, list[Line]]]:
    """Lists of lines that forced breaks set apart."""
    if "\n" not in block.text:
        return
    lines, start = [], 0
    for text in block.text.split("\n"):
        if text.strip():
            lines.append(Line(number, start, text))
        start += len(text) + 1
    for place, line in enumerate(lines):
        if line.text.rstrip().endswith(":"):
            items = _typed(lines[place + 1 :])
            if len(items) > 1:
                yield line, items


def _items_behind(blocks: Sequence[Block], number: int) -> list[Line]:
    end = number + 1
    while end < len(blocks) and blocks[end].kind == Kind.ITEM:
        end += 1
    if end > number + 1:
        return [Line(at, 0, blocks[at].text) for at in range(number + 1, end)]
    if blocks[number].kind not in _TEXT:
        return []
    while end < len(blocks) and _MARK.match(blocks[end].text):
        end += 1
    behind = range(number + 1, min(end + _AHEAD, len(blocks)))
    return _typed([Line(at, 0, blocks[at].text) for at in behind if blocks[at].kind in _TEXT])


def _typed(lines: Sequence[Line]) -> list[Line]:
    """The items of the first kind of mark, up to a line without one; none where the list may go on behind it, as
    items of several paragraphs do. Items of items have marks of another kind.
    """
    kind = _kind(lines[0].text) if lines else ""
    if not kind:
        return []
    end = next((place for place, line in enumerate(lines) if not _kind(line.text)), len(lines))
    for line in lines[end : end + _AHEAD]:
        if line.text.rstrip().endswith(":"):
            break  # another list
        if _kind(line.text) == kind:
            return []
    return [_without_mark(line) for line in lines[:end] if _kind(line.text) == kind]


def _kind(text: str) -> str:
    """Which sort of mark a line begins with, "" for none."""
    mark = _MARK.match(text)
    if not mark:
        return ""
    return mark["sign"] or ("a" if mark["letter"] else "1") + mark["end"]


def _without_mark(line: Line) -> Line:
    mark = _MARK.match(line.text)
    length = mark.end() if mark else 0
    return Line(line.block, line.start + length, line.text[length:])
