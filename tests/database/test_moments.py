"""One value that Python cannot read takes no other row with it, wherever rows are read."""

import logging
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.utils import timezone

from database import moments
from vietnamese.dates import UNREADABLE, format_datetime, format_iso, format_time_date, local, timesince

pytestmark = pytest.mark.django_db

BEYOND = [
    ("timestamptz", "0001-01-01 00:00+07", moments.FIRST),
    ("timestamptz", "4713-01-01 00:00+00 BC", moments.FIRST),
    ("timestamptz", "0999-12-31 23:59:59+00", moments.FIRST),
    ("timestamptz", "-infinity", moments.FIRST),
    ("timestamptz", "9999-12-31 23:59:59.999999+00", moments.LAST),
    ("timestamptz", "10000-01-01 00:00+00", moments.LAST),
    ("timestamptz", "294276-12-31 23:59+00", moments.LAST),
    ("timestamptz", "infinity", moments.LAST),
    ("date", "0001-01-01", moments.FIRST.date()),
    ("date", "4713-01-01 BC", moments.FIRST.date()),
    ("date", "-infinity", moments.FIRST.date()),
    ("date", "9999-12-31", moments.LAST.date()),
    ("date", "5874897-12-31", moments.LAST.date()),
    ("date", "infinity", moments.LAST.date()),
]
WITHIN = [
    ("timestamptz", "1990-01-01 00:00+07", datetime(1989, 12, 31, 17, tzinfo=UTC)),
    ("timestamptz", "1000-01-01 00:00+00", datetime(1000, 1, 1, tzinfo=UTC)),
    ("timestamptz", "2026-11-30 08:00:00.123456+07", datetime(2026, 11, 30, 1, 0, 0, 123456, tzinfo=UTC)),
    ("timestamptz", None, None),
    ("date", "2026-11-30", date(2026, 11, 30)),
    ("date", None, None),
]


@pytest.fixture(autouse=True)
def nothing_logged(monkeypatch):
    monkeypatch.setattr(moments, "_logged", set())


def read(kind, text):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s::{kind}", [text])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(("kind", "text", "expected"), [*BEYOND, *WITHIN])
def test_every_value_of_postgresql_is_read(kind, text, expected):
    assert read(kind, text) == expected


@pytest.mark.parametrize(("kind", "text"), [row[:2] for row in BEYOND])
def test_an_unreadable_moment_can_be_calculated_with_and_is_written_as_unreadable(kind, text):
    value = read(kind, text)

    for tell in (format_datetime, format_time_date, timesince):
        assert tell(value) == UNREADABLE
    assert format_iso(value)
    assert local(value)
    if kind == "timestamptz":
        assert timezone.localtime(value)
        assert abs(timezone.now() - value)


def test_the_ends_of_the_calendar_are_written_without_an_error():
    for end in (datetime.min, datetime.max):
        for value in (end, end.replace(tzinfo=UTC), end.date()):
            assert format_datetime(value) == UNREADABLE
            assert timesince(value) == UNREADABLE
            assert format_iso(value)


def test_a_value_is_logged_once(caplog):
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            read("timestamptz", "0001-01-01 00:00+07")

    assert [record.getMessage() for record in caplog.records] == [
        "The database holds a moment that cannot be read: 0001-12-31 17:00:00+00 BC"
    ]
