"""Names of people and places that one text spells in two ways: a mark or a letter differs, the other words are equal.

Two people may be called nearly alike. So neither of the two may stand in a list, a table or one block with the other,
and a letter may differ only where one way stands once and the other more often. A given name alone behind a title
(`ông Nghĩa`) is compared with the full names.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vietnamese.text import fold

from ..document import Kind
from ..findings import Finding
from ..known import Known
from ..readable import Readable
from .name_spelling import is_one_spelling, is_well_placed

TWO_WAYS = "name-spelled-differently"
_NAME = re.compile(r"(?<![\w-])[^\W\d_]+(?:[ \xa0][^\W\d_]+)+")
_TITLE = frozenset(("ông", "bà", "anh", "chị", "cụ", "em", "cô", "chú", "bác", "thầy", "đồng chí"))
_NOT_OF_NAME = _TITLE | {
    "đồng",
    "theo", "tại", "ở", "về", "và", "của", "do", "từ", "các", "những", "với", "khi", "nếu", "để", "sau", "trước",
    "trong", "ngoài", "còn", "nhưng", "phó", "xã", "phường", "huyện", "tỉnh", "thôn", "bản", "sở",
}  # fmt: skip
_LISTS = {Kind.CELL, Kind.HEADER_CELL, Kind.ITEM}
MAX_VARIANTS = 6  # of one name: where there are more, it is a list
MANY = 3  # a place of two words is spelled right so often


@dataclass(frozen=True, slots=True)
class _Named:
    """A run of words with a capital, as it stands in a block; `title` is what stands before it, or ""."""

    readable: Readable
    start: int
    words: tuple[str, ...]
    title: str


@dataclass(slots=True)
class _Form:
    """One way to write a name, and where it stands."""

    words: tuple[str, ...]
    places: list[tuple[Readable, int, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.words)


def find(all_readables: Sequence[Readable], known: Known) -> Iterator[Finding]:
    named = [each for readable in all_readables if not readable.text.isupper() for each in _named_in(readable)]
    forms: dict[tuple[str, ...], _Form] = {}
    for each in named:
        if len(each.words) > 1:
            _collect(each, forms)
    told: dict[int, list[Finding]] = defaultdict(list)
    for rare, common in sorted(_pairs(forms), key=lambda pair: -len(pair[0].words)):  # the most of a name first
        if rare.text in known.names:
            continue
        for finding in _findings(rare, common):
            if all(finding.end <= other.start or other.end <= finding.start for other in told[finding.block]):
                told[finding.block].append(finding)
                yield finding
    yield from _given_names(named, known)


def _collect(named: _Named, forms: dict[tuple[str, ...], _Form]) -> None:
    words = named.words
    places = [named.start]
    for word in words:
        places.append(places[-1] + len(word) + 1)
    lengths = {len(words)} if len(words) == 2 else {3, 4}
    for length in lengths:
        for first in range(len(words) - length + 1):
            key = words[first : first + length]
            form = forms.setdefault(key, _Form(key))
            form.places.append((named.readable, places[first], places[first + length] - 1))


def _named_in(readable: Readable) -> Iterator[_Named]:
    """Each run of at least two words with a capital, and single ones behind a title."""
    for run in _NAME.finditer(readable.text):
        if run[0][1:].islower():  # no capital, or the first of a sentence alone
            continue
        at, start, title, last = run.start(), run.start(), "", ""
        words: list[str] = []
        for word in [*run[0].replace("\xa0", " ").split(" "), ""]:
            if not word.islower() and _is_of_name(word) and (words or word.lower() not in _NOT_OF_NAME):
                if not words:
                    start = at
                words.append(word)
            else:
                if len(words) > 1 or (words and title):
                    yield _Named(readable, start, tuple(words), title)
                before, last = last if not words else "", word.lower()
                words, title = [], last if last in _TITLE else ""
                if f"{before} {last}" in _TITLE:
                    title = f"{before} {last}"
            at += len(word) + 1


def _is_of_name(word: str) -> bool:
    """Whether a word begins with a capital, and has small letters too, if there is more of it."""
    return word[:1].isupper() and not (len(word) > 1 and word.isupper())


def _pairs(forms: dict[tuple[str, ...], _Form]) -> Iterator[tuple[_Form, _Form]]:
    """(the rarer, the commoner) of two forms that are one name."""
    by_letters: dict[tuple[str, ...], list[_Form]] = defaultdict(list)
    by_others: dict[tuple[object, ...], list[_Form]] = defaultdict(list)
    for words, form in forms.items():
        folded = tuple(map(_letters, words))
        by_letters[folded].append(form)
        if len(words) > 2:
            for place in range(len(words)):
                by_others[(place, len(words), *words[:place], "", *words[place + 1 :])].append(form)
    for group in (*by_letters.values(), *by_others.values()):
        if 1 < len(group) <= MAX_VARIANTS:
            common = max(group, key=lambda form: len(form.places))
            for rare in group:
                if rare is not common and _is_one_name(rare, common):
                    yield (common, rare) if _is_better_placed(rare, common) else (rare, common)


def _is_one_name(rare: _Form, common: _Form) -> bool:
    if _is_one_spelling(rare, common, with_y=False):
        return True
    if any(readable.block.kind in _LISTS for readable, _, _ in rare.places):
        return False
    here = {readable.number for readable, _, _ in rare.places}
    if any(readable.number in here for readable, _, _ in common.places):
        return False
    return _is_one_spelling(rare, common) or (len(rare.places) == 1 and _is_slip_in(rare, common))


def _is_slip_in(rare: _Form, common: _Form) -> bool:
    """Whether one word differs, by its marks or by a letter."""
    differing = [(one, other) for one, other in zip(rare.words, common.words, strict=True) if one != other]
    if len(differing) != 1:
        return False
    one, other = differing[0]
    if fold(one) == fold(other):
        return len(rare.words) > 2 or len(common.places) >= MANY
    return len(common.places) > 1 and len(one) > 2 and _one_letter_differs(fold(one), fold(other))


def _is_one_spelling(one: _Form, other: _Form, *, with_y: bool = True) -> bool:
    return all(is_one_spelling(*words, with_y=with_y) for words in zip(one.words, other.words, strict=True))


def _is_better_placed(rare: _Form, common: _Form) -> bool:
    """Whether only the commoner of two ways has a tone where no spelling puts it (Nghiã)."""
    return _is_one_spelling(rare, common) and sum(map(is_well_placed, rare.words)) > sum(
        map(is_well_placed, common.words)
    )


def _one_letter_differs(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def _findings(rare: _Form, common: _Form) -> Iterator[Finding]:
    tie = len(rare.places) == len(common.places)
    suggestion = None if tie and not _is_one_spelling(rare, common, with_y=False) else common.text
    for readable, start, end in rare.places[:MAX_VARIANTS]:
        reason = f"Tên này trong bài viết hai cách: “{common.text}” ({len(common.places)} chỗ) và “{rare.text}”."
        yield readable.finding(TWO_WAYS, start, end, suggestion, reason)


def _given_names(named: Sequence[_Named], known: Known) -> Iterator[Finding]:
    """`ông Hoà`, `ông Nghiã`, `bà Lí` of whom the text says Nguyễn Văn Hòa, Trần Hữu Nghĩa, Hồ Thị Lý."""
    full: dict[str, Counter[str]] = defaultdict(Counter)  # by its letters: a given name as full names have it
    titles: dict[tuple[str, str], str] = {}  # (title, letters) → the given name of the first full name behind it
    for each in named:
        if len(each.words) > 2 or (each.title and len(each.words) == 2):
            letters = _letters(each.words[-1])
            full[letters][each.words[-1]] += 1
            if each.title:
                titles.setdefault((each.title, letters), each.words[-1])
    alone = _places_alone(named)
    for title, word in alone:
        ways = full.get(_letters(word))
        if not ways or word in ways or word in known.names:
            continue
        same = [way for way in ways if is_one_spelling(word, way)]
        meant = titles.get((title, _letters(word)))
        if same:
            right = max(same, key=lambda way: ways[way])
            suggestion = right if is_well_placed(right) else None
            yield from _given(alone[title, word], suggestion, f"Họ tên đầy đủ trong bài viết là “{right}”.")
        elif meant and _is_slip_of(alone[title, word], alone.get((title, meant), [])):
            reason = f"Trong bài còn có “{title} {meant}”; xem có phải một người không."
            yield from _given(alone[title, word], None, reason)


def _letters(word: str) -> str:
    return fold(word).replace("y", "i")


def _places_alone(named: Sequence[_Named]) -> dict[tuple[str, str], list[_Named]]:
    """{(title, given name): where they stand without more of the name}"""
    places: dict[tuple[str, str], list[_Named]] = {}
    for each in named:
        if each.title and len(each.words) == 1:
            places.setdefault((each.title, each.words[0]), []).append(each)
    return places


def _is_slip_of(said: Sequence[_Named], meant: Sequence[_Named]) -> bool:
    """Two people may be called Hòa and Hoa. It is a slip where the text says this once, and in other blocks alone what
    is meant, behind the same title.
    """
    return len(said) == 1 and len(meant) > 0 and all(each.readable is not said[0].readable for each in meant)


def _given(places: Sequence[_Named], suggestion: str | None, reason: str) -> Iterator[Finding]:
    for each in places:
        yield each.readable.finding(TWO_WAYS, each.start, each.start + len(each.words[0]), suggestion, reason)
