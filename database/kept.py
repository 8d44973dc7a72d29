"""What a process remembers of the database for a moment, so that not every request asks."""

import time
from contextlib import suppress

from django.db import InterfaceError, OperationalError


class Kept:
    """The answer of `read()`, asked for again after `seconds`. While the database is away the last one stays; before
    any came it is `at_first`.
    """

    def __init__(self, read, *, seconds, at_first):
        self._read = read
        self._seconds = seconds
        self._at_first = at_first
        self.forget()

    def get(self):
        """The answer of this moment or shortly before. What `read` costs, every `seconds`."""
        if time.monotonic() >= self._good_until:
            self._good_until = time.monotonic() + self._seconds
            with suppress(OperationalError, InterfaceError):
                self._last = self._read()
        return self._last

    def last(self):
        """The last answer, without asking."""
        return self._last

    def forget(self):
        self._last, self._good_until = self._at_first, 0.0
