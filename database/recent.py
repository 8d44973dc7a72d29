"""A value of the database that a process reads at most every N seconds, so that not every request asks for it."""

import logging
import os
import threading
from collections.abc import Callable, Hashable
from enum import Enum
from time import monotonic
from typing import Any, Final, Generic, TypeVar, cast
from weakref import WeakSet

from django.db import Error, OperationalError, connection

from .limits import is_silence

# Seconds after a failure in which the database is not asked.
RETRY_SECONDS = 1.0
# Threads wait for the first reading as long as a connection may take (settings.py).
WAIT_SECONDS = 3.0
# Threads wait so long for a new value when the last one is out of date for longer.
OLD_SECONDS = 1.0
EXPIRED = float("-inf")

Value = TypeVar("Value")


class Nothing(Enum):
    """The type of NOTHING, which stands where no value is: None may be one."""

    NOTHING = "nothing"


NOTHING: Final = Nothing.NOTHING

log = logging.getLogger(__name__)

_all: WeakSet["Recent[Any]"] = WeakSet()


class Recent(Generic[Value]):
    """What `read()` returned last, read again after `seconds`: a number, or a function of the value and of how many
    seconds its reading took.

    Threads: one reads, the others take the last value. They wait for the first reading. They also wait, up to
    OLD_SECONDS, when the last value is out of date for longer than that: in a burst after a quiet hour nobody gets an
    old value.

    Unavailable database (django.db.Error): the last value stays, and is asked for again a second later; before any
    came, the value is `initial`. Without an `initial` the error is raised, and always inside a transaction, which is
    lost with it. Other errors are mistakes: they are raised, and the last value stays.

    A value may go with a key, as a salt with its day: `get(day)` calls `read(day)`. One key is held at a time, and the
    first reading of another is waited for.
    """

    _reading: tuple[
        Hashable, Value, float
    ]  # key, value, until when it is good (of `monotonic()`); NOTHING has no value

    def __init__(
        self,
        read: Callable[..., Value],
        *,
        seconds: float | Callable[[Value, float], float],
        initial: Value | Nothing = NOTHING,
    ) -> None:
        self._read = read
        self._seconds = seconds if callable(seconds) else lambda value, took: seconds
        self._initial = initial
        self.forget()
        _all.add(self)

    def get(self, key: Hashable = None) -> Value:
        """The value of this moment or shortly before. At most the cost of one `read`."""
        known, value, good_until = self._reading
        if monotonic() < good_until and known == key:
            return value
        return self._renew(key)

    def last(self, key: Hashable = None) -> Value | None:
        """The last value, without reading; before any came `initial`, or None."""
        known, value, _ = self._reading
        if known == key:
            return value
        return None if self._initial is NOTHING else self._initial

    def keep(self, value: Value) -> None:
        """Take `value` as if it had just been read. Waits for a reading that has begun."""
        with self._lock:
            self._reading = None, value, monotonic() + self._seconds(value, 0.0)

    def expire(self) -> None:
        """Let the next `get()` read again, after a known change. A reading that has begun may be too old: its value is
        out of date at once.
        """
        with self._changing:
            self._expiries += 1
            known, value, good_until = self._reading
            self._reading = known, value, min(good_until, monotonic())

    def forget(self) -> None:
        """Return to the state before the first reading."""
        self._lock = threading.Lock()  # of the thread that reads
        self._changing = threading.Lock()
        self._expiries = 0
        self._reading = NOTHING, cast(Value, None), EXPIRED
        self._waited_for_until = EXPIRED  # the reading that goes on, by threads that have a value
        self.is_current = True  # false while the database could not be asked

    def _renew(self, key: Hashable) -> Value:
        known, value, _ = self._reading
        is_first, lock = known != key, self._lock
        timeout = WAIT_SECONDS if is_first else max(0.0, self._waited_for_until - monotonic())
        if not lock.acquire(timeout=timeout):
            if not is_first:
                return value
            self.is_current = False
            return self._initial_after(OperationalError("A first reading does not end."))
        try:
            known, value, good_until = self._reading
            if known == key and monotonic() < good_until:  # another thread has read it while this one waited
                return value
            return self._read_again(key)
        finally:
            lock.release()

    def _read_again(self, key: Hashable) -> Value:
        expiries, started = self._expiries, monotonic()
        is_old = self.is_current and started - self._reading[2] > OLD_SECONDS
        self._waited_for_until = started + OLD_SECONDS if is_old else EXPIRED
        try:
            value = self._ask(key)
        except Error as error:
            if connection.in_atomic_block:
                raise
            value = self._value_after(error, key)
            good_until, is_current = monotonic() + RETRY_SECONDS, False
        else:
            good_until, is_current = started + self._seconds(value, monotonic() - started), True
        with self._changing:
            self.is_current = is_current
            self._reading = key, value, good_until if self._expiries == expiries else started
        return value

    def _ask(self, key: Hashable) -> Value:
        arguments = () if key is None else (key,)
        try:
            return self._read(*arguments)
        except Error as error:
            link = connection.connection
            if link is None or not link.closed or connection.in_atomic_block or is_silence(error):
                raise
            # The connection is from before a restart of the server: read once more, on a new one.
            connection.close()
            return self._read(*arguments)

    def _value_after(self, error: Error, key: Hashable) -> Value:
        known, value, _ = self._reading
        if known != key:
            value = self._initial_after(error)
        if self.is_current:
            words = str(error).partition("\n")[0]  # the lines after it may quote rows
            log.error("%s: the database cannot be asked, the last value stays: %s", self._name(), words)
        return value

    def _initial_after(self, error: Error) -> Value:
        if self._initial is NOTHING:
            raise error
        return self._initial

    def _name(self) -> str:
        name = getattr(self._read, "__qualname__", type(self._read).__name__)
        return f"{self._read.__module__}.{name}"


def forget_all() -> None:
    """Forget all values of this process: for tests, and for a child that was forked while a thread of its parent held
    a lock.
    """
    for recent in list(_all):
        recent.forget()


os.register_at_fork(after_in_child=forget_all)
