"""Keeping a beacon: a browser says that a page is seen; it becomes one durable row before the answer goes out.

Every beacon gets the same answer. One that is no view of a reader is kept too, with its `Reason`, so that the admin
can show what was excluded. While the database is unavailable the row goes to the spool instead.
"""

import logging

from django.conf import settings

from accounts.network import Sender
from database import clock
from database.group_commit import NotKnown, NotWritten
from database.recent import Recent
from stats.days import local_day
from stats.models import Hit, Reason

from . import append_log, dimensions, spool, visitors

log = logging.getLogger(__name__)

# A whole office behind one address with the same browser is one visitor: the limit must let it read. A program that
# names another browser each time still comes by one connection; a telephone company's has thousands of readers.
FLOOD_PER_MINUTE = 120
FLOOD_OF_CONNECTION = 1200
UNAVAILABLE_SECONDS = 1
LOG_AGAIN_SECONDS = 60


class NotRecorded(Exception):
    """Neither the database nor the spool took the beacon, or nobody can know whether the database did."""


def record(request, beacon):
    """Keep `beacon` (a Beacon), durably; returns the views of its article with this one, 0 for no article,
    None while the database is unavailable.

    One statement, or a part of one. Raises NotRecorded.
    """
    is_unavailable, sender = _is_unavailable.get(), Sender.of(request)
    at = clock.now_as_last_known() if is_unavailable else clock.now()
    day = local_day(at)
    if is_unavailable:
        return _spool(request, sender, beacon, at, day)
    try:
        visitor = visitors.visitor_of(sender, day)
        reason = beacon.reason or _reason_in_behaviour(request, sender, beacon, visitor, at)
        return append_log.append(at, visitor, reason, beacon)
    except NotKnown as error:
        raise NotRecorded from error
    except (NotWritten, *append_log.DATABASE_ERRORS) as error:
        _note_unavailable(error)
        return _spool(request, sender, beacon, at, day)


def _spool(request, sender, beacon, at, day):
    """Write the hit to the spool; its loader looks up later what the database knows. A session counts as staff."""
    reason = beacon.reason or (Reason.STAFF if settings.SESSION_COOKIE_NAME in request.COOKIES else "")
    visitor = visitors.visitor_in_emergency(sender, day)
    if not reason and _this_minute.is_flood(sender, visitor, beacon.is_view, at):
        reason = Reason.FLOOD
    hit = Hit(at=at, visitor=visitor, reason=reason, is_view=beacon.is_view)
    if not reason:
        hit.article_id, hit.dimensions = beacon.article_id, dimensions.admitted(beacon.dimensions)
    try:
        spool.append(hit)
    except OSError as error:
        log.error("Lost a beacon: the database is unavailable and the spool cannot be written: %s", error)
        raise NotRecorded from error


def _reason_in_behaviour(request, sender, beacon, visitor, at):
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_staff:
        return Reason.STAFF
    return Reason.FLOOD if _this_minute.is_flood(sender, visitor, beacon.is_view, at) else ""


class PerMinuteCounter:
    """Counts this minute's beacons of each visitor and each connection in this process; views and others apart."""

    def __init__(self):
        self.number = None
        self.counts = {}

    def is_flood(self, sender, visitor, is_view, at):
        number = int(at.timestamp()) // 60
        if number != self.number:
            self.number, self.counts = number, {}
        if self._count((visitor, is_view)) > FLOOD_PER_MINUTE:
            return True
        # An address that is not of the Internet may be a proxy with all readers behind it.
        return self._count((sender.network, is_view)) > FLOOD_OF_CONNECTION and sender.address.is_global

    def _count(self, who):
        count = self.counts[who] = self.counts.get(who, 0) + 1
        return count


def _note_unavailable(error):
    """Leave the database alone for a moment, so that no request waits for it in vain. Logs each outage once."""
    if not _was_logged.get():
        log.warning("The database is unavailable, beacons go to the spool: %s", str(error).strip())
    _was_logged.keep(True)
    _is_unavailable.keep(True)


_this_minute = PerMinuteCounter()
_is_unavailable = Recent(lambda: False, seconds=UNAVAILABLE_SECONDS)
_was_logged = Recent(lambda: False, seconds=LOG_AGAIN_SECONDS)
