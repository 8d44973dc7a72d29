"""The rules in force, compiled and kept in the process.

They are read again every few seconds, so that other processes need no message, and compiled only when their rows
changed, were switched on or off, or expired.
"""

from typing import NamedTuple

from comments.models import Rule
from database.recent import Recent

from .matching import Matcher, RuleRow

CHECK_EVERY_SECONDS = 3


class _Compiled(NamedTuple):
    rows: list[RuleRow]
    matcher: Matcher


def _read() -> _Compiled:
    rows = [RuleRow(*row) for row in Rule.objects.in_force().order_by("pk").values_list(*RuleRow._fields)]
    last = _compiled.last()
    return last if last and last.rows == rows else _Compiled(rows, Matcher(rows))


_compiled: Recent[_Compiled] = Recent(_read, seconds=CHECK_EVERY_SECONDS)


def in_force() -> Matcher:
    """The `Matcher` of all rules in force, at most `CHECK_EVERY_SECONDS` behind the database. One query or none."""
    return _compiled.get().matcher


def expire() -> None:
    """Read the rules anew when they are next asked for: after a change in this process."""
    _compiled.expire()
