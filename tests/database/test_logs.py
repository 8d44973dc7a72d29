"""What operators read: every failure once, and how many more there were."""

import io
import logging

import psycopg2.errors
import pytest
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, InternalError, OperationalError
from django.test import Client

from database import logs
from database.unavailable import is_unavailable
from tests.factories import WRITER, make_site, make_user


class Console:
    """A logger with the handler of the settings, on a clock of its own."""

    def __init__(self, monkeypatch):
        self.now = 0.0
        monkeypatch.setattr(logs, "monotonic", lambda: self.now)
        self.handler = logs.OncePerMinute(io.StringIO())
        self.handler.setFormatter(logs.WithoutRows("%(levelname)s %(name)s: %(message)s"))
        self.logger = logging.Logger("django.request")
        self.logger.addHandler(self.handler)

    @property
    def lines(self):
        return self.handler.stream.getvalue().splitlines()

    def fail(self, error, path="/mot/", status=500):
        try:
            raise error
        except Exception:
            self.logger.error("Internal Server Error: %s", path, exc_info=True, extra={"status_code": status})


@pytest.fixture
def console(monkeypatch):
    return Console(monkeypatch)


def read_only():
    error = InternalError("cannot execute INSERT in a read-only transaction")
    error.__cause__ = psycopg2.errors.ReadOnlySqlTransaction()
    return error


@pytest.mark.parametrize(
    "make", [lambda: OperationalError("refused\nIs it on?"), lambda: InterfaceError("x"), read_only]
)
def test_an_outage_is_one_line_a_minute_and_a_count(console, make):
    for number in range(1000):
        console.fail(make(), path=f"/bai-viet/{number}/", status=503)
    console.now = 61
    console.fail(make())

    first, count, next_one = console.lines
    assert first.startswith("ERROR django.request: Internal Server Error: /bai-viet/0/ (database unavailable, ")
    assert count.startswith("ERROR django.request: 999 more of this kind in the minute after: ")
    assert next_one.startswith("ERROR django.request: Internal Server Error: /mot/")


def test_two_kinds_of_outage_are_two_lines(console):
    for error in [OperationalError("a"), InterfaceError("b"), OperationalError("c")]:
        console.fail(error)

    assert len(console.lines) == 2


def test_the_count_is_logged_by_any_line_after_the_minute_and_at_the_end(console):
    for _ in range(3):
        console.fail(OperationalError("a"))
    console.now = 61
    console.logger.warning("Another matter.")
    assert console.lines[1].startswith("ERROR django.request: 2 more")
    assert console.lines[2].endswith("Another matter.")

    for _ in range(5):
        console.fail(OperationalError("a"))
    console.handler.close()
    assert console.lines[-1].startswith("ERROR django.request: 4 more")


def test_a_mistake_of_ours_has_its_traceback_once_a_minute_for_each_place(console):
    for _ in range(10):
        console.fail(ValueError("here"))
    try:
        int("x")
    except ValueError:
        console.logger.exception("Elsewhere")

    text = console.handler.stream.getvalue()
    assert text.count("Traceback") == 2
    assert text.count("ValueError: here") == 1


def test_what_a_visitor_may_not_do_is_one_line_each(console):
    for number in range(3):
        console.fail(PermissionDenied(), path=f"/quan-tri/{number}/", status=403)

    assert console.lines == [f"ERROR django.request: Internal Server Error: /quan-tri/{n}/" for n in range(3)]


def test_an_address_cannot_write_lines_of_its_own(console):
    console.logger.warning("Forbidden: %s", "/a\nERROR forged\x1b[2J\u2028x", extra={"status_code": 403})

    assert console.lines == ["WARNING django.request: Forbidden: /a?ERROR forged?[2J?x"]


def test_hosts_that_are_made_up_are_one_line_a_minute(console):
    console.logger.name = "django.security.DisallowedHost"
    for number in range(50):
        console.logger.error("Invalid HTTP_HOST header: '%s'", f"{number}.example")
    assert len(console.lines) == 1


def test_probes_of_a_portal_that_is_not_ready_are_one_line_a_minute(console):
    for _ in range(50):
        console.logger.error("%s: %s", "Service Unavailable", "/san-sang/", extra={"status_code": 503})

    assert console.lines == ["ERROR django.request: Service Unavailable: /san-sang/"]


def test_other_lines_are_as_they_were(console):
    console.logger.name = "stats"
    for _ in range(3):
        console.logger.warning("So many rows: %s", 3)

    assert console.lines == ["WARNING stats: So many rows: 3"] * 3


def test_only_a_database_that_will_serve_again_is_unavailable():
    assert is_unavailable(read_only())
    assert not is_unavailable(InternalError("something else"))
    assert not is_unavailable(ValueError())
    assert not is_unavailable(None)


@pytest.mark.django_db
def test_a_page_that_somebody_may_not_open_is_logged_once_with_its_address(console, client):
    make_site()
    client.force_login(make_user(WRITER))
    loggers = [logging.getLogger(name) for name in ("django.request", "django.security.csrf")]
    for logger in loggers:
        logger.addHandler(console.handler)
    try:
        client.get("/quan-tri/du-lieu-ca-nhan/")
        Client(enforce_csrf_checks=True).post("/quan-tri/login/")
    finally:
        for logger in loggers:
            logger.removeHandler(console.handler)

    permission, token = console.lines
    assert permission == "WARNING django.request: Forbidden (Permission denied): /quan-tri/du-lieu-ca-nhan/"
    assert token.startswith("WARNING django.security.csrf: Forbidden (CSRF cookie not set.): /quan-tri/login/")
