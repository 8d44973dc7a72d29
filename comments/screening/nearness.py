"""Words that stand near each other, in any order: what a rule of the kind "near" looks for."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

from .obfuscation import Words, words_of

NEAR = 5  # words from one of them to the next
FEWEST, MOST = 2, 5

Rule = TypeVar("Rule", bound=Hashable)
HasMarks = Callable[[Words, int, list[str], bool], bool]


def read_near(pattern: str) -> list[str]:
    """The words or phrases of a pattern, which commas part: "chuyển tiền, tài khoản"; none of nonsense."""
    parts = [" ".join(part.split()) for part in pattern.split(",")]
    is_known = FEWEST <= len(parts) <= MOST and all(sum(map(str.isalnum, part)) >= 2 for part in parts)
    return parts if is_known and len({part.lower() for part in parts}) == len(parts) else []


class _Part(NamedTuple):
    """A word or phrase that rules look for; several rules may share it."""

    plain: tuple[str, ...]
    exact: tuple[str, ...]
    ignores_marks: bool


class _Place(NamedTuple):
    """`first` and `last` count words alone; `start` and `end` count signs too."""

    part: _Part
    first: int
    last: int
    start: int
    end: int


class Nearness(Generic[Rule]):
    """Compiled rules, `(rule, pattern, ignores_marks)`; a text is walked once for all of them."""

    def __init__(self, rules: Iterable[tuple[Rule, str, bool]]) -> None:
        self._parts_of: dict[Rule, tuple[_Part, ...]] = {}
        for rule, pattern, ignores_marks in rules:
            written = map(words_of, read_near(pattern))
            parts = tuple(_Part(tuple(words.plain), tuple(words.exact), ignores_marks) for words in written)
            if parts:
                self._parts_of[rule] = parts
        # First one or two plain words → parts
        self._starting: defaultdict[tuple[str, ...], list[_Part]] = defaultdict(list)
        for part in dict.fromkeys(part for parts in self._parts_of.values() for part in parts):
            self._starting[part.plain[:2]].append(part)
        self._firsts = frozenset(begin[0] for begin in self._starting if begin)

    def __bool__(self) -> bool:
        return bool(self._parts_of)

    def met_in(self, words: Words, has_marks: HasMarks) -> list[tuple[Rule, str]]:
        """Each rule that is met, with the piece of the text from its first word to its last."""
        places = self._places_in(words, has_marks)
        found = []
        for rule, parts in self._parts_of.items():
            if all(part in places for part in parts):
                there = sorted((place for part in parts for place in places[part]), key=lambda place: place.start)
                if span := _nearest(there, len(parts)):
                    found.append((rule, words.text[words.spans[span[0]][0] : words.spans[span[1] - 1][1]]))
        return found

    def _places_in(self, words: Words, has_marks: HasMarks) -> dict[_Part, list[_Place]]:
        places: dict[_Part, list[_Place]] = {}
        begins = [start for start, word in enumerate(words.plain) if word in self._firsts]
        if not begins:
            return places
        numbers = list(accumulate([word[0].isalnum() for word in words.plain]))
        for start in begins:
            word, counted = words.plain[start], numbers[start] - 1
            following = words.plain[start + 1] if start + 1 < len(words.plain) else ""
            for part in (*self._starting.get((word,), ()), *self._starting.get((word, following), ())):
                end = start + len(part.plain)
                is_there = tuple(words.plain[start:end]) == part.plain
                if is_there and has_marks(words, start, list(part.exact), part.ignores_marks):
                    last = counted + sum(each[0].isalnum() for each in part.plain) - 1
                    places.setdefault(part, []).append(_Place(part, counted, last, start, end))
        return places


def _nearest(places: list[_Place], count: int) -> tuple[int, int] | None:
    """The first stretch, from word to word, in which all `count` words of a rule stand near enough; None of none.

    `places` are in order. A window moves over them once.
    """
    inside: Counter[_Part] = Counter()
    begin = 0
    for last in places:
        inside[last.part] += 1
        while places[begin].last + NEAR * (count - 1) + 1 < last.first or inside[places[begin].part] > 1:
            inside[places[begin].part] -= 1
            begin += 1
        if sum(held > 0 for held in inside.values()) == count:
            window = [place for place in places if places[begin].start <= place.start <= last.start]
            return places[begin].start, max(place.end for place in window)
    return None
