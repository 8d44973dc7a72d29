"""PostgreSQL's text form of a `tsvector`, written from lexemes that are taken as they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

# Limits of PostgreSQL (textsearch-limitations): position 1 to 16383, 256 positions for a lexeme, 1 MB in all.
_LAST = 16383
_MAX_PLACES = 255
_MAX_BYTES = 1_000_000
_BYTES_BESIDE = 8  # for each lexeme: alignment and the count of its positions


def quote_lexeme(lexeme: str) -> str:
    """As a tsvector or tsquery literal takes it: `o'clock` → `'o''clock'`"""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def to_tsvector_text(*parts: tuple[Iterable[tuple[str, int]], str]) -> str:
    """The literal for `%s::tsvector` from parts of (list of (lexeme, position), weight "A" to "D").

    A later part is counted on from the one before, with a gap, so no phrase runs across. Words beyond
    PostgreSQL's limits are left out from the end, so that an article of any length can be saved.
    """
    places_of: defaultdict[str, list[str]] = defaultdict(list)
    before = 0
    for lexemes, weight in parts:
        for lexeme, position in lexemes:
            places = places_of[lexeme]
            if len(places) < _MAX_PLACES:
                places.append(f"{before + position}{weight}" if before + position < _LAST else f"{_LAST}{weight}")
        before += 1 + max((position for _, position in lexemes), default=0)
    return " ".join(_written(places_of))


def _written(places_of: dict[str, list[str]]) -> Iterator[str]:
    """One entry for each lexeme, in the order of the text, up to the limit of 1 MB."""
    room = _MAX_BYTES
    for lexeme, places in places_of.items():
        room -= len(lexeme.encode()) + _BYTES_BESIDE + 2 * len(places)
        if room < 0:
            return
        yield f"{quote_lexeme(lexeme)}:{','.join(places)}"
