"""Visitor keys at midnight, when all threads of a process need the salt of another day at once."""

import time
from contextlib import contextmanager
from datetime import date, timedelta

from django.test import RequestFactory

from accounts.network import Sender
from stats.collect import visitors
from tests.midnight import midnights

MIDNIGHTS = 2500
FIRST_DAY = date(2026, 3, 1)


class Salts:
    """What `visitors` asks in place of the database: the row of a day decides, whichever process made it."""

    def __init__(self):
        self.rows = {}

    @contextmanager
    def cursor(self):
        yield Cursor(self.rows)


class Cursor:
    def __init__(self, rows):
        self.rows = rows

    def execute(self, sql, values):
        time.sleep(0)  # as while the database works, another thread has its turn
        self.day, *salt = values
        if salt:
            self.rows.setdefault(self.day, *salt)

    def fetchone(self):
        return [self.rows[self.day]]


def test_at_midnight_all_threads_agree_who_is_who(monkeypatch):
    monkeypatch.setattr(visitors, "connection", Salts())
    sender = Sender.of(RequestFactory().post("/", REMOTE_ADDR="203.0.113.5"))

    answers = midnights(MIDNIGHTS, lambda number: visitors.visitor_of(sender, FIRST_DAY + timedelta(days=number)))

    assert {len(set(of_all_threads)) for of_all_threads in answers} == {1}
    assert len({of_all_threads[0] for of_all_threads in answers}) == MIDNIGHTS


def test_a_thread_that_is_late_at_midnight_has_the_visitors_of_its_day(monkeypatch):
    monkeypatch.setattr(visitors, "connection", Salts())
    sender = Sender.of(RequestFactory().post("/", REMOTE_ADDR="203.0.113.5"))
    yesterday, today = FIRST_DAY, FIRST_DAY + timedelta(days=1)

    before, after, late = (visitors.visitor_of(sender, day) for day in (yesterday, today, yesterday))

    assert before == late != after
