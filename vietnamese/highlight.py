"""Finds the words of a query in a text, and the piece of the text that holds most of them.

The search runs on the folded text, so `cai cach` marks "cải cách"; a word typed with marks marks only its equals.
The functions return plain text: the caller escapes it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from .documents import document_numbers, forms
from .lexemes import QueryWord, query_words
from .text import canonical, clean_text, fold, nfc

Query = str | Iterable[QueryWord | str]
Fragment = tuple[str, bool]  # a piece of the text, and whether it is a hit
_Phrase = tuple[QueryWord, ...]

_MAX_HITS = 1000
_ELLIPSIS = "…"
_LETTER_OR_DIGIT = r"[^\W_]"
_BETWEEN_WORDS = re.compile(r"[\W_]{1,3}")  # a space, or the signs of "kinh tế - xã hội" and "cán bộ, công chức"


class _Hit(NamedTuple):
    start: int
    end: int
    phrase: _Phrase


class _Candidate(NamedTuple):
    """A place that looks like a word of the query without marks."""

    start: int
    end: int
    exact_forms: frozenset[str]
    folded_forms: frozenset[str]


def highlight(text: str, query: Query) -> list[Fragment]:
    """[(fragment, is_hit), …]: joined, the fragments are `text` in NFC. About 1 ms for 6 kB.

    `query`: QueryWords, or strings; a string of several words is a phrase and marks only where they stand in a row
    (the full form of an abbreviation, for one). Hits with nothing but spaces between them are one fragment.
    """
    text = nfc(text)
    return _fragments(text, _hits(text, query), 0, len(text))


def excerpt(text: str, query: Query, length: int = 200) -> list[Fragment]:
    """At most `length` characters of `text` on one line, as fragments like those of `highlight`.

    It is the place where most of the different words stand close together, or the beginning when there is none. It is
    cut between words, with "…" where something is left out.
    """
    text = clean_text(text)
    hits = _hits(text, query)
    if len(text) <= length:
        return _fragments(text, hits, 0, len(text))
    room = max(1, length - 2 * len(_ELLIPSIS))
    first, last = _densest(hits, room)
    start = _opening(text, first, max(0, min(first - (room - (last - first)) // 3, len(text) - room)))
    end = _close(text, last, start, min(len(text), start + room))
    opening = [(_ELLIPSIS, False)] if start else []
    closing = [(_ELLIPSIS, False)] if end < len(text) else []
    return opening + _fragments(text, hits, start, end) + closing


def _fragments(text: str, hits: list[_Hit], start: int, end: int) -> list[Fragment]:
    fragments = []
    for hit_start, hit_end in _joined(text, (hit for hit in hits if hit.start < end and hit.end > start)):
        fragments += [(text[start:hit_start], False), (text[max(start, hit_start) : min(hit_end, end)], True)]
        start = hit_end
    fragments.append((text[start:end], False))
    return [(fragment, is_hit) for fragment, is_hit in fragments if fragment]


def _hits(text: str, query: Query) -> list[_Hit]:
    """The hits in order; `text` is NFC."""
    parts = query_words(query) if isinstance(query, str) else query
    phrases = {(part,) if isinstance(part, QueryWord) else tuple(query_words(part)) for part in parts} - {()}
    beginning_with = defaultdict(set)
    for phrase in phrases:
        for form in phrase[0].folded_forms:
            beginning_with[form].add(phrase)
    found = sorted(_candidates(text, {word for phrase in phrases for word in phrase}), key=lambda one: one[:2])
    hits = []
    for place, first in enumerate(found):
        for phrase in set().union(*(beginning_with.get(form, ()) for form in first.folded_forms)):
            row = found[place : place + len(phrase)]
            if _is_row(text, row, phrase):
                hits.append(_Hit(row[0].start, row[-1].end, phrase))
    return hits


def _is_row(text: str, row: list[_Candidate], phrase: _Phrase) -> bool:
    return (
        all(map(_matches, phrase, row))
        and len(row) == len(phrase)
        and all(_BETWEEN_WORDS.fullmatch(text, left.end, right.start) for left, right in pairwise(row))
    )


def _matches(word: QueryWord, candidate: _Candidate) -> bool:
    if word.has_marks:
        return not candidate.exact_forms.isdisjoint(word.exact_forms)
    return not candidate.folded_forms.isdisjoint(word.folded_forms)


def _candidates(text: str, words: set[QueryWord]) -> Iterator[_Candidate]:
    if any(word.exact[0].isdecimal() for word in words):
        for number in document_numbers(text, begun=True):
            exact = frozenset(forms(number.key))
            yield _Candidate(number.start, number.end, exact, frozenset(map(fold, exact)))
    folded = _folded_in_place(text)
    forms_of = cache(_forms_of)
    for form in {form for word in words if not word.is_document for form in word.folded_forms}:
        for match in re.finditer(_pattern(form), folded):
            yield _Candidate(*match.span(), *forms_of(text[match.start() : match.end()]))


def _forms_of(piece: str) -> tuple[frozenset[str], frozenset[str]]:
    exact = canonical(piece).replace(" ", "")
    exact_forms = frozenset({exact, exact.replace(".", "")})
    return exact_forms, frozenset(map(fold, exact_forms))


def _pattern(form: str) -> str:
    """A whole word of the folded text. A number with or without dots, and no piece of a longer number.

    The word comes first and what precedes it is looked at afterwards: so `re` searches for its letters at once.
    """
    if not form[0].isdecimal():
        return f"{re.escape(form)}(?<!{_LETTER_OR_DIGIT}{re.escape(form)})(?!{_LETTER_OR_DIGIT})"
    number = re.escape(form).replace("%", r"\s?%")
    if form.isalnum():
        grouped = r"\.".join(re.findall(r"\d{1,3}(?=(?:\d{3})*$)", form))
        number = rf"(?:{number}(?!{_LETTER_OR_DIGIT})|{grouped or number}(?<=\.\d\d\d))"
    return rf"(?<!{_LETTER_OR_DIGIT})(?<!\d[.,]){number}(?![.,]?\d)"


def _folded_in_place(text: str) -> str:
    """Folded, each letter at its own offset."""
    folded = fold(text)
    return folded if len(folded) == len(text) else "".join(fold(letter)[:1] or letter for letter in text)


def _joined(text: str, hits: Iterable[_Hit]) -> list[list[int]]:
    """Spans without overlaps; spans with only spaces between them become one."""
    spans: list[list[int]] = []
    for start, end, _ in hits:
        if spans and not text[spans[-1][1] : start].strip():
            spans[-1][1] = max(end, spans[-1][1])
        else:
            spans.append([start, end])
    return spans


def _densest(hits: list[_Hit], room: int) -> tuple[int, int]:
    """Start and end of the hits, within `room` characters, among which are the most phrases, then the most hits."""
    best, best_span = (0, 0), (0, 0)
    for place, first in enumerate(hits[:_MAX_HITS]):
        within = [hit for hit in hits[place : place + room] if hit.end <= first.start + room]
        score = len({hit.phrase for hit in within}), len(within)
        if score > best:
            best, best_span = score, (first.start, max(hit.end for hit in within))
    return best_span


def _opening(text: str, first: int, start: int) -> int:
    """`start`, moved on to the beginning of a word, but not beyond the first hit."""
    if start and text[start - 1].isalnum() and text[start].isalnum():
        start = min(text.find(" ", start) + 1 or first, first)
    return start


def _close(text: str, last: int, start: int, end: int) -> int:
    """`end`, moved back to the end of a word, but not before the last hit; no space at the end."""
    if end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        border = max(text.rfind(" ", start, end), last)
        end = border if border > start else end
    return end - 1 if text[end - 1] == " " else end
