"""Marks that stand twice, and quotes and brackets that do not close."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..findings import Finding
from ..readable import Readable

DOUBLED, UNCLOSED = "mark-doubled", "unclosed"
_DOUBLED = re.compile(
    r"(?P<first>[,;:])[ \xa0]?(?P<second>[,;:.])(?![,;:.)(D])|(?<=[\w)”])\.[ \xa0]?[,;](?!\w)|\.[ \xa0]?\.(?![./\\])"
)
_MAY_BE_DOUBLED = re.compile(r"[,;:.][ \xa0]?[,;:.]")
_SHORT_BEFORE = re.compile(r"(?:\bv\.\s?v|\b[A-ZĐ][a-z]{0,2}|\b[a-z]{1,3})\Z")  # v.v., TP., tr.
_LABEL_BEFORE = re.compile(r"\b\d{1,3}\Z")  # the lists 1., a), i)

_PAIRS = {"(": ")", "[": "]", "“": "”", "«": "»"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_SIGN = re.compile(r"[()\[\]“”«»\"]")
_LABEL = re.compile(r"(?:\A|[\s;,.:(“‘\"'/])(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,5}|đ|\d{1,2}\.\d{1,2})\Z")
_FACE = re.compile(r"[:;=][-']?\Z")
NEAR = 6  # a quotation may go on over so many paragraphs
_NAMES = {"(": "Dấu ngoặc mở", ")": "Dấu ngoặc đóng", "[": "Dấu ngoặc mở", "]": "Dấu ngoặc đóng"}


def find_doubled(readable: Readable) -> Iterator[Finding]:
    text = readable.text
    if not _MAY_BE_DOUBLED.search(text):
        return
    for found in _DOUBLED.finditer(text):
        marks = found[0]
        start = found.start()
        if marks[0] == "." and _belongs_to_what_is_before(text, start, marks):
            continue
        kept = marks[0] if marks[0] == marks[-1] else None
        yield readable.finding(DOUBLED, start, found.end(), kept, "Hai dấu câu liền nhau.")


def _belongs_to_what_is_before(text: str, start: int, marks: str) -> bool:
    """Whether the stop is part of an abbreviation, of a label or of dots in a row."""
    before = max(0, start - 6)
    if text[start - 1 : start] in {".", "…", ""} or _SHORT_BEFORE.search(text, before, start):
        return True
    return marks[-1] != "." and _LABEL_BEFORE.search(text, before, start) is not None


@dataclass(frozen=True, slots=True)
class _Loose:
    """A sign without its other half."""

    readable: Readable
    place: int
    sign: str


def find_unclosed(all_readables: Sequence[Readable]) -> Iterator[Finding]:
    """Signs whose other half is neither in their block nor in one of the next few."""
    waiting: dict[str, list[_Loose]] = {sign: [] for sign in (*_PAIRS, '"')}
    for readable in all_readables:
        if readable.shown.lstrip()[:1] == "“" and (begun := _waiting_near(waiting["“"], readable)):
            begun.pop()  # each paragraph of a quotation may begin with a sign of its own
        loose = _loose_in(readable) if _SIGN.search(readable.text) else []
        if mixed := _mixed_quotes(loose):
            yield mixed
        else:
            yield from map(_unclosed, _never_opened(loose, waiting))
    for signs in waiting.values():
        yield from map(_unclosed, signs)


def _never_opened(loose: list[_Loose], waiting: dict[str, list[_Loose]]) -> Iterator[_Loose]:
    """What closes nothing; what opens something goes into `waiting`, what closes takes its other half out of it."""
    for sign in loose:
        begun = _waiting_near(waiting[_CLOSING.get(sign.sign, sign.sign)], sign.readable)
        if sign.sign in _PAIRS or (sign.sign == '"' and not begun):
            waiting[sign.sign].append(sign)
        elif begun:
            begun.pop()
        else:
            yield sign


def _waiting_near(signs: list[_Loose], readable: Readable) -> list[_Loose] | None:
    """`signs`, if the last of them stands in one of the blocks just before."""
    return signs if signs and 0 < readable.number - signs[-1].readable.number <= NEAR else None


def _mixed_quotes(loose: list[_Loose]) -> Finding | None:
    """A quotation that begins with a curly sign and ends with a straight one, or the other way round."""
    if len(loose) != 2:
        return None
    straight = [sign for sign in loose if sign.sign == '"']
    curly = [sign for sign in loose if sign.sign in "“”"]
    if len(straight) != 1 or len(curly) != 1:
        return None
    (one,), (other,) = straight, curly
    if (other.sign == "“") != (other.place < one.place):
        return None
    suggestion = "”" if other.sign == "“" else "“"
    reason = "Mở bằng một kiểu dấu nháy, đóng bằng kiểu khác."
    return one.readable.finding(UNCLOSED, one.place, one.place + 1, suggestion, reason)


def _loose_in(readable: Readable) -> list[_Loose]:
    text = readable.text
    open_signs: list[_Loose] = []
    loose: list[_Loose] = []
    straight: list[int] = []
    for found in _SIGN.finditer(text):
        sign, place = found[0], found.start()
        if sign == '"':
            if not text[place - 1 : place].isdigit():
                straight.append(place)
        elif sign in _PAIRS:
            if not (sign == "(" and _FACE.search(text, max(0, place - 3), place)):
                open_signs.append(_Loose(readable, place, sign))
        elif not _close(open_signs, sign) and not _is_label(text, place, sign):
            loose.append(_Loose(readable, place, sign))
    if len(straight) % 2:
        loose.append(_Loose(readable, straight[-1], '"'))
    return [*loose, *open_signs]


def _close(open_signs: list[_Loose], sign: str) -> bool:
    """Take the latest sign that `sign` closes out of `open_signs`, or one of the few before it."""
    for number in range(len(open_signs) - 1, max(-1, len(open_signs) - 9), -1):
        if open_signs[number].sign == _CLOSING[sign]:
            del open_signs[number]
            return True
    return False


def _is_label(text: str, place: int, sign: str) -> bool:
    """`a)`, `1)`, `iv)`, and a face made of marks."""
    before = max(0, place - 8)
    return sign == ")" and bool(_LABEL.search(text, before, place) or _FACE.search(text, before, place))


def _unclosed(loose: _Loose) -> Finding:
    sign = loose.sign
    if sign == '"':
        reason = "Số dấu nháy kép trong đoạn là số lẻ: một chỗ mở mà không đóng, hoặc đóng mà không mở."
    elif sign in _PAIRS:
        name = _NAMES.get(sign, "Dấu nháy mở")
        reason = f"{name} “{sign}” không có dấu đóng." if sign in _NAMES else "Dấu nháy mở không có dấu đóng."
    else:
        reason = f"Dấu ngoặc đóng “{sign}” không có dấu mở." if sign in _NAMES else "Dấu nháy đóng không có dấu mở."
    return loose.readable.finding(UNCLOSED, loose.place, loose.place + 1, None, reason)
