"""What the live server answers, as a pytest plugin (see `addopts`): no request outlives the test whose page sent it.

A page that is closed leaves requests behind, a beacon or a picture. Answered a moment later they met the emptying of
the tables, and one of both ended in a deadlock.
"""

import threading

import pytest
from django.core.servers.basehttp import ServerHandler

STILL_ANSWERED_SECONDS = 60


class LiveRequests:
    """Counts the requests that are answered now, and turns away what comes between two tests."""

    def __init__(self):
        self._changed = threading.Condition()
        self._answered_now = 0
        self._are_let_in = True

    def answer(self, run, *args):
        """Call `run` with `args`. Raises ConnectionAbortedError between tests: as if the server were gone."""
        with self._changed:
            if not self._are_let_in:
                raise ConnectionAbortedError
            self._answered_now += 1
        try:
            return run(*args)
        finally:
            with self._changed:
                self._answered_now -= 1
                self._changed.notify_all()

    def let_in(self):
        with self._changed:
            self._are_let_in = True

    def end(self, seconds=STILL_ANSWERED_SECONDS):
        """Let no further request in; returns whether all others are answered, after `seconds` at most."""
        with self._changed:
            self._are_let_in = False
            return self._changed.wait_for(lambda: not self._answered_now, timeout=seconds)


live_requests = LiveRequests()


@pytest.fixture(scope="session", autouse=True)
def requests_are_counted():
    with pytest.MonkeyPatch.context() as patch:
        run = ServerHandler.run
        patch.setattr(
            ServerHandler, "run", lambda handler, application: live_requests.answer(run, handler, application)
        )
        yield


@pytest.fixture(autouse=True)
def no_request_outlives_its_test(request, requests_are_counted):
    """Ends after the windows are closed and before the tables are emptied."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    live_requests.let_in()
    yield
    live_requests.end()
