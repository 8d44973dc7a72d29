"""What a text does with its words: tells of a deed, quotes, asks, warns. Who reports is not the author."""

from bisect import bisect_left

from .lists import groups_of
from .phrases import Table
from .reading import Reading

REPORTS, ASKS, VICTIM, PUBLIC = "reports", "asks", "victim", "public"
_TABLE = Table(groups_of("contexts", {}), {})


def noted(reading: Reading) -> dict[str, list[tuple[int, int]]]:
    """Where each context of `lists/contexts.txt` shows itself, as words from and to, in order; walked once."""
    if not reading.contexts:
        reading.contexts.update({name: [] for name in (REPORTS, ASKS, VICTIM, PUBLIC)})
        for met in _TABLE.met_in(reading):
            reading.contexts[met.group.why].append((met.start, met.end))
        for places in reading.contexts.values():
            places.sort()
    return reading.contexts


def is_between(reading: Reading, context: str, first: int, last: int) -> bool:
    """Whether the context begins in the words from `first` to `last`."""
    places = noted(reading)[context]
    return bisect_left(places, (first,)) < bisect_left(places, (last,))


def _beside(reading: Reading, context: str, start: int, end: int) -> bool:
    """Whether the context shows in the sentence of the words, and not only inside them."""
    first, last = reading.begin_of_sentence(start), reading.end_of_sentence(end - 1)
    if is_between(reading, context, first, start) or is_between(reading, context, end, last):
        return True
    places = noted(reading)[context]
    inside = places[bisect_left(places, (start,)) : bisect_left(places, (min(end, last),))]
    return any(after > end for _, after in inside)


def is_quoted(reading: Reading, start: int, end: int) -> bool:
    return reading.quoted[start] and reading.quoted[end - 1]


def is_told(reading: Reading, start: int, end: int) -> bool:
    """Quoted, or told of somebody else in the same sentence."""
    return is_quoted(reading, start, end) or _beside(reading, REPORTS, start, end)


def is_asked(reading: Reading, start: int, end: int) -> bool:
    """Told, or in a sentence that asks or proposes."""
    return is_told(reading, start, end) or _beside(reading, ASKS, start, end)


def is_of_a_victim(reading: Reading, start: int, end: int) -> bool:
    """Asked, or anywhere in a text of somebody who was cheated or warns others."""
    return bool(noted(reading)[VICTIM]) or is_asked(reading, start, end)


def is_public(reading: Reading, start: int, end: int) -> bool:
    """Of a victim, or about what the state and its banks do for people."""
    return _beside(reading, PUBLIC, start, end) or is_of_a_victim(reading, start, end)
