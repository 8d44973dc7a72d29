"""The glossary as a process knows it: short forms with what they stand for, since when and until when.

Its rows are kept by editors (models/abbreviation.py). A number in the database is another one after each change of a
row, in the transaction of the change (triggers of 0018_glossary.py). So whoever reads that number along with what it
shows knows whether the rows in memory are of today: a page that is made after a change never shows the rows of before.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple, cast

from django.db import connection
from django.utils import timezone

from database.recent import Recent
from vietnamese.abbreviations import ShortForms, Synonyms

READ_AGAIN_SECONDS = 3.0
MOST_PERIODS = 8  # whose short forms are kept ready
NUMBER = "SELECT number FROM articles_glossaryedition"  # nothing, where no row ever changed
_ROWS = """
SELECT (SELECT number FROM articles_glossaryedition), short, long, explains, since, until
FROM articles_abbreviation ORDER BY sort_key, short, since NULLS FIRST, id
"""


class Reading(NamedTuple):
    """What `short` stands for from day to day, both included; None: without that bound. `explains`: readers are told
    so; others only help to find words.
    """

    short: str
    long: str
    explains: bool = True
    since: date | None = None
    until: date | None = None

    def is_in_force(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, eq=False)
class Glossary:
    """All readings, in the order of the alphabet. What is made of them is made once."""

    readings: tuple[Reading, ...] = ()
    number: int | None = None
    _of_periods: dict[int, ShortForms] = field(default_factory=dict)

    @cached_property
    def synonyms(self) -> Synonyms:
        """For the search, of all days: an old name finds old articles, and new ones that explain it."""
        return Synonyms((reading.short, reading.long) for reading in self.readings)

    def explained_on(self, day: date) -> ShortForms:
        """What readers are told of a text of that day."""
        period = bisect_right(self._changes, day)
        if period not in self._of_periods:
            if len(self._of_periods) >= MOST_PERIODS:
                self._of_periods.clear()
            explained = (reading for reading in self.readings if reading.explains and reading.is_in_force(day))
            self._of_periods[period] = ShortForms({reading.short: reading.long for reading in explained})
        return self._of_periods[period]

    def in_force_on(self, day: date) -> Mapping[str, str]:
        """{short form: long form} of that day, also of what only helps to find words, where nothing explains it."""
        readings = [reading for reading in self.readings if reading.is_in_force(day)]
        others = {reading.short: reading.long for reading in reversed(readings) if not reading.explains}
        return others | self.explained_on(day).long_of

    @cached_property
    def _changes(self) -> list[date]:
        """The days on which another reading comes into force, or one does no more."""
        after = {reading.until + timedelta(days=1) for reading in self.readings if reading.until}
        return sorted(after | {reading.since for reading in self.readings if reading.since})


EMPTY = Glossary()


def current() -> Glossary:
    """The Glossary of now or of READ_AGAIN_SECONDS before. One query at most; two after a change."""
    return _recent.get()


def as_of(number: int | None) -> Glossary:
    """The Glossary to which NUMBER belongs, as the caller has just read it. No query, but after a change."""
    if number is None:
        return EMPTY
    known = _recent.last()
    if known is None or known.number != number:
        _recent.expire()
        known = _recent.get()
    return known


def of_this_moment() -> Glossary:
    """The Glossary of now, for a page that is kept: one of READ_AGAIN_SECONDS before would stay on it. One query; two
    more after a change.
    """
    with connection.cursor() as cursor:
        return as_of(_number(cursor))


def expire() -> None:
    """Read it anew when it is next asked for: after a change in this process."""
    _recent.expire()


def in_force_today() -> Mapping[str, str]:
    """{short form: long form} that a text of today need not explain. As `current`."""
    return current().in_force_on(timezone.localdate())


def _read() -> Glossary:
    last = _recent.last()
    with connection.cursor() as cursor:
        number = _number(cursor)
        if number is None:
            return EMPTY
        if last and last.number == number:
            return last
        cursor.execute(_ROWS)
        rows = cursor.fetchall()
    return Glossary(tuple(Reading(*row[1:]) for row in rows), rows[0][0] if rows else number)


def _number(cursor: Any) -> int | None:
    cursor.execute(NUMBER)
    (number,) = cursor.fetchone() or (None,)
    return cast(int | None, number)


_recent: Recent[Glossary] = Recent(_read, seconds=READ_AGAIN_SECONDS, initial=EMPTY)
