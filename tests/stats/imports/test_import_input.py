"""Files for the imports that hold anything at all: refused in a sentence, and nothing is added."""

import gzip
from contextlib import suppress

import pytest
from django.core.management import CommandError

from stats.imports import text_files
from stats.imports.history import add_days
from stats.models import Excluded, SiteDay
from stats.rollup.lock import HOLD
from tests.commands import run
from tests.stats.factories import CHROME, local
from tests.stats.rollup.races import in_threads, second_connection

pytestmark = pytest.mark.django_db
LINE = f'203.0.113.5 - - [10/Nov/2025:09:00:00 +0700] "GET / HTTP/1.1" 200 123 "-" "{CHROME}"\n'


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("0001-01-01;5", "before 2000"),
        ("31/12/1999;5", "before 2000"),
        (f"2025-01-01;{'x' * 200_000}", "field larger"),
        ("2025-01-01;" + "9" * 5000, "line 2"),
    ],
)
def test_a_day_or_figure_that_cannot_be_is_refused(write, line, why):
    with pytest.raises(CommandError, match=why):
        run("import_daily_series", write(f"day;views\n{line}\n".encode()))

    assert not SiteDay.objects.exists()


def test_a_dry_run_reports_what_would_be_refused(write):
    add_days(site=[(local(2025, 1, 1).date(), 9, 4, 4)])

    for line, why in (("2025-01-01;5", "has figures already"), ("2199-01-01;5", "is not over")):
        with pytest.raises(CommandError, match=why):
            run("import_daily_series", write(f"day;views\n{line}\n".encode()), "--dry-run")


def test_a_packed_log_that_is_damaged_is_refused(write):
    packed = bytearray(gzip.compress((LINE * 2000).encode()))
    packed[30:50] = bytes(20)

    with pytest.raises(CommandError, match="cannot be read"):
        run("import_access_logs", write(bytes(packed), "access.log.gz"))

    assert not SiteDay.objects.exists()


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_line_without_end_is_read_in_pieces(write, monkeypatch, pack):
    monkeypatch.setattr(text_files, "LINE_MAX_LENGTH", 1000)
    log = LINE + "x" * 2500 + "\n" + LINE
    path = write(pack(log.encode()), "access.log" if pack is bytes else "access.log.gz")

    assert "2 views" in run("import_access_logs", path)
    assert "3 of 5 lines unreadable" in run("import_access_logs", path, "--dry-run")


@pytest.mark.parametrize("year", ["0001", "1970", "9999"])
def test_a_line_of_a_clock_that_was_never_set_is_unreadable(write, year):
    path = write((LINE + LINE.replace("2025", year).replace("+0700", "-1200")).encode(), "access.log")

    assert "1 days added; 1 of 2 lines unreadable" in run("import_access_logs", path)
    assert SiteDay.objects.get().views == 1


def test_a_day_of_programs_alone_is_taken_once(write):
    path = write(LINE.replace(CHROME, "curl/8.5.0").encode(), "access.log")

    assert "1 days added" in run("import_access_logs", path)
    assert "0 days added" in run("import_access_logs", path)
    assert Excluded.objects.get().count == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("command", "content"), [("import_access_logs", LINE), ("import_daily_series", "day;views\n2025-11-10;1\n")]
)
def test_two_imports_at_once_take_a_day_once(write, command, content):
    path = write(content.encode(), "old.log")

    def take():
        with suppress(CommandError):
            run(command, path)

    with second_connection() as cursor:
        cursor.execute(HOLD)
        in_threads(take, take, lambda: let_go_when_two_wait(cursor))

    assert SiteDay.objects.get().views == 1


def let_go_when_two_wait(cursor):
    """Release the lock when both threads wait for the totals."""
    waiting = 0
    while waiting < 2:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
        )
        (waiting,) = cursor.fetchone()
    cursor.connection.rollback()
