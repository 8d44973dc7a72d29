"""The path of a report: a browser says that a page is seen; it becomes one durable row before the answer goes out.

Whatever arrives gets the same quiet answer. What is no view of a reader is kept too, with its reason, so that the
desk can show what was left out (`Reason`). With the database away the row goes to the spool instead.
"""

import functools
import logging
import time
from datetime import UTC, datetime

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from psycopg2.extensions import adapt

from articles.models import Article
from database.prepared import Statement

from . import counters, spool, visitors
from .facets import ROWS, named_row
from .models import Hit, Reason

log = logging.getLogger(__name__)

# A whole office behind one address with the same browser is one visitor: the limit must let it read.
FLOOD_PER_MINUTE = 120
AWAY_PAUSE_SECONDS = 1

# $1 moment, $2 visitor, $3 reason, $4 whether it is a view, $5 facets; $6 the key of the row that it is about
TYPES = "timestamptz, bigint, text, boolean, text[]"
INSERT = "INSERT INTO stats_hit (at, visitor, reason, is_view, facets)"
ADDED = f"{INSERT} VALUES ($1, $2, $3, $4, $5) RETURNING 0"
ARTICLE_VIEWS = counters.ARTICLE_VIEWS.replace("%(asked)s", "$6")
# An article that nobody can see has no readers: the article's own rule decides, in the same statement.
ADDED_VIEW = f"""
WITH article AS MATERIALIZED (SELECT EXISTS ({{published}}) AS is_visible), added AS (
    INSERT INTO stats_hit (at, article_id, visitor, reason, is_view, facets)
    SELECT $1, CASE WHEN is_visible THEN $6 END, $2, CASE WHEN is_visible THEN $3 ELSE '{Reason.UNKNOWN}' END, $4,
           CASE WHEN is_visible THEN $5 ELSE '{{{{}}}}' END
    FROM article RETURNING article_id
) {ARTICLE_VIEWS} + (SELECT count(article_id) FROM added)
"""  # noqa: S608 – every part is written in this package
ADDED_EVENT = f"""
{INSERT}
SELECT $1, $2, CASE WHEN is_there THEN $3 ELSE '{Reason.UNKNOWN}' END, $4,
       CASE WHEN is_there THEN $5 ELSE '{{{{}}}}' END
FROM (SELECT EXISTS (SELECT FROM {{table}} WHERE id = $6) AS is_there) AS looked_up RETURNING 0
"""  # noqa: S608

ANYTHING = Statement(TYPES, ADDED)
LEFT_OUT_OF_ARTICLE = Statement(f"{TYPES}, bigint", f"WITH added AS ({ADDED}) {ARTICLE_VIEWS}")
OF_ROW = {
    kind: Statement(f"{TYPES}, bigint", ADDED_EVENT.format(table=rows.model._meta.db_table))
    for kind, rows in ROWS.items()
}


class NotRecorded(Exception):
    """Neither the database nor the spool took the report, or nobody can know whether the database did."""


def record(request, report):
    """Keep `report` (`beacon.Report`), durably; returns the views of its article with this one, 0 for no article,
    None while the database is away.

    One statement. Raises NotRecorded.
    """
    at = timezone.now()
    day = visitors.local_day(at)
    if _away.now():
        return _spool(request, report, at, day)
    try:
        visitor = visitors.visitor_of(request, day)
        reason = report.reason or _reason_in_behaviour(request, report, visitor, at)
        return _insert(at, visitor, reason, report)
    except (OperationalError, InterfaceError) as error:
        _away.begin(error)
        return _spool(request, report, at, day)


def _insert(at, visitor, reason, report):
    statement, pk = _statement(report, reason)
    values = [at, visitor, reason, report.is_view, [] if reason else report.facets]
    with connection.cursor() as cursor:
        try:
            statement.execute(cursor, *values, *pk)
        except (OperationalError, InterfaceError) as error:
            if connection.connection.closed:
                # The row may be there or not: writing it to the spool could count it twice.
                raise NotRecorded from error
            raise
        return cursor.fetchone()[0]


def _statement(report, reason):
    """The Statement that keeps a report, and its sixth value if it has one."""
    if report.article_id:
        return LEFT_OUT_OF_ARTICLE if reason else _view(), [report.article_id]
    kind, pk = named_row(report.facets)
    return (OF_ROW[kind], [pk]) if kind and not reason else (ANYTHING, [])


def _spool(request, report, at, day):
    """Without the database nothing can be looked up: the spool's loader does that later. A session means staff."""
    reason = report.reason or (Reason.STAFF if settings.SESSION_COOKIE_NAME in request.COOKIES else "")
    visitor = visitors.visitor_in_emergency(request, day)
    if not reason and _minute.is_flood(visitor, report.is_view, at):
        reason = Reason.FLOOD
    hit = Hit(at=at, visitor=visitor, reason=reason, is_view=report.is_view)
    if not reason:
        hit.article_id, hit.facets = report.article_id, report.facets
    try:
        spool.append(hit)
    except OSError as error:
        log.error("Lost a report: the database is away and the spool cannot be written: %s", error)
        raise NotRecorded from error


def _reason_in_behaviour(request, report, visitor, at):
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_staff:
        return Reason.STAFF
    return Reason.FLOOD if _minute.is_flood(visitor, report.is_view, at) else ""


@functools.cache
def _view():
    """ADDED_VIEW with `Article.objects.published()` in it."""
    moment, pk = datetime(2000, 1, 2, 3, 4, 5, 6, tzinfo=UTC), -1
    rule = Article.objects.published(moment).filter(pk=pk).order_by().values("pk")
    published, parameters = rule.query.sql_with_params()
    names = {moment: "$1", pk: "$6"}
    published %= tuple(names.get(value) or adapt(value).getquoted().decode() for value in parameters)
    return Statement(f"{TYPES}, bigint", ADDED_VIEW.format(published=published))


class _Minute:
    """How often each visitor came in this minute, to this process; what is no view counts apart."""

    def __init__(self):
        self.number = None
        self.counts = {}

    def is_flood(self, visitor, is_view, at):
        number = int(at.timestamp()) // 60
        if number != self.number:
            self.number, self.counts = number, {}
        count = self.counts[visitor, is_view] = self.counts.get((visitor, is_view), 0) + 1
        return count > FLOOD_PER_MINUTE


class _Away:
    """After a failure the database is left alone for a moment, so that no request waits for it in vain."""

    until = 0.0

    def now(self):
        return time.monotonic() < self.until

    def begin(self, error):
        if time.monotonic() > self.until + 60:
            log.warning("The database is away, reports go to the spool: %s", str(error).strip())
        self.until = time.monotonic() + AWAY_PAUSE_SECONDS


_minute = _Minute()
_away = _Away()
