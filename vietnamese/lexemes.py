"""Words for the search index and for queries: PostgreSQL's own parser splits `42/2022/NĐ-CP`.

There are two lanes. *Exact*: lower case, NFC, one tone placement, so marks count. *Folded*: the same without marks.
A document number and a decimal number are one word each; a document number is found by its parts as well.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from . import documents
from .documents import DocumentNumber, document_numbers
from .text import canonical, clean_text, fold, nfc, without_invisible
from .tsvector import quote_lexeme, to_tsvector_text

__all__ = [
    "DocumentNumber",
    "QueryWord",
    "Word",
    "document_numbers",
    "exact_lexemes",
    "folded_lexemes",
    "query_words",
    "quote_lexeme",
    "to_tsvector_text",
    "words",
]

LEXEME_MAX_CHARS = 200  # PostgreSQL refuses lexemes of 2 kB and more
QUERY_MAX_CHARS = 1000
QUERY_MAX_WORDS = 32

# What lies between words is part of the match, up to the end, so nothing is tried twice and time stays linear.
# Letters first: most words take that branch at once. Marks and soft hyphens inside a word belong to it; digits begin
# a word (`18nqtu`) where they are neither a document number nor a number; `5.000đ` is a number and a word.
_INSIDE = "\u0300-\u036f\xad\u200b-\u200d\u2060"
_TOKEN = re.compile(
    r"[\W_]*+(?:"
    rf"(?P<word>[^\W\d_][^\W_]*+(?:[{_INSIDE}]+[^\W_]*)*+)"
    rf"|(?P<document>{documents.WHOLE_OR_BEGUN})"
    r"|(?P<number>\d++(?:(?:\.\d+)++(?:,\d+)?+|,\d++|(?![^\W_]))(?:[ \xa0]?%)?)"
    r"|(?P<mixed>[^\W_]+)"
    r"|\Z)"
)
_PARTS = re.compile(r"[^\W_]+")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?!\.?\d)")


class Word(NamedTuple):
    """`text` is NFC; it stands at `start:end` of the string asked about. `document` is the key of a document number,
    whole or begun (`60-NQ`, `42/2022`), else empty.
    """

    text: str
    start: int
    end: int
    document: str = ""

    @property
    def is_document(self) -> bool:
        return bool(self.document)


class QueryWord(NamedTuple):
    """One word of a query. A search in a lane accepts any of `exact_forms` or of `folded_forms`: a document
    number typed with other signs than its own, or a number typed without dots, is found as well.
    """

    text: str
    exact: str
    folded: str
    has_marks: bool
    is_document: bool
    exact_forms: tuple[str, ...]
    folded_forms: tuple[str, ...]


def words(s: str) -> list[Word]:
    """The words of `s` as they stand."""
    return [_word(found[kind], *found.span(kind), kind) for kind, found in _tokens(s)]


def _tokens(s: str) -> Iterator[tuple[str, re.Match[str]]]:
    """(kind, match): "word", "document", "number" or "mixed"; the match's group of that name is the word."""
    return ((found.lastgroup, found) for found in _TOKEN.finditer(s) if found.lastgroup)


def _word(text: str, start: int, end: int, kind: str) -> Word:
    text = nfc(without_invisible(text))
    return Word(text, start, end, documents.key(text) if kind == "document" else "")


def exact_lexemes(s: str) -> list[tuple[str, int]]:
    """(lexeme, position) for the exact lane, positions from 1. About 1 ms for 6 kB.

    A document number stands at the position of its first part, and its parts go on counting, so words before it
    are next to it.
    """
    lexemes, positions = _raw_lexemes(s)
    return _numbered(canonical("\n".join(lexemes)), positions)


def folded_lexemes(s: str) -> list[tuple[str, int]]:
    """(lexeme, position) for the folded lane; the positions are those of `exact_lexemes`."""
    lexemes, positions = _raw_lexemes(s)
    return _numbered(fold(canonical("\n".join(lexemes))), positions)


def _numbered(lines: str, positions: list[int]) -> list[tuple[str, int]]:
    """Lexemes are normalised all at once as lines of one string: a call for each would take three times as long."""
    return list(zip(lines.split("\n"), positions, strict=True)) if positions else []


@lru_cache(maxsize=8)  # the other lane asks for the same text right after
def _raw_lexemes(s: str) -> tuple[list[str], list[int]]:
    """The lexemes before they are put into lower case, and their positions."""
    lexemes, positions = [], []
    position = 1
    for word, document, number, mixed in _TOKEN.findall(nfc(without_invisible(s))):
        if word or mixed:
            lexemes.append(word or mixed)
            positions.append(position)
            position += 1
        elif document:
            parts = _PARTS.findall(document)
            forms = documents.forms(documents.key(document))
            lexemes += forms + parts
            positions += [position] * len(forms) + list(range(position, position + len(parts)))
            position += len(parts)
        elif number:
            forms = _index_forms(number)
            lexemes += forms
            positions += [position] * len(forms)
            position += 1
    if max(map(len, lexemes), default=0) > LEXEME_MAX_CHARS:
        lexemes = [lexeme[:LEXEME_MAX_CHARS] for lexeme in lexemes]
    return lexemes, positions


def _number_forms(number: str) -> list[str]:
    """`312.343.234` → itself and `312343234`; `98,23 %` → `98,23%`"""
    number = "".join(number.split())[:LEXEME_MAX_CHARS]
    return [number, number.replace(".", "")] if _GROUPED.match(number) else [number]


def _index_forms(number: str) -> list[str]:
    """The forms of a number, and those of a percentage without its sign too."""
    forms = _number_forms(number)
    return list(dict.fromkeys([*forms, *(form.removesuffix("%") for form in forms)]))


def query_words(s: str) -> list[QueryWord]:
    """The words that a reader typed: at most QUERY_MAX_WORDS words of the first QUERY_MAX_CHARS characters."""
    tokens = islice(_tokens(clean_text(s[:QUERY_MAX_CHARS])), QUERY_MAX_WORDS)
    return [_query_word(found[kind], kind) for kind, found in tokens]


def _query_word(text: str, kind: str) -> QueryWord:
    if kind == "document":
        key = documents.key(text)
        forms = [key, *(form for form in [documents.compact(key)] if not form.isdecimal())]
    elif kind == "number":
        forms = _number_forms(text)
    else:
        forms = [canonical(text)[:LEXEME_MAX_CHARS]]
    folded_forms = tuple(map(fold, forms))
    return QueryWord(
        text=text,
        exact=forms[0],
        folded=folded_forms[0],
        has_marks=forms[0] != folded_forms[0],
        is_document=kind == "document",
        exact_forms=tuple(forms),
        folded_forms=folded_forms,
    )
