"""Which paragraph is likely the title, the sapo, the line of the author."""

import re
from collections.abc import Sequence

from .blocks import Piece

TITLE_MOST = 200
SUMMARY_MOST = 600
BYLINE_MOST = 80
CANDIDATES = 8
_BYLINE = re.compile(r"(?i)^(?:(?:tin|bài|tác giả|người viết|thực hiện)[^:]{0,20}:\s*)(?P<name>.{2,80})$")
_ENDS_A_SENTENCE = re.compile(r"[.?!:;,]$")


def title_of(pieces: Sequence[Piece]) -> int | None:
    """The number of the piece that is likely the title: so styled, or the first of those that may be one."""
    candidates = _candidates(pieces, TITLE_MOST)
    styled = [number for number in candidates if "title" in pieces[number].looks]
    headed = [number for number in candidates[:3] if pieces[number].kind == "heading"]
    return next(iter([*styled, *headed, *candidates[:1]]), None)


def summary_of(pieces: Sequence[Piece], title: int | None) -> int | None:
    """The number of the piece that is likely the sapo: so styled, or set apart and next to the title."""
    candidates = [number for number in _candidates(pieces, SUMMARY_MOST) if number != title]
    styled = [number for number in candidates if "subtitle" in pieces[number].looks]
    after = [number for number in candidates if number > (-1 if title is None else title)][:1]
    apart = [
        number
        for number in after
        if pieces[number].kind == "paragraph"
        and {"bold", "italic"} & {*pieces[number].looks}
        and len(pieces) > number + 1
    ]
    return next(iter([*styled, *apart]), None)


def byline_of(pieces: Sequence[Piece], taken: set[int | None]) -> int | None:
    """The number of the last line, if it is short and set apart, or says whose it is."""
    words = [number for number, piece in enumerate(pieces) if piece.text and number not in taken]
    if len(words) < 2 or pieces[words[-1]].kind != "paragraph":
        return None
    last = pieces[words[-1]]
    is_apart = bool({"bold", "italic", "right"} & {*last.looks}) and not _ENDS_A_SENTENCE.search(last.text)
    is_short = len(last.text) <= BYLINE_MOST and len(last.text.split()) <= 10
    return words[-1] if is_short and (is_apart or _BYLINE.match(last.text)) else None


def name_in(byline: str) -> str:
    """ "Thùy Nhung" of "Tin, ảnh: Thùy Nhung"."""
    found = _BYLINE.match(byline)
    return (found["name"] if found else byline).strip(" .()")


def _candidates(pieces: Sequence[Piece], most: int) -> list[int]:
    """The numbers of the first pieces that may be a title or a sapo."""
    kinds = {"paragraph", "heading"}
    held = [number for number, piece in enumerate(pieces) if piece.text]
    return [
        number for number in held[:CANDIDATES] if pieces[number].kind in kinds and len(pieces[number].text) <= most
    ]


def titles(pieces: Sequence[Piece]) -> list[int]:
    """The numbers of the pieces that may be the title."""
    return _candidates(pieces, TITLE_MOST)


def summaries(pieces: Sequence[Piece]) -> list[int]:
    """The numbers of the pieces that may be the sapo."""
    return _candidates(pieces, SUMMARY_MOST)


def bylines(pieces: Sequence[Piece]) -> list[int]:
    """The numbers of the short lines at the end, which may say whose the text is."""
    words = [number for number, piece in enumerate(pieces) if piece.text][-3:]
    return [n for n in words if pieces[n].kind == "paragraph" and len(pieces[n].text) <= BYLINE_MOST]
