"""The difference of two sequences, in a time that grows with their length.

difflib looks for the longest common run again and again: seconds for a text of 5,000 words. So it is only asked where
little is left: between equal beginnings and ends, and between items that both sides have exactly once.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher

Pair = tuple[int, int]

SMALL = 20_000  # items of one side times items of the other that difflib is given
MAX_DEPTH = 6
WIDTH = 4


def matches(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Pair]:
    """(place in `a`, place in `b`) of the items that both have in the same order, ascending on both sides."""
    found: list[Pair] = []
    waiting = [(range(len(a)), range(len(b)), 0)]
    while waiting:
        in_a, in_b, depth = waiting.pop()
        ends = _equal_ends(a, b, in_a, in_b)
        found.extend(ends)
        in_a, in_b = _without(in_a, in_b, ends)
        if not in_a or not in_b:
            continue
        if len(in_a) * len(in_b) <= SMALL:
            found.extend(_by_difflib(a, b, in_a, in_b))
        elif depth < MAX_DEPTH and (anchors := _anchors(a, b, in_a, in_b)):
            last_a, last_b = in_a.start, in_b.start
            for at_a, at_b in [*anchors, (in_a.stop, in_b.stop)]:
                waiting.append((range(last_a, at_a), range(last_b, at_b), depth + 1))
                last_a, last_b = at_a, at_b
    return sorted(found)


def gaps(a_length: int, b_length: int, pairs: Sequence[Pair]) -> list[tuple[range, range]]:
    """The ranges of both sides that lie before, between and after `pairs`; where both are empty they are left out."""
    found = []
    last_a = last_b = 0
    for at_a, at_b in [*pairs, (a_length, b_length)]:
        if at_a > last_a or at_b > last_b:
            found.append((range(last_a, at_a), range(last_b, at_b)))
        last_a, last_b = at_a + 1, at_b + 1
    return found


def _equal_ends(a: Sequence[Hashable], b: Sequence[Hashable], in_a: range, in_b: range) -> list[Pair]:
    """The pairs of the equal beginning and of the equal end."""
    pairs = []
    for at_a, at_b in zip(in_a, in_b, strict=False):
        if a[at_a] != b[at_b]:
            break
        pairs.append((at_a, at_b))
    begun = len(pairs)
    for at_a, at_b in zip(reversed(in_a[begun:]), reversed(in_b[begun:]), strict=False):
        if a[at_a] != b[at_b]:
            break
        pairs.append((at_a, at_b))
    return pairs


def _without(in_a: range, in_b: range, ends: list[Pair]) -> tuple[range, range]:
    begun = sum(1 for number, pair in enumerate(ends) if pair == (in_a.start + number, in_b.start + number))
    ended = len(ends) - begun
    return in_a[begun : len(in_a) - ended], in_b[begun : len(in_b) - ended]


def _by_difflib(a: Sequence[Hashable], b: Sequence[Hashable], in_a: range, in_b: range) -> list[Pair]:
    some, others = a[in_a.start : in_a.stop], b[in_b.start : in_b.stop]
    blocks = SequenceMatcher(None, some, others, autojunk=False).get_matching_blocks()
    return [(in_a[block.a + offset], in_b[block.b + offset]) for block in blocks for offset in range(block.size)]


def _anchors(a: Sequence[Hashable], b: Sequence[Hashable], in_a: range, in_b: range) -> list[Pair]:
    """Pairs among the items, or else the runs of WIDTH items, that stand exactly once on both sides.

    Each pair begins a stretch, where it is found again as the equal beginning.
    """
    for width in (1, WIDTH):
        if pairs := _ascending(_once_on_both(_runs(a, in_a, width), _runs(b, in_b, width))):
            return pairs
    return []


def _runs(items: Sequence[Hashable], places: range, width: int) -> dict[int, Hashable]:
    """{place: the run that begins there}."""
    if width == 1:
        return {at: items[at] for at in places}
    return {at: tuple(items[at : at + width]) for at in places[: len(places) - width + 1]}


def _once_on_both(in_a: dict[int, Hashable], in_b: dict[int, Hashable]) -> list[Pair]:
    times_in_a, times_in_b = Counter(in_a.values()), Counter(in_b.values())
    place_in_b = {item: at for at, item in in_b.items() if times_in_b[item] == 1}
    return [(at, place_in_b[item]) for at, item in in_a.items() if times_in_a[item] == 1 and item in place_in_b]


def _ascending(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest row of `pairs`, which ascend on the first side, that ascends on the second too (patience diff)."""
    tails: list[int] = []  # the least end of an ascending row of each length
    ends: list[int] = []  # which pair that is
    before: list[int | None] = []
    for number, (_, at_b) in enumerate(pairs):
        length = bisect_left(tails, at_b)
        before.append(ends[length - 1] if length else None)
        tails[length : length + 1] = [at_b]
        ends[length : length + 1] = [number]
    row = []
    last = ends[-1] if ends else None
    while last is not None:
        row.append(pairs[last])
        last = before[last]
    return row[::-1]
