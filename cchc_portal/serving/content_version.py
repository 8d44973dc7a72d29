"""One number that changes whenever a reader could see something new; pages rendered under it are good until then.

It is a PostgreSQL sequence, advanced after commit: whoever reads the new number also reads the new content. Advanced
before the commit, it could be read by a process that then still renders the old content under it.

The clock changes pages too: an article's hour comes, a banner's last day ends. So the stamp of a page holds the last
such moment that has passed, and a reading is good at most until the next one comes.
"""

import logging
import threading
import time
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import Error, connections, transaction
from django.utils import timezone

READ_AGAIN_SECONDS = 1.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the database said last. `stamp` is to be compared only; while `is_current` is false nobody could ask."""

    stamp: tuple[int, datetime | None]
    is_current: bool
    good_until: float  # of time.monotonic()


_moments = []  # (queryset, field name)


def watch_moments(queryset, *fields):
    """Let the date-times in `fields` of `queryset` change the version when they come to pass."""
    _moments.extend((queryset, field) for field in fields)


class Watch:
    """Knows the version for a moment, so that it is asked for once in `seconds` and not at every request."""

    def __init__(self, seconds=READ_AGAIN_SECONDS):
        self.seconds = seconds
        self._reading = None
        self._lock = threading.Lock()

    def current(self):
        """The Reading of now: from memory, or by one query.

        While one thread asks, the others take the last reading. When the database is away, the last stamp is given
        with `is_current` false; with none yet, the stamp is that of an empty portal.
        """
        reading = self._reading
        if reading and time.monotonic() < reading.good_until:
            return reading
        # The very first reading is waited for; afterwards one thread asks and the others go on.
        if not self._lock.acquire(blocking=reading is None):
            return reading
        try:
            self._reading = self._read_again()
        finally:
            self._lock.release()
        return self._reading

    def forget(self):
        """Make the next `current()` ask the database."""
        if self._reading:
            self._reading = replace(self._reading, good_until=0.0)

    def _read_again(self):
        last, asked_at = self._reading, time.monotonic()
        if last and asked_at < last.good_until:
            return last
        try:
            sequence, passed, coming = _ask()
        except Error as error:
            if last is None or last.is_current:
                logger.error("The content version cannot be read; the last pages are answered: %s", error)
            return Reading(last.stamp if last else (0, None), is_current=False, good_until=asked_at + self.seconds)
        pause = self.seconds
        if coming:
            pause = min(pause, (coming - timezone.now()).total_seconds())
        return Reading((sequence, passed), is_current=True, good_until=asked_at + pause)


here = Watch()  # of this process


def advance():
    """Call this where readers' content changes and no model signal tells of it (`QuerySet.update`, raw SQL).

    Takes effect when the transaction commits; many calls in one transaction cost one query.
    """
    connection = transaction.get_connection()
    savepoints = set(connection.savepoint_ids)
    waiting = (hook[0] for hook in connection.run_on_commit if hook[1] is _advance)
    if not any(registered_in <= savepoints for registered_in in waiting):
        transaction.on_commit(_advance, robust=True)


def _advance():
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT nextval('content_version')")
    here.forget()


def _ask():
    """(sequence value, last moment that passed, next one that comes) in one query."""
    sql, parameters = _question(timezone.now())
    connection = connections["default"]
    try:
        return _fetch(connection, sql, parameters)
    except Error:
        # The connection may be left over from before a restart of the server: one more try, on a new one.
        connection.close()
        return _fetch(connection, sql, parameters)


def _fetch(connection, sql, parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()


def _question(now):
    """Each moment is one step into an index, however many rows there are."""
    passed = [_first(rows, field, "lte", f"-{field}", now) for rows, field in _moments]
    coming = [_first(rows, field, "gt", field, now) for rows, field in _moments]
    parameters = [value for _, values in (*passed, *coming) for value in values]
    columns = [
        "(SELECT last_value + is_called::int FROM content_version)",
        f"greatest(NULL, {', '.join(sql for sql, _ in passed)})" if passed else "NULL",
        f"least(NULL, {', '.join(sql for sql, _ in coming)})" if coming else "NULL",
    ]
    return f"SELECT {', '.join(columns)}", parameters


def _first(rows, field, comparison, order, now):
    rows = rows.filter(**{f"{field}__{comparison}": now}).order_by(order).values(field)[:1]
    sql, parameters = rows.query.sql_with_params()
    return f"({sql})", parameters
