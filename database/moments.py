"""Reads days and moments that PostgreSQL holds and Python cannot represent, so that other rows stay readable.

PostgreSQL knows the years 4713 BC to 294276, and infinity; Python 1 to 9999, and less at both ends after a conversion
to another zone. psycopg2 raises at the first such value, and none of the statement's rows can be read. Here such a
value becomes the first moment of the year 1000 or 9000, which can be calculated with and compared; `vietnamese.dates`
writes it as unreadable. Columns that people write refuse it (`vietnamese.fields`).
"""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2 import extensions

log = logging.getLogger(__name__)

Day = TypeVar("Day", date, datetime)

_DATE, _TIMESTAMPTZ = 1082, 1184  # PostgreSQL's numbers of the types
FIRST, LAST = datetime(1000, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
MOST_REMEMBERED = 1000
_logged: set[str] = set()  # what this process has logged already


def read_all_moments(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """Receives `connection_created`; `connection` is Django's."""
    for type_ in (_MOMENT, _DAY):
        extensions.register_type(type_, connection.connection)


def log_once(message: str, value: str) -> None:
    """Log `message`, which has a placeholder for `value`, once for each value in this process."""
    line = message % value
    if line not in _logged and len(_logged) < MOST_REMEMBERED:
        _logged.add(line)
        log.warning("%s", line)


def _reading(read: Callable[..., Day], first: Day, last: Day) -> Callable[[str | None, object], Day | None]:
    """`read`, a typecaster of psycopg2, that returns `first` or `last` for a value beyond them."""

    def cast(text: str | None, cursor: object) -> Day | None:
        if text is None:
            return None
        try:
            value = read(text, cursor)
            if first.year <= value.year < last.year:
                return value
        except (ValueError, OverflowError, TypeError, AttributeError):
            pass  # psycopg2 turns infinity into an object without a year
        log_once("The database holds a moment that cannot be read: %s", text)
        return first if _is_early(text) else last

    return cast


def _is_early(text: str) -> bool:
    """Whether a date as PostgreSQL writes it lies before the year 1000; years of more than four digits do not."""
    return text.endswith("BC") or text.startswith(("-", "0"))


_MOMENT = extensions.new_type((_TIMESTAMPTZ,), "MOMENT", _reading(extensions.PYDATETIMETZ, FIRST, LAST))
_DAY = extensions.new_type((_DATE,), "DAY", _reading(extensions.PYDATE, FIRST.date(), LAST.date()))
