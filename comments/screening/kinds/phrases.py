"""Phrases with choices and gaps, and a table that finds thousands of them in one walk through a text.

How one is written: words with their marks; `a/b` either; `a_b` two words in one choice; `{set}` any of a named set;
`?` behind a choice that may be missing; `.` one word between or none, `..` up to three, `...` up to eight, never
across a quotation mark or the end of a sentence. Texts without marks meet only phrases of three words and more, and
those that are written without any; a `!` before the whole keeps it from them. Phrases are compiled once; a text is
walked once, and each place costs a bounded number of steps.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice, takewhile
from typing import NamedTuple

from vietnamese.text import canonical, fold

from .reading import Reading

GAPS = {".": 1, "..": 3, "...": 8}
_STOPS = frozenset('“”"«»()[]{}:|')  # no gap crosses them
SURE_WORDS = 3
ENOUGH = 3  # points that phrases of one kind must reach together

Test = Callable[[Reading, int, int], bool]


class Choice(NamedTuple):
    """The words of one choice, as they are written and without marks."""

    exact: list[str]
    plain: list[str]


class Choices:
    """Choices by their first two words: as they are written, and without marks."""

    def __init__(self, choices: Iterable[Choice]) -> None:
        self.all = sorted(choices, key=lambda choice: -len(choice.exact))
        self.begins = frozenset(choice.plain[0] for choice in self.all)
        self._exact: defaultdict[tuple[str, ...], list[Choice]] = defaultdict(list)
        self._plain: defaultdict[tuple[str, ...], list[Choice]] = defaultdict(list)
        for choice in self.all:
            self._exact[tuple(choice.exact[:2])].append(choice)
            self._plain[tuple(choice.plain[:2])].append(choice)

    def at(self, reading: Reading, place: int) -> list[Choice]:
        """Those whose first words stand at `place`, the longest first."""
        is_plain = reading.is_bare or place in reading.disguised
        words, known = (reading.plain, self._plain) if is_plain else (reading.exact, self._exact)
        first = words[place]
        alone = known.get((first,), [])
        pair = known.get((first, words[place + 1])) if place + 1 < len(words) else None
        return [*pair, *alone] if pair else alone


Element = int | Choices  # a gap of so many words, or choices


@dataclass(frozen=True)
class Group:
    """Phrases of one kind and one reason. `points` of `ENOUGH`: what is less needs others of the kind beside it.

    `unless` says of a match (words from, to) that it is none.
    """

    kind: str
    why: str
    phrases: str
    points: int = ENOUGH
    unless: Test | None = None


@dataclass(frozen=True)
class Met:
    """`group` was met by the words from `start` to `end`."""

    group: Group
    start: int
    end: int

    def holds(self, reading: Reading) -> bool:
        """Whether what stands around the words leaves it a finding."""
        return self.group.unless is None or not self.group.unless(reading, self.start, self.end)


@dataclass(frozen=True)
class _Phrase:
    group: Group
    elements: tuple[Element, ...]
    takes_bare: bool

    @cached_property
    def ahead(self) -> tuple[int, int, frozenset[str]]:
        """`(nearest, farthest, words)`: one of the plain `words` begins its second choices, from `nearest` to before
        `farthest` words behind its first one; no words of a phrase that has only one element.
        """
        first, *rest = self.elements
        gaps = list(takewhile(lambda element: isinstance(element, int), rest))
        second = next((element for element in rest if isinstance(element, Choices)), None)
        if second is None or not isinstance(first, Choices):
            return 0, 0, frozenset()
        lengths = [len(choice.exact) for choice in first.all]
        return min(lengths), max(lengths) + sum(gap for gap in gaps if isinstance(gap, int)) + 1, second.begins


@dataclass
class _Beginning:
    """The phrases that begin with one word: with it alone, and with a second one behind it.

    All of them need one of the plain `words` less than `farthest` words behind it, unless one `is_whole`.
    """

    alone: list[_Phrase] = field(default_factory=list)
    pairs: dict[str, list[_Phrase]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    farthest: int = 0
    is_whole: bool = False

    def keep(self, phrase: _Phrase, second: list[str]) -> None:
        (self.pairs.setdefault(second[0], []) if second else self.alone).append(phrase)
        _, farthest, begins = phrase.ahead
        self.words |= begins
        self.farthest = max(self.farthest, farthest)
        self.is_whole |= not begins


class _Index:
    """Phrases by the first two words of one of their choices, or by its only one."""

    def __init__(self) -> None:
        self._beginnings: dict[str, _Beginning] = {}

    def keep(self, phrase: _Phrase, begins: Iterable[tuple[str, ...]]) -> None:
        for first, *second in dict.fromkeys(begins):
            self._beginnings.setdefault(first, _Beginning()).keep(phrase, second)

    def possible(self, words: list[str], places: Iterable[int], plain: list[str]) -> Iterator[tuple[int, _Phrase]]:
        """Each of `places` in `words` with the phrases that begin there and of which more stands behind it."""
        beginnings = self._beginnings
        for place in [place for place in places if words[place] in beginnings]:
            beginning = beginnings[words[place]]
            if not beginning.is_whole and beginning.words.isdisjoint(plain[place + 1 : place + beginning.farthest]):
                continue
            following = words[place + 1] if place + 1 < len(words) else ""
            for phrase in (*beginning.pairs.get(following, ()), *beginning.alone):
                nearest, farthest, begins = phrase.ahead
                if not begins or not begins.isdisjoint(plain[place + nearest : place + farthest]):
                    yield place, phrase


class Table:
    """Compiled groups."""

    def __init__(self, groups: Iterable[Group], sets: Mapping[str, str]) -> None:
        # As it is written, without marks in a text that has some, in one that has none.
        self._exact, self._plain, self._bare = _Index(), _Index(), _Index()
        for group in groups:
            for phrase in _phrases_of(group, sets):
                self._keep(phrase)

    def _keep(self, phrase: _Phrase) -> None:
        first = phrase.elements[0]
        if isinstance(first, int) or isinstance(phrase.elements[-1], int):
            raise ValueError(f"A phrase of {phrase.group.why} begins or ends with a gap: {phrase.elements}")
        begins = [tuple(choice.plain[:2]) for choice in first.all]
        self._exact.keep(phrase, (tuple(choice.exact[:2]) for choice in first.all))
        self._plain.keep(phrase, begins)
        if phrase.takes_bare:
            self._bare.keep(phrase, begins)

    def met_in(self, reading: Reading) -> list[Met]:
        """What is met, whatever `unless` says of it; each group once at a place."""
        found: dict[tuple[int, int], Met] = {}
        for place, phrase in self._candidates(reading):
            group = phrase.group
            if (place, id(group)) in found:
                continue
            end = _end_of(phrase.elements, 0, reading, place)
            if end is not None:
                found[place, id(group)] = Met(group, place, end)
        return list(found.values())

    def _candidates(self, reading: Reading) -> Iterator[tuple[int, _Phrase]]:
        """Each place with the phrases that may be met there; the disguised ones at the end."""
        plain = reading.plain
        everywhere = range(len(plain))
        if reading.is_bare:
            return self._bare.possible(plain, everywhere, plain)
        disguised = sorted(reading.disguised)
        return chain(
            self._exact.possible(reading.exact, everywhere, plain), self._plain.possible(plain, disguised, plain)
        )


def _phrases_of(group: Group, sets: Mapping[str, str]) -> list[_Phrase]:
    """The phrases of a group; those of one element are put together, as they begin and end alike."""
    found: list[_Phrase] = []
    alone: dict[bool, list[Choice]] = {}
    for written in lines_of(group.phrases):
        for elements in _compiled(written.removeprefix("!"), sets):
            takes_bare = _takes_bare(written, elements)
            first = elements[0]
            if len(elements) > 1 or isinstance(first, int):
                found.append(_Phrase(group, elements, takes_bare))
                continue
            alone.setdefault(takes_bare, []).extend(first.all)
    return [*found, *(_Phrase(group, (Choices(choices),), takes_bare) for takes_bare, choices in alone.items())]


def _end_of(elements: tuple[Element, ...], number: int, reading: Reading, place: int) -> int | None:
    """Where the elements from `number` on end when they begin at `place`, or None."""
    if number == len(elements):
        return place
    element = elements[number]
    if isinstance(element, int):
        return _end_behind_gap(elements, number, reading, place, element)
    if place >= len(reading.plain):
        return None
    for choice in element.at(reading, place):
        after = place + len(choice.exact)
        if reading.exact[place:after] == choice.exact or _is_like(choice, reading, place, after):
            end = _end_of(elements, number + 1, reading, after)
            if end is not None:
                return end
    return None


def _end_behind_gap(elements: tuple[Element, ...], number: int, reading: Reading, place: int, gap: int) -> int | None:
    limit = min(place + gap, reading.end_of_sentence(place - 1) - 1)
    following = elements[number + 1]
    for start in range(place, limit + 1):
        if start > place and reading.plain[start - 1] in _STOPS:
            return None
        if isinstance(following, Choices) and reading.plain[start] not in following.begins:
            continue
        end = _end_of(elements, number + 1, reading, start)
        if end is not None:
            return end
    return None


def _is_like(choice: Choice, reading: Reading, place: int, after: int) -> bool:
    """Whether the words lost their marks, all of them in such a text, or were disguised."""
    if reading.plain[place:after] != choice.plain:
        return False
    return all(
        word == exact or reading.is_obfuscated[spot] or (reading.is_bare and word == plain)
        for spot, word, exact, plain in zip(
            range(place, after), reading.exact[place:after], choice.exact, choice.plain, strict=True
        )
    )


def _takes_bare(written: str, elements: tuple[Element, ...]) -> bool:
    """Whether a text without marks may meet it: three words mean one thing, fewer only when they are written so.

    "bố mẹ" and "bỏ mẹ" are spelled alike, as are "con đi" and "con đĩ".
    """
    if written.startswith("!"):
        return False
    parts = [[choice.exact for choice in element.all] for element in elements if not isinstance(element, int)]
    is_written_bare = all(word.isascii() for part in parts for words in part for word in words)
    return is_written_bare or sum(min(map(len, part)) for part in parts) >= SURE_WORDS


def lines_of(phrases: str) -> list[str]:
    """The phrases of a list, without the commas and lines that part them."""
    return [phrase.strip() for phrase in re.split(r"[\n,]", phrases) if phrase.strip()]


def _compiled(written: str, sets: Mapping[str, str]) -> list[tuple[Element, ...]]:
    """The phrase as tuples of elements: one for each way to leave out what may be missing."""
    ways: list[tuple[Element, ...]] = [()]
    for part in written.split():
        if part in GAPS:
            ways = [(*way, GAPS[part]) for way in ways]
            continue
        may_be_missing = part.endswith("?") and part != "?"
        element = _choices(part[:-1] if may_be_missing else part, sets)
        with_it = [(*way, element) for way in ways]
        ways = with_it + ways if may_be_missing else with_it
    return ways


def _choices(written_so: str, sets: Mapping[str, str]) -> Choices:
    found = [canonical(written).split("_") for written in _spread(written_so, sets)]
    return Choices(Choice(exact, [fold(word) for word in exact]) for exact in found)


def _spread(written: str, sets: Mapping[str, str], depth: int = 3) -> list[str]:
    """Every choice, with named sets opened (sets may name others)."""
    found: list[str] = []
    for choice in written.split("/"):
        if choice.startswith("{") and depth:
            opened = (_spread(part, sets, depth - 1) for part in sets[choice[1:-1]].split())
            found += [one for part in opened for one in part]
        else:
            found.append(choice)
    return list(islice(dict.fromkeys(found), 400))
