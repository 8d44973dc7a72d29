import threading
import time
from datetime import date
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from comments import senders
from comments.models.secret import SenderSecretQuerySet
from tests.midnight import midnights

MONTHS = 400


@pytest.fixture
def calendar(monkeypatch):
    """What each thread takes for `today`, to be set; the database has a secret for each month, and answers at once."""
    calendar = threading.local()
    calendar.asked = asked = []

    def of_month(_, month):
        asked.append(month)
        time.sleep(0)  # as while the database works, another thread has its turn
        return month.isoformat().encode()

    monkeypatch.setattr(senders, "timezone", SimpleNamespace(localdate=lambda: calendar.today))
    monkeypatch.setattr(SenderSecretQuerySet, "of_month", of_month)
    return calendar


def day_of(month):
    return date(2026 + month // 12, 1 + month % 12, 20)


def test_when_a_month_begins_its_secret_is_asked_for_once(calendar):
    request, asked = RequestFactory().post("/", REMOTE_ADDR="203.0.113.5"), calendar.asked

    def key(number):
        calendar.today = day_of(number)
        return senders.sender_key(request)

    keys = midnights(MONTHS, key)

    assert {len(set(of_all_threads)) for of_all_threads in keys} == {1}
    assert asked == [day_of(number).replace(day=1) for number in range(MONTHS)]


def test_when_a_month_begins_each_thread_has_the_key_of_its_own(calendar):
    """One thread is still in the old month while another is in the new one."""
    request = RequestFactory().post("/", REMOTE_ADDR="203.0.113.5")

    def keys(number):
        keys = []
        for month in (number, number + 1):
            calendar.today = day_of(month)
            keys.append(senders.sender_key(request))
        return tuple(keys)

    of_all_threads = midnights(MONTHS, keys)

    assert {len(set(pairs)) for pairs in of_all_threads} == {1}
    pairs = [of_one for of_one, *_ in of_all_threads]
    assert all(new == old != before for (before, new), (old, _) in pairwise(pairs))
