"""How long a statement may last: PostgreSQL gets the limits, and this process also keeps time itself.

PostgreSQL gets the limits with each statement, as `SET LOCAL` in the same message: they hold for it alone, need no
round trip, leave nothing behind on the connection, and so may differ from request to request and go through a pooler
that gives each transaction another connection. It ends a statement that lasts too long, and reports that as an error.

A server that is stopped, or whose machine is stopped, ends nothing: its kernel accepts what is sent and nobody
answers, so that neither `statement_timeout` nor TCP notices. `keep_time()` lets this process wait for its sockets
itself; it gives up GRACE_SECONDS after PostgreSQL should have. Then the whole process knows that the database hangs:
one thread tries it from time to time, and for the others it is unavailable at once.
"""

import select
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from time import monotonic
from typing import Any

import psycopg2
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2 import extensions
from psycopg2.extensions import connection as PsycopgConnection  # noqa: N812 (a class that is written small)

GRACE_SECONDS = 0.3
CONNECT_SECONDS = 3.0  # libpq's own limit does not hold when this side keeps time
# So many seconds after a wait in vain no thread asks the database, and again while one thread tries it.
PAUSE_SECONDS = 1.0
# A wait that ended sooner had a short limit; it is no evidence that the database hangs.
PATIENCE_SECONDS = 1.0
HANGS = "PostgreSQL does not answer."
# Statements that cannot run in a transaction, or that must reach a failed one.
_ALONE = ("SAVEPOINT", "RELEASE", "ROLLBACK", "VACUUM")


@dataclass(frozen=True)
class Limits:
    """Seconds: how long one statement may last, and how long of that it may wait for a lock."""

    statement: float
    lock: float

    @cached_property
    def prefix(self) -> str:
        statement, lock = (max(1, round(1000 * seconds)) for seconds in (self.statement, self.lock))
        return f"SET LOCAL statement_timeout = {statement}; SET LOCAL lock_timeout = {lock}; "


_of_this_thread = threading.local()


@contextmanager
def within(limits: Limits | None) -> Iterator[None]:
    """A context in which `limits` hold for every statement of this thread; None: no limits."""
    before, _of_this_thread.__dict__["limits"] = current(), limits
    try:
        yield
    finally:
        _of_this_thread.__dict__["limits"] = before


def current() -> Limits | None:
    """The Limits that hold for this thread."""
    limits: Limits | None = getattr(_of_this_thread, "limits", None)
    return limits


def limit_statements(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """Receives `connection_created`: the statements of `connection`, Django's, keep to `within`."""
    if _limited not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _limited)  # wrappers of a `with` are taken off at the end


def _limited(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    limits = current()
    if limits is None or context["cursor"].cursor.name is not None or not isinstance(sql, str):
        return execute(sql, params, many, context)
    _hang.refuse()
    if sql.lstrip().upper().startswith(_ALONE) or "CONCURRENTLY" in sql:
        return execute(sql, params, many, context)
    return execute(limits.prefix + sql, params, many, context)


class _Hang:
    """The state that the threads of a process share about a database that does not answer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.is_known = False
        self._leave_alone_until = 0.0

    def refuse(self) -> None:
        """Raises OperationalError while the database hangs, but lets one thread try it now and then."""
        if not self.is_known:
            return
        with self._lock:
            if self.is_known and monotonic() < self._leave_alone_until:
                raise OperationalError(HANGS)
            self._leave_alone_until = monotonic() + CONNECT_SECONDS

    def note(self) -> None:
        with self._lock:
            self.is_known, self._leave_alone_until = True, monotonic() + PAUSE_SECONDS

    def forget(self) -> None:
        self.is_known = False


_hang = _Hang()


def is_silence(error: BaseException) -> bool:
    """Whether `error` says that nobody answered in time: to ask again at once would mean another wait."""
    return HANGS in str(error)


def hangs() -> bool:
    """Whether this process has waited for the database in vain, and has had no answer since."""
    return _hang.is_known


def forget_hang() -> None:
    """For tests: forget that the database hung."""
    _hang.forget()


def keep_time() -> None:
    """Let this process keep the time of its statements itself. COPY does not work with it; web pages use none."""
    extensions.set_wait_callback(_wait)


def _wait(link: PsycopgConnection) -> None:
    """Wait for the server; psycopg2 calls it when `link` has to. Raises OperationalError when the time is over."""
    seconds = _patience(link)
    until = None if seconds is None else monotonic() + seconds
    while True:
        state = link.poll()
        if state == extensions.POLL_OK:
            if _hang.is_known:
                _hang.forget()
            return
        poller = select.poll()
        poller.register(link.fileno(), select.POLLIN if state == extensions.POLL_READ else select.POLLOUT)
        if not poller.poll(None if until is None else max(0.0, 1000 * (until - monotonic()))):
            if seconds is not None and seconds > PATIENCE_SECONDS:
                _hang.note()
            raise psycopg2.OperationalError(HANGS)


def _patience(link: PsycopgConnection) -> float | None:
    """How many seconds to wait for an answer; None: as long as it takes."""
    limits = current()
    is_connecting = link.status not in {extensions.STATUS_READY, extensions.STATUS_BEGIN, extensions.STATUS_PREPARED}
    if is_connecting:
        if limits:
            _refuse_connecting()
        return min(CONNECT_SECONDS, limits.statement + GRACE_SECONDS) if limits else CONNECT_SECONDS
    return limits.statement + GRACE_SECONDS if limits else None


def _refuse_connecting() -> None:
    try:
        _hang.refuse()
    except OperationalError as error:
        raise psycopg2.OperationalError(str(error)) from None
