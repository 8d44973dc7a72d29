"""A number that changes whenever readers could see something new; a kept page is valid while it stays.

A minute is the longest (`page_store.PAGE_SECONDS`).

It is a PostgreSQL sequence, advanced after commit: whoever reads the new number also reads the new content. Before the
commit, a process could read it and still render the old content under it.

The clock changes pages too: an article is published at its hour, a banner ends. So the stamp of a page includes the
last such moment that has passed, and a reading is valid at most until the next one.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from database.limits import Limits, within
from database.recent import Recent

READ_AGAIN_SECONDS = 1.0
# Pages from memory do not wait for a database that is slow or hangs: the reading that one of them begins ends soon.
PATIENCE = Limits(statement=0.2, lock=0.2)


@dataclass(frozen=True, slots=True)
class Version:
    """A reading of the database. `stamp` is for comparison only: the sequence, and the last moment that has passed."""

    stamp: tuple[int, datetime | None]
    changes_at: datetime | None = None  # the next moment that comes


_moments: list[tuple[QuerySet[Any], str]] = []  # (queryset, field name)


def watch_moments(queryset: QuerySet[Any], *fields: str) -> None:
    """Change the version at the date-times in `fields` of `queryset`."""
    _moments.extend((queryset, field) for field in fields)


def watch(seconds: float = READ_AGAIN_SECONDS) -> Recent[Version]:
    """A Recent of the Version, read by one query in `seconds` at most, and when its next moment has come.

    While its `is_current` is false nobody could ask. An empty portal's is its first.
    """

    def good_for(version: Version, took: float = 0.0) -> float:
        if version.changes_at is None:
            return seconds
        return min(seconds, (version.changes_at - timezone.now()).total_seconds())

    return Recent(_read, seconds=good_for, initial=Version((0, None)))


def advance() -> None:
    """Call this where readers' content changes and no model signal is sent (`QuerySet.update`, raw SQL).

    Takes effect when the transaction commits; many calls in one transaction cost one query.
    """
    connection = transaction.get_connection()
    savepoints = set(connection.savepoint_ids)
    waiting = (hook[0] for hook in connection.run_on_commit if hook[1] is _advance)
    if not any(registered_in <= savepoints for registered_in in waiting):
        transaction.on_commit(_advance, robust=True)


def _advance() -> None:
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT nextval('content_version')")
    here.expire()


def _read() -> Version:
    """The Version, in one query."""
    sql, parameters = _question(timezone.now())
    with within(PATIENCE), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        sequence, passed, coming = cursor.fetchone()
    return Version((sequence, passed), coming)


def _question(now: datetime) -> tuple[str, list[Any]]:
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


def _first(rows: QuerySet[Any], field: str, comparison: str, order: str, now: datetime) -> tuple[str, tuple[Any, ...]]:
    rows = rows.filter(**{f"{field}__{comparison}": now}).order_by(order).values(field)[:1]
    sql, parameters = rows.query.sql_with_params()
    return f"({sql})", parameters


here = watch()  # of this process
