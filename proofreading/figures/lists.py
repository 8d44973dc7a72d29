"""What spans several lines: a number of things and the items below, parts as items, `Thứ nhất` … `Thứ tư`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..document import Block, Kind
from .counts import RULE as COUNT
from .counts import figure_text, in_words
from .item_lines import Line, lists_in
from .judgement import Wrong
from .numbers import Figure
from .ratios import wrong_ratio
from .sentences import WORD, sentences_of
from .sums import RULE as SUM
from .sums import wrong_sum

ORDINAL = "figures-ordinal"

_THINGS = (
    "nội dung|việc|nhiệm vụ|giải pháp|nhóm|cách|lý do|nguyên nhân|điểm|bước|điều kiện|yêu cầu|mục tiêu|vấn đề"
    "|kiến nghị|đề xuất|hạn chế|bài học|lĩnh vực|hình thức|khâu|tiêu chí|nguyên tắc|giấy tờ|đối tượng|kênh|thay đổi"
    "|chuyên đề|hoạt động"
)
_OPENS = re.compile(rf"(?P<n>N) (?:{_THINGS})(?: (?!của |trong |từ ){WORD}){{0,6}}(?: sau đây| sau| như sau)?:\s*$")
_PARTS_FOLLOW = re.compile(r"(?P<n>N)[^NPTF.]{0,80}:\s*$")
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_COUNTED = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ORDINAL = re.compile(
    rf"(?:^|(?<=[.;:!?] ))(?:(?P<th>[Tt]hứ (?P<a>{'|'.join(_ORDINALS)}))(?=,|:| là )(?!, ngày)"
    rf"|(?P<is>(?:[A-ZĐ](?=\w))?\w+) là,? )"
)


@dataclass(frozen=True, slots=True)
class WrongPlace:
    """[start, end) of block number `block`."""

    rule: str
    block: int
    start: int
    end: int
    suggestion: str | None
    reason: str


def wrong_lists(blocks: Sequence[Block]) -> Iterator[WrongPlace]:
    yield from _ordinals(blocks)
    for opening, items in lists_in(blocks):
        yield from _items(opening, items)


def _items(opening: Line, items: Sequence[Line]) -> Iterator[WrongPlace]:
    sentences = sentences_of(opening.text)
    if not sentences:
        return
    last, count = sentences[-1], len(items)
    match = _OPENS.search(last.form)
    if match:
        figure = last.figure(match, "n")
        # Items of items are items too, so that more of them may be right.
        if not figure.around and count != figure.value and (count < figure.value or count == figure.value + 1):
            reason = f"Danh sách bên dưới có {count} mục, không phải {figure_text(figure)}."
            yield _place(opening, Wrong(COUNT, figure, in_words(figure, count), reason))
    match = _PARTS_FOLLOW.search(last.form)
    if match and count <= 40:
        yield from _parts(opening, items, last.figure(match, "n"))


def _parts(opening: Line, items: Sequence[Line], total: Figure) -> Iterator[WrongPlace]:
    """`Còn 1.842 hồ sơ, chia ra:` and items as `đất đai: 1.067 hồ sơ (57,93%);`"""
    rows: list[tuple[Line, Figure, Figure | None]] = []
    for line in items:
        found = [sentence for sentence in sentences_of(line.text) if sentence.figures]
        if len(found) != 1:
            return
        counts = [one for place, one in found[0].figures.items() if found[0].form[place] == "N"]
        shares = [one for place, one in found[0].figures.items() if found[0].form[place] == "P"]
        if len(counts) != 1 or len(shares) > 1 or counts[0].around:
            return
        rows.append((line, counts[0], shares[0] if shares else None))
    if total.around or total.value < 20:
        return
    for line, part, share in rows:
        wrong = wrong_ratio(part, total, share, only_slips=True) if share else None
        if wrong:
            yield _place(opening if wrong.figure is total else line, wrong)
    wrong = wrong_sum(SUM, total, [part for _, part, _ in rows], only_slips=True)
    if wrong:
        yield _place(next((line for line, part, _ in rows if part is wrong.figure), opening), wrong)


def _place(line: Line, wrong: Wrong) -> WrongPlace:
    start, end = line.start + wrong.figure.start, line.start + wrong.figure.end
    return WrongPlace(wrong.rule, line.block, start, end, wrong.suggestion, wrong.reason)


def _ordinals(blocks: Sequence[Block]) -> Iterator[WrongPlace]:
    """Each kind counts on its own: `Thứ nhất, … Thứ hai, …` and `Một là … Hai là …`. The first begins a new list."""
    last = {"th": 0, "is": 0}
    for number, block in enumerate(blocks):
        if block.kind in {Kind.CODE, Kind.CELL, Kind.HEADER_CELL, Kind.FIELD}:
            continue
        for match in _ORDINAL.finditer(block.text):
            kind = "th" if match["th"] else "is"
            words = _ORDINALS if match["th"] else _COUNTED
            word = (match["a"] or match["is"]).lower()
            if word not in words:
                continue
            place = words.index(word) + 1
            expected = last[kind] + 1
            if place != 1 and last[kind] and place != expected:
                yield _out_of_order(number, match, words, place, expected)
            if place == 1 or last[kind]:
                last[kind] = place


def _out_of_order(number: int, match: re.Match[str], words: Sequence[str], place: int, expected: int) -> WrongPlace:
    group = "th" if match["th"] else "is"
    written = match[group]
    before = f"{written.split()[0]} " if group == "th" else ""
    right = words[expected - 1] if expected <= len(words) else None
    suggestion = f"{before}{right}" if right else None
    if suggestion and written[0].isupper():
        suggestion = suggestion[0].upper() + suggestion[1:]
    previous = f"{before.lower()}{words[expected - 2]}"
    reason = f"Trước đó là “{previous}”, nên ở đây chưa thể là “{written.lower()}”."
    if place < expected:
        reason = f"Trước đó đã có “{written.lower()}”."
    return WrongPlace(ORDINAL, number, match.start(group), match.end(group), suggestion, reason)
