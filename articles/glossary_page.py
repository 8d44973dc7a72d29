"""The page “Từ viết tắt” for readers: what is explained, by the alphabet, each with its place on the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone

from vietnamese.names import first_letter
from vietnamese.text import fold

from .models import Abbreviation
from .models.abbreviation import anchor_of

DIGITS, OTHERS = "0–9", "Khác"


@dataclass(frozen=True)
class Entry:
    """A short form, its `anchor` on the page, and its readings (rows): of today first, then from the latest on."""

    short: str
    anchor: str
    readings: Sequence[Any]


@dataclass(frozen=True)
class Section:
    letter: str
    anchor: str
    entries: Sequence[Entry]


@dataclass(frozen=True)
class GlossaryPage:
    sections: Sequence[Section]
    count: int


def load_glossary_page(query: str = "") -> GlossaryPage:
    """All that is explained to readers, or what holds `query`, with marks or without. One query."""
    rows = Abbreviation.objects.filter(explains=True).order_by("sort_key", "short", "pk")
    asked = fold(query)
    found = [row for row in rows if asked in fold(f"{row.short} {row.long} {row.note}")]
    entries = list(_entries(found))
    by_letter = groupby(entries, key=lambda entry: first_letter(entry.short))
    return GlossaryPage([_section(letter, some) for letter, some in by_letter], len(entries))


def _entries(rows: Iterable[Any]) -> Iterable[Entry]:
    today, taken = timezone.localdate(), dict[str, int]()
    for short, readings in groupby(rows, key=lambda row: row.short):
        anchor = anchor_of(short)
        taken[anchor] = taken.get(anchor, 0) + 1
        if taken[anchor] > 1:
            anchor = f"{anchor}-{taken[anchor]}"
        yield Entry(short, anchor, sorted(readings, key=lambda row: _newest_first(row, today)))


def _newest_first(row: Any, today: date) -> tuple[bool, int]:
    return not row.is_in_force(today), -(row.since or date.min).toordinal()


def _section(letter: str, entries: Iterable[Entry]) -> Section:
    name = letter or OTHERS
    name = DIGITS if name.isdecimal() else name
    return Section(name, f"chu-{_PLACES.get(name, name.lower())}", list(entries))


# Letters with marks have no place of their own in an address without marks.
_PLACES = {"Ă": "aw", "Â": "aa", "Đ": "dd", "Ê": "ee", "Ô": "oo", "Ơ": "ow", "Ư": "uw", DIGITS: "so", OTHERS: "khac"}
