"""The time of the database's clock, which all machines share. A machine whose own clock is days ahead must not count
the views of today into days to come, where nobody could explain the totals.
"""

import logging
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from .recent import Recent

log = logging.getLogger(__name__)

READ_AGAIN_SECONDS = 60
# Clocks that NTP keeps differ by milliseconds, and the question itself takes time.
TOLERATED = timedelta(seconds=30)


def now() -> datetime:
    """The present moment (aware): by our own clock, or by the database's when the two differ by more than `TOLERATED`.
    One query a minute in each process; while the database is unavailable, the last known difference holds.
    """
    return _corrected(offset.get())


def now_as_last_known() -> datetime:
    """Like `now`, without asking the database."""
    return _corrected(offset.last() or timedelta(0))


def seconds_wrong() -> int:
    """By how many seconds this machine's clock is ahead of the database's (below 0: behind); 0 for a difference that
    is tolerated. At most the one query of `now`.
    """
    by = offset.get()
    return round(-by.total_seconds()) if abs(by) > TOLERATED else 0


def _corrected(by: timedelta) -> datetime:
    here = timezone.now()
    return here + by if abs(by) > TOLERATED else here


def _read() -> timedelta:
    """By how much the database's clock is ahead of ours."""
    with connection.cursor() as cursor:
        before = timezone.now()
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    difference: timedelta = moment - before
    if abs(difference) > TOLERATED:
        log.error(
            "The clock of this machine is wrong by %d s against the database's, which counts; set it by NTP.",
            -difference.total_seconds(),
        )
    return difference


offset: Recent[timedelta] = Recent(_read, seconds=READ_AGAIN_SECONDS, initial=timedelta(0))
