"""Tables: rows and columns that are sums, differences or shares of others in every line but one.

No heading has to say so: what holds in all other lines is what the table means. A row that is called a total is tried
with a single column of numbers too.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from ..document import Block, Kind
from .judgement import Needed, Wrong, fixes, judge, meet
from .numbers import Figure, read_digits
from .ratios import RULE as RATIO
from .ratios import share_fits, wrong_ratio
from .sums import RULE as SUM
from .sums import wrong_sum

MAX_LINES = 24  # of rows or of columns, for trying each with each
MAX_COLUMNS = 40
MAX_TOTALS = 12

_NUMBER = re.compile(r"\(?([0-9][0-9., \xa0]{0,24})(\s?%)?(?: ?[^\W\d_]{1,12}){0,2}\)?")
_TOTAL = re.compile(r"(?:tổng|cộng|tổng cộng|tổng số|tổng chung)(?!\w)", re.I)
_PLAIN_TOTAL = re.compile(r"(?:\*\s?)?(?:tổng cộng|tổng số|tổng|cộng)[:.]?", re.I)

Line = list[Figure | None]


@dataclass(frozen=True, slots=True)
class WrongCell:
    block: int
    wrong: Wrong


@dataclass(frozen=True, slots=True)
class _Broken:
    """A relation that holds everywhere but here."""

    figures: tuple[Figure, ...]
    needed: tuple[Needed, ...]
    wrong: Wrong


def wrong_tables(blocks: Sequence[Block], changed: Container[int]) -> Iterator[WrongCell]:
    """Of each table that has a cell in `changed`."""
    tables: dict[int, dict[tuple[int, int], list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, block in enumerate(blocks):
        if block.table is not None and block.cell is not None and block.kind in {Kind.CELL, Kind.HEADER_CELL}:
            tables[block.table][block.cell].append(number)
    for cells in tables.values():
        if len(cells) >= 6 and any(number in changed for numbers in cells.values() for number in numbers):
            yield from _of_table(blocks, cells)


def _of_table(blocks: Sequence[Block], cells: dict[tuple[int, int], list[int]]) -> Iterator[WrongCell]:
    width = max(column for _, column in cells) + 1
    rows = sorted({row for row, _ in cells})
    if width > MAX_COLUMNS:
        return
    place_of: dict[int, int] = {}  # id of a figure → number of its block
    grid: list[Line] = []
    for row in rows:
        line: Line = []
        for column in range(width):
            numbers = cells.get((row, column), [])
            figure = _figure(blocks[numbers[0]].text) if len(numbers) == 1 else None
            if figure is not None:
                place_of[id(figure)] = numbers[0]
            line.append(figure)
        grid.append(line)
    labels = [_text(blocks, cells.get((row, 0), [])) for row in rows]
    headings = [_text(blocks, cells.get((rows[0], column), [])) for column in range(width)]
    yield from _told(_all_broken(grid, labels, headings), place_of)


def _text(blocks: Sequence[Block], numbers: Sequence[int]) -> str:
    return blocks[numbers[0]].text.strip() if numbers else ""


def _figure(text: str) -> Figure | None:
    start = len(text) - len(text.lstrip())
    match = _NUMBER.fullmatch(text.strip())
    read = read_digits(match[1].strip()) if match else None
    if not match or read is None:
        return None
    start += match.start(1)
    written = text[start : start + match.end() - match.start(1)] if match[2] else match[1].strip()
    suffix = match[2] or ""
    return Figure(start, start + len(match[1].strip()) + len(suffix), *read, suffix) if written else None


def _told(broken: Sequence[_Broken], place_of: dict[int, int]) -> Iterator[WrongCell]:
    """One finding for what one cell breaks."""
    count = Counter(id(figure) for one in broken for figure in one.figures)
    told: set[int] = set()
    for one in broken:
        most = max(one.figures, key=lambda figure: count[id(figure)])
        wrong = one.wrong
        if count[id(most)] > 1 and id(wrong.figure) != id(most):
            found = [value for needed in one.needed if needed.figure is most for value in fixes(needed)]
            wrong = Wrong(wrong.rule, most, most.written(found[0]) if len(found) == 1 else None, wrong.reason)
        if id(wrong.figure) not in told and not told.intersection(map(id, one.figures)):
            told.add(id(wrong.figure))
            yield WrongCell(place_of[id(wrong.figure)], wrong)


def _all_broken(grid: list[Line], labels: Sequence[str], headings: Sequence[str]) -> list[_Broken]:
    turned: list[Line] = [list(line) for line in zip(*grid, strict=True)]
    broken: list[_Broken] = []
    for lines, names in ((grid, labels), (turned, headings)):
        broken += [*_totals(lines, names), *_totals(lines[::-1], names[::-1])]
    broken += _shares_of_total(turned, labels)
    for lines in (turned, grid):
        numbers = [line for line in lines if sum(one is not None for one in line) >= 3]
        if len(numbers) <= MAX_LINES:
            broken += _made_of_two(numbers)
    return broken


def _totals(lines: list[Line], labels: Sequence[str]) -> Iterator[_Broken]:
    """Lines that are called a total, of the lines before them."""
    called = [number for number, label in enumerate(labels) if _TOTAL.match(label)]
    for index, number in enumerate(called[:MAX_TOTALS]):
        whole = called[index - 1] + 1 if index else 0
        firsts = [whole, 0, *range(max(0, number - 12), number)]
        tried = [_total_from(lines, first, number) for first in firsts if first < number - 1]
        holds, broken = max(tried, key=lambda one: one[0], default=(0, []))  # the first of the best
        if len(broken) == 1 and (holds or _PLAIN_TOTAL.fullmatch(labels[number])):
            yield broken[0]


def _total_from(lines: list[Line], first: int, last: int) -> tuple[int, list[_Broken]]:
    """In how many places the line `last` is the sum of those from `first` on, and where it is not."""
    holds, broken = 0, []
    for at, total in enumerate(lines[last]):
        parts = [one for line in lines[first:last] if (one := line[at]) is not None]
        if total is None or len(parts) < 2 or total.suffix or any(part.suffix for part in parts):
            continue
        if _adds_up(total, parts):
            holds += 1
        elif total.value >= max(part.value for part in parts):
            wrong = wrong_sum(SUM, total, parts, only_slips=True)
            if wrong:
                broken.append(_Broken((total, *parts), _needed_sum(total, parts), wrong))
    return holds, broken


def _shares_of_total(columns: list[Line], labels: Sequence[str]) -> Iterator[_Broken]:
    """A column of percentages that are parts of the total of another one."""
    last = next((row for row in range(len(labels) - 1, 0, -1) if _TOTAL.match(labels[row])), None)
    if last is None:
        return
    for target in columns[: MAX_LINES * 2]:
        rows = [row for row in range(last) if (one := target[row]) is not None and "%" in one.suffix]
        if len(rows) < 3:
            continue
        for counts in columns[: MAX_LINES * 2]:
            total = counts[last]
            triples = [(t, a, total) for row in rows if (t := target[row]) and (a := counts[row]) and total]
            if counts is target or len(triples) != len(rows):
                continue
            wrong = [triple for triple in triples if not _is_share(*triple)]
            if len(wrong) == 1 and len(triples) >= 3 and (broken := _broken_share(*wrong[0])):
                yield broken
            if len(wrong) < 2:
                break


def _adds_up(total: Figure, parts: Sequence[Figure]) -> bool:
    low = sum((part.as_part[0] for part in parts), Fraction(0))
    high = sum((part.as_part[1] for part in parts), Fraction(0))
    return meet((low, high), total.as_part)


def _needed_sum(total: Figure, parts: Sequence[Figure]) -> tuple[Needed, ...]:
    made = sum((part.value for part in parts), Fraction(0))
    return Needed(total, (made, made)), *(
        Needed(part, (total.value - made + part.value,) * 2) for part in parts if total.value > made - part.value
    )


def _made_of_two(lines: list[Line]) -> Iterator[_Broken]:
    """Lines that two others make, in every place but one."""
    for target in lines:
        broken = _unexplained(target, [line for line in lines if line is not target])
        if broken:
            yield broken


def _unexplained(target: Line, others: list[Line]) -> _Broken | None:
    found: _Broken | None = None
    for one, other in permutations(others, 2):
        for relation in _RELATIONS:
            broken = _exceptions(target, one, other, relation)
            if broken == []:
                return None
            found = found or (broken[0] if broken else None)
    return found


@dataclass(frozen=True, slots=True)
class _Relation:
    """`holds(target, one, other)`; `counts`: whether that it holds there is no chance; `least` of these are needed."""

    holds: Callable[[Figure, Figure, Figure], bool]
    counts: Callable[[Figure, Figure, Figure], bool]
    least: int
    broken: Callable[[Figure, Figure, Figure], _Broken | None]


def _exceptions(target: Line, one: Line, other: Line, relation: _Relation) -> list[_Broken] | None:
    """Where the relation does not hold; None unless it holds often enough with one exception at most."""
    support, exception = 0, None
    for t, a, b in zip(target, one, other, strict=True):
        if t is None or a is None or b is None:
            continue
        if relation.holds(t, a, b):
            support += relation.counts(t, a, b)
        elif exception:
            return None
        else:
            exception = t, a, b
    if support < relation.least:
        return None
    if not exception:
        return []
    broken = relation.broken(*exception)
    return [broken] if broken else None


def _is_share(t: Figure, a: Figure, b: Figure) -> bool:
    return _says_share(t) and not a.suffix and not b.suffix and share_fits(a, b, t)


def _says_share(t: Figure) -> bool:
    return "%" in t.suffix or t.step < 1


def _broken_share(t: Figure, a: Figure, b: Figure) -> _Broken | None:
    wrong = wrong_ratio(a, b, t, only_slips=True)
    return _Broken((t, a, b), (), wrong) if wrong else None


def _is_change(t: Figure, a: Figure, b: Figure) -> bool:
    if not _says_share(t) or a.suffix or b.suffix or not a.value:
        return False
    return abs(abs(b.value - a.value) * 100 / a.value - t.value) <= t.step * Fraction(6, 10)


def _broken_change(t: Figure, a: Figure, b: Figure) -> _Broken | None:
    if not a.value:
        return None
    made = abs(b.value - a.value) * 100 / a.value
    return _broken(RATIO, (Needed(t, (made, made)),), f"Từ {_text_of(a)} đến {_text_of(b)} là {t.written(made)}", t)


def _is_difference(t: Figure, a: Figure, b: Figure) -> bool:
    return t.suffix == a.suffix == b.suffix and meet(
        (a.as_part[0] - b.as_part[1], a.as_part[1] - b.as_part[0]), t.as_part
    )


def _broken_difference(t: Figure, a: Figure, b: Figure) -> _Broken | None:
    if t.suffix != a.suffix or t.suffix != b.suffix or a.value < b.value:
        return None
    needed = (
        Needed(t, (a.value - b.value,) * 2),
        Needed(a, (t.value + b.value,) * 2),
        Needed(b, (a.value - t.value,) * 2),
    )
    return _broken(SUM, needed, f"{_text_of(a)} trừ {_text_of(b)} là {t.written(a.value - b.value)}", t)


def _broken(rule: str, needed: tuple[Needed, ...], says: str, t: Figure) -> _Broken | None:
    wrong = judge(rule, needed, f"{says}, không phải {_text_of(t)}.", only_slips=True)
    return _Broken(tuple(one.figure for one in needed), needed, wrong) if wrong else None


def _text_of(figure: Figure) -> str:
    return figure.written(figure.value)


_RELATIONS = (
    _Relation(_is_share, lambda t, a, b: 0 < a.value < b.value, 2, _broken_share),
    _Relation(_is_change, lambda t, a, b: a.value != b.value and bool(b.value), 2, _broken_change),
    _Relation(_is_difference, lambda t, a, b: t.value >= 10 and b.value >= 10, 3, _broken_difference),
)
