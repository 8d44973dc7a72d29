"""Whose turn it is among those who ask for the same kind of work, and how long the next one waits."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from cchc_portal.serving import gate as gate_module
from cchc_portal.serving.failures import HAS_NOT_FOUND_PAGE, USED
from cchc_portal.serving.gate import Gate, Places
from cchc_portal.serving.kinds import SEARCH
from tests.waiting import wait_until

from .workers import Worker, small_application

ANSWER_SECONDS = 20


@pytest.fixture
def threads():
    with ThreadPoolExecutor(8) as pool:
        yield pool


def test_those_who_wait_for_a_turn_get_it_one_after_the_other_as_they_came(threads, monkeypatch):
    places = Places(8)
    monkeypatch.setattr(gate_module, "WAIT_SECONDS", ANSWER_SECONDS)
    places.enter(SEARCH)
    waiting = []
    for number in range(3):
        waiting.append(threads.submit(places.enter, SEARCH))
        wait_until(lambda: len(places._waiting[SEARCH.name]) == number + 1)  # noqa: B023 – called at once

    for number, turn in enumerate(waiting):
        assert not turn.done()
        places.leave(SEARCH)
        assert turn.result(ANSWER_SECONDS) is None
        assert len(places._waiting[SEARCH.name]) == 2 - number
    places.leave(SEARCH)
    assert places.enter(SEARCH) is None


@pytest.mark.parametrize("seconds", [0.0001, 0.001])
def test_turns_that_are_given_while_somebody_gives_up_are_neither_lost_nor_doubled(threads, monkeypatch, seconds):
    monkeypatch.setattr(gate_module, "WAIT_SECONDS", seconds)
    places, most = Places(8), []

    def work():
        for _ in range(200):
            if places.enter(SEARCH) is None:
                most.append(places._working[SEARCH.name])
                places.leave(SEARCH)

    for task in [threads.submit(work) for _ in range(4)]:
        task.result(ANSWER_SECONDS)

    assert set(most) == {1}
    assert (places._inside, places._dear, places._working[SEARCH.name]) == (0, 0, 0)
    assert not places._waiting[SEARCH.name]


def pauses_of(monkeypatch):
    slept = []
    monkeypatch.setattr(gate_module, "sleep", slept.append)
    return slept


def marking(mark):
    def application(environ, start_response):
        if mark:
            environ[HAS_NOT_FOUND_PAGE] = mark
        return small_application()(environ, start_response)

    return application


@pytest.mark.parametrize(
    ("path", "method", "mark", "pauses"),
    [
        ("/quan-tri/login/", "GET", None, True),
        ("/tim-kiem/", "GET", None, True),
        ("/", "GET", None, False),
        ("/quan-tri/login/", "POST", None, False),  # a hash leaves Python's lock to others
        ("/the/khong-co/", "GET", USED, True),
        ("/the/co/", "GET", True, False),
    ],
)
def test_after_dear_work_and_made_up_addresses_the_next_of_the_kind_begins_later(
    monkeypatch, path, method, mark, pauses
):
    monkeypatch.setattr(gate_module, "PAUSE_MAX_SECONDS", 60)
    seconds = iter(range(0, 600, 60))
    monkeypatch.setattr(gate_module, "thread_time", lambda: next(seconds))
    slept, worker = pauses_of(monkeypatch), _behind_gate(marking(mark))

    worker.get(path, method=method)
    worker.get(path, method=method)

    assert bool(slept) is pauses
    assert all(50 < pause <= 60 for pause in slept)  # it computed for 60 s; the pause is bounded


def _behind_gate(application):
    worker = Worker(application)
    worker.cache = Gate(application, threads=8)
    return worker
