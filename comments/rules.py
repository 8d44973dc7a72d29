"""The rules in force, compiled and kept in the process."""

import threading
import time

from .matching import Matcher, RuleRow
from .models import Rule

CHECK_EVERY_SECONDS = 3


class _Kept:
    """The matcher with the rows it was made of. Rows are read anew every three seconds at most, when somebody asks;
    they are compiled only when they changed, switched on, off or expired. So other processes need no message.
    """

    def __init__(self):
        self._lock = threading.Lock()
        self._asked_at, self._rows, self._matcher = float("-inf"), [], Matcher()

    def forget(self):
        self._asked_at = float("-inf")

    def matcher(self):
        if not self._is_fresh():
            with self._lock:
                if not self._is_fresh():  # another thread may have read them while this one waited
                    self._read()
        return self._matcher

    def _is_fresh(self):
        return time.monotonic() - self._asked_at < CHECK_EVERY_SECONDS

    def _read(self):
        now = time.monotonic()
        rows = [RuleRow(*row) for row in Rule.objects.in_force().order_by("pk").values_list(*RuleRow._fields)]
        if rows != self._rows:
            self._rows, self._matcher = rows, Matcher(rows)
        self._asked_at = now


_kept = _Kept()


def in_force():
    """The `Matcher` of all rules in force, at most `CHECK_EVERY_SECONDS` behind the database. One query or none."""
    return _kept.matcher()


def forget():
    """Read the rules anew when they are next asked for: after a change in this process."""
    _kept.forget()
