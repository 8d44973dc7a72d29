"""Requests of the live server between two tests (tests/live_requests.py)."""

import threading
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.live_requests import LiveRequests, live_requests


def answering(requests, until):
    """A thread that answers a request of `requests` (LiveRequests) until the event `until` is set; it has begun."""
    has_begun = threading.Event()

    def run():
        has_begun.set()
        until.wait(60)

    thread = threading.Thread(target=requests.answer, args=(run,))
    thread.start()
    assert has_begun.wait(60)
    return thread


def test_the_end_waits_for_what_is_answered_now():
    requests, is_answered = LiveRequests(), threading.Event()
    thread = answering(requests, is_answered)

    assert not requests.end(seconds=0)
    is_answered.set()

    assert requests.end()
    thread.join()


def test_a_request_that_fails_is_over():
    requests = LiveRequests()

    with pytest.raises(ZeroDivisionError):
        requests.answer(lambda: 1 / 0)

    assert requests.end(seconds=0)


def test_the_live_server_turns_away_what_comes_between_two_tests(live_server):
    live_requests.end()

    with pytest.raises((URLError, ConnectionError)):
        urlopen(f"{live_server.url}/robots.txt", timeout=60)  # noqa: S310

    live_requests.let_in()
    with urlopen(f"{live_server.url}/robots.txt", timeout=60) as response:  # noqa: S310
        assert response.status == 200
