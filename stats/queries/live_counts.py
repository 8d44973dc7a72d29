"""What the counters show right now: rolled up + still waiting, read in one statement, so that no row counts twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from database.recent import Recent
from stats.days import VISIT, local_day

ONLINE = timedelta(minutes=5)
# Clocks of web machines may differ by so much.
CLOCK_SKEW = timedelta(minutes=1)

# While the worker does not run, at most so many waiting rows are looked at: figures lag then, and pages do not.
MAX_WAITING_ROWS = 20_000
SHARE = 20
MAX_SECONDS = 2

ARTICLE_VIEWS = f"""
SELECT (SELECT count(*) FROM (SELECT FROM stats_hit WHERE article_id = %(asked)s LIMIT {MAX_WAITING_ROWS}) AS waiting)
     + coalesce((SELECT views FROM stats_articletotal WHERE article_id = %(asked)s), 0)
"""  # noqa: S608

LIVE_COUNTS = f"""
WITH hits AS MATERIALIZED (
    SELECT at, visitor FROM stats_hit WHERE reason = '' AND is_view LIMIT {MAX_WAITING_ROWS}
), waiting AS (
    SELECT (at AT TIME ZONE %(zone)s)::date AS day, visitor, count(*) AS views,
           range_agg(tstzrange(at, at + %(visit)s)) AS spans
    FROM hits GROUP BY 1, 2
), waiting_days AS (
    SELECT day, sum(w.views) AS views, count(*) FILTER (WHERE a.visits IS NULL) AS visitors,
           sum((SELECT count(*) FROM unnest(w.spans + coalesce(a.spans, '{{}}'))) - coalesce(a.visits, 0)) AS visits
    FROM waiting w LEFT JOIN stats_activity a USING (day, visitor) GROUP BY day
), days AS (
    SELECT day, views, visits, visitors FROM stats_siteday UNION ALL
    SELECT day, views, visits, visitors FROM waiting_days
)
SELECT coalesce(sum(views) FILTER (WHERE day = %(today)s), 0)::bigint,
       coalesce(sum(visits) FILTER (WHERE day = %(today)s), 0)::bigint,
       coalesce(sum(visitors) FILTER (WHERE day = %(today)s), 0)::bigint,
       least(coalesce(sum(visits), 0) + coalesce((SELECT visits FROM stats_baseline ORDER BY id DESC LIMIT 1), 0),
             9223372036854775807)::bigint,
       (SELECT count(*) FROM (
            SELECT visitor FROM stats_activity WHERE last_at > %(since)s AND last_at < %(until)s UNION
            SELECT visitor FROM hits WHERE at > %(since)s AND at < %(until)s
        ) AS online)
FROM days
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class LiveCounts:
    """`views`, `visits` and `visitors` are those of today; `total` all visits with the carried-over ones."""

    views: int
    visits: int
    visitors: int
    total: int
    online: int


def load(at: datetime | None = None) -> LiveCounts:
    """The `LiveCounts` at `at` (aware; default now). One query."""
    return LiveCounts(*_row(LIVE_COUNTS, _moments(at)))


def article_views(article_id: int) -> int:
    """All views of one article. One query."""
    return _row(ARTICLE_VIEWS, {"asked": article_id})[0]


def _moments(at: datetime | None) -> dict[str, Any]:
    at = at or timezone.now()
    return {
        "zone": settings.TIME_ZONE,
        "visit": VISIT,
        "today": local_day(at),
        "since": at - ONLINE,
        "until": at + CLOCK_SKEW,
    }


def _row(sql: str, values: dict[str, Any]) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[int, ...] = cursor.fetchone()
    return row


def _seconds(figures: object, took: float) -> float:
    """How long figures are good whose reading took so many seconds: at most a twentieth of the time goes into reading.

    So they are alive on a quiet portal, and cost little on a busy one or while much is waiting.
    """
    return took + min(SHARE * took, MAX_SECONDS)


recent_live_counts = Recent(load, seconds=_seconds, initial=None)  # None: the database was never available
