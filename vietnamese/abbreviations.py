"""Short forms that public bodies write (UBND, KT-XH, Tp.), found in texts, and what stands for each other in a search.

Which ones there are, and what they stand for, is not known here: see `articles.glossary`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from .lexemes import QueryWord, exact_lexemes, query_words

Lexeme = tuple[str, int]  # a lexeme and its position
KEPT = 10_000  # forms whose words are kept: a change of one reads no other again

# Where a word begins that may be a short form: not inside of a word, nor of a number of a document (60-NQ/TU).
_BEGINNING = re.compile(r"(?<![\w/-])\w+")
_GOES_ON = re.compile(r"[\w/-]")
_GOES_ON_BEHIND_A_SIGN = re.compile(r"[/-]|\w\.")  # "P.S." has no "P.", "Tp.Huế" has "Tp."


class Found(NamedTuple):
    """`short` stands at `start:end` of a text."""

    start: int
    end: int
    short: str


class ShortForms:
    """Short forms to be found in texts as they are written: capitals, hyphens and dots count.

    `long_of`: {"UBND": "Ủy ban nhân dân", …}. A short form begins with a letter or a digit; others are never found.
    """

    def __init__(self, long_of: Mapping[str, str]) -> None:
        self.long_of = dict(long_of)
        self._beginning_with: defaultdict[str, list[str]] = defaultdict(list)
        for short in sorted(self.long_of, key=len, reverse=True):
            if beginning := _BEGINNING.match(short):
                self._beginning_with[beginning[0]].append(short)

    def find(self, text: str) -> Iterator[Found]:
        """Where short forms stand in `text` (NFC), in order, without overlaps, the longest first. The time grows with
        the text, however many short forms there are.
        """
        end = 0
        for word in _BEGINNING.finditer(text) if self.long_of else ():
            known = self._beginning_with.get(word[0])
            if known and word.start() >= end:
                short = next((short for short in known if _stands_at(text, word.start(), short)), None)
                if short:
                    end = word.start() + len(short)
                    yield Found(word.start(), end, short)


def _stands_at(text: str, start: int, short: str) -> bool:
    goes_on = _GOES_ON if short[-1].isalnum() else _GOES_ON_BEHIND_A_SIGN
    return text.startswith(short, start) and not goes_on.match(text, start + len(short))


class OtherForm(NamedTuple):
    """What stands at `words[start:end]` can be written as `text` too. `is_long`: the long form stands there; `text`
    may then stand for `rivals`, other long forms, as well.
    """

    start: int
    end: int
    text: str
    is_long: bool
    rivals: tuple[str, ...] = ()


class _Written(NamedTuple):
    """The words of a form with their marks, another form of the same, and which of the two is the long one."""

    words: tuple[str, ...]
    other: str
    other_words: tuple[str, ...]
    is_long: bool


class Synonyms:
    """Short and long forms that stand for each other in a search. `readings` are pairs of both; a short form may stand
    for several long ones, and several for the same. About 70 ms for a thousand, 10 ms when they were read before.
    """

    def __init__(self, readings: Iterable[tuple[str, str]]) -> None:
        self._forms: defaultdict[tuple[str, ...], list[_Written]] = defaultdict(list)  # by folded words
        self._long_of: defaultdict[tuple[str, ...], dict[tuple[str, ...], str]] = defaultdict(dict)  # by their words
        self._short_of: dict[tuple[str, ...], list[list[str]]] = {}  # the lexemes of long forms
        self._lengths: defaultdict[str, list[int]] = defaultdict(list)  # of long forms by their first lexeme
        for short, long in readings:
            self._add_forms(short, long)
            self._add_phrase(short, long)
        self._longest = max(map(len, self._forms), default=0)

    def other_forms(self, words: Iterable[QueryWord | str]) -> list[OtherForm]:
        """Where a short form stands in `words`, or a phrase that has one; the longest phrase wins. Several other forms
        of one place follow each other.

        `words`: QueryWords or strings, one word each. A word typed with marks must bear those of the form.
        """
        typed = [word if isinstance(word, QueryWord) else query_words(word)[0] for word in words if word]
        found: list[OtherForm] = []
        start = 0
        while start < len(typed):
            forms = self._other_forms_at(typed, start)
            found += forms
            start = forms[0].end if forms else start + 1
        return found

    def shortened(self, exact: list[Lexeme]) -> Iterator[Lexeme]:
        """The lexemes of short forms, each at the place of its long form in `exact` (lexemes of the exact lane)."""
        for place, (lexeme, position) in enumerate(exact):
            for length in self._lengths.get(lexeme, ()):
                phrase = tuple(word for word, _ in exact[place : place + length])
                for short in self._short_of.get(phrase, ()):
                    yield from ((word, position + offset) for offset, word in enumerate(short))

    def _add_forms(self, short: str, long: str) -> None:
        (short_words, short_folded), (long_words, long_folded) = _typed(short), _typed(long)
        if not (short_words and long_words):
            return
        self._long_of[short_words].setdefault(long_words, long)
        for folded, form in (
            (short_folded, _Written(short_words, long, long_words, is_long=False)),
            (long_folded, _Written(long_words, short, short_words, is_long=True)),
        ):
            forms = self._forms[folded]
            if all((form.words, form.other_words) != (known.words, known.other_words) for known in forms):
                forms.append(form)

    def _add_phrase(self, short: str, long: str) -> None:
        phrase, lexemes = _stored(long), list(_stored(short))
        if not (phrase and lexemes):
            return
        known = self._short_of.setdefault(phrase, [])
        if lexemes not in known:
            known.append(lexemes)
        if len(phrase) not in self._lengths[phrase[0]]:
            self._lengths[phrase[0]].append(len(phrase))

    def _other_forms_at(self, words: list[QueryWord], start: int) -> list[OtherForm]:
        for length in range(min(self._longest, len(words) - start), 0, -1):
            typed = words[start : start + length]
            known = self._forms.get(tuple(word.folded for word in typed), ())
            if forms := [form for form in known if _bears_its_marks(typed, form.words)]:
                end = start + length
                return [OtherForm(start, end, form.other, form.is_long, self._rivals_of(form)) for form in forms]
        return []

    def _rivals_of(self, form: _Written) -> tuple[str, ...]:
        longs = self._long_of[form.other_words] if form.is_long else {}
        return tuple(long for words, long in longs.items() if words != form.words)


@lru_cache(maxsize=KEPT)
def _typed(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of `text` as a question has them, with marks and without."""
    words = query_words(text)
    return tuple(word.exact for word in words), tuple(word.folded for word in words)


@lru_cache(maxsize=KEPT)
def _stored(text: str) -> tuple[str, ...]:
    """As an article has them."""
    return tuple(lexeme for lexeme, _ in exact_lexemes(text))


def _bears_its_marks(typed: list[QueryWord], words: tuple[str, ...]) -> bool:
    return all(not word.has_marks or word.exact == exact for word, exact in zip(typed, words, strict=True))
