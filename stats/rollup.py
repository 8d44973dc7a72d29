"""From rows to daily totals: one SQL statement that takes rows away and adds them up, or does nothing at all.

Any number of rollers may run at once: each takes other rows, a lock on a total lasts as long as the statement, and
all lock in the same order. Distinct visitors and visits come out the same in whatever order rows are rolled up:
`Seen` knows each pair once, and `Activity.spans` melts together what lies less than 30 minutes apart.
"""

import logging

from django.conf import settings
from django.db import OperationalError, connection
from psycopg2 import errors

from .counters import VISIT

log = logging.getLogger(__name__)

BATCH = 20_000

ROLL_UP = """
WITH taken AS (
    DELETE FROM stats_hit
    WHERE ctid = ANY (ARRAY(SELECT ctid FROM stats_hit LIMIT %(batch)s FOR UPDATE SKIP LOCKED))
    RETURNING at, (at AT TIME ZONE %(zone)s)::date AS day, article_id, visitor, reason
), new_readers AS (
    INSERT INTO stats_seen (day, article_id, visitor)
    SELECT DISTINCT day, article_id, visitor FROM taken WHERE article_id IS NOT NULL
    ORDER BY day, article_id, visitor
    ON CONFLICT DO NOTHING
    RETURNING day, article_id
), article_days AS (
    INSERT INTO stats_articleday AS kept (day, article_id, views, visitors)
    SELECT day, article_id, sum(views), sum(visitors)
    FROM (
        SELECT day, article_id, 1 AS views, 0 AS visitors FROM taken WHERE article_id IS NOT NULL UNION ALL
        SELECT day, article_id, 0, 1 FROM new_readers
    ) AS added
    GROUP BY day, article_id
    ORDER BY day, article_id
    ON CONFLICT (day, article_id) DO UPDATE
    SET views = kept.views + EXCLUDED.views, visitors = kept.visitors + EXCLUDED.visitors
), article_totals AS (
    INSERT INTO stats_articletotal AS kept (article_id, views)
    SELECT article_id, count(*) FROM taken WHERE article_id IS NOT NULL
    GROUP BY article_id
    ORDER BY article_id
    ON CONFLICT (article_id) DO UPDATE SET views = kept.views + EXCLUDED.views
), activity AS (
    INSERT INTO stats_activity AS kept (day, visitor, spans, visits, visits_before, last_at)
    SELECT day, visitor, spans, (SELECT count(*) FROM unnest(spans)), 0, last_at
    FROM (
        SELECT day, visitor, range_agg(tstzrange(at, at + %(visit)s)) AS spans, max(at) AS last_at
        FROM taken WHERE reason = '' GROUP BY day, visitor
    ) AS added
    ORDER BY day, visitor
    ON CONFLICT (day, visitor) DO UPDATE
    SET spans = kept.spans + EXCLUDED.spans,
        visits = (SELECT count(*) FROM unnest(kept.spans + EXCLUDED.spans)),
        visits_before = kept.visits,
        last_at = greatest(kept.last_at, EXCLUDED.last_at)
    RETURNING day, visits - visits_before AS visits, CASE visits_before WHEN 0 THEN 1 ELSE 0 END AS visitors
), site_days AS (
    INSERT INTO stats_siteday AS kept (day, views, visits, visitors)
    SELECT day, sum(views), sum(visits), sum(visitors)
    FROM (
        SELECT day, 1 AS views, 0 AS visits, 0 AS visitors FROM taken WHERE reason = '' UNION ALL
        SELECT day, 0, visits, visitors FROM activity
    ) AS added
    GROUP BY day
    ORDER BY day
    ON CONFLICT (day) DO UPDATE
    SET views = kept.views + EXCLUDED.views,
        visits = kept.visits + EXCLUDED.visits,
        visitors = kept.visitors + EXCLUDED.visitors
), left_out AS (
    INSERT INTO stats_excluded AS kept (day, reason, count)
    SELECT day, reason, count(*) FROM taken WHERE reason <> ''
    GROUP BY day, reason
    ORDER BY day, reason
    ON CONFLICT (day, reason) DO UPDATE SET count = kept.count + EXCLUDED.count
)
SELECT count(*) FROM taken
"""


def roll_up(batch=BATCH):
    """Add up to `batch` waiting rows to their days; returns how many. One statement, durable when this returns.

    Raises django.db.OperationalError when the database is away; nothing is half done then.
    """
    values = {"batch": batch, "zone": settings.TIME_ZONE, "visit": VISIT}
    with connection.cursor() as cursor:
        try:
            cursor.execute(ROLL_UP, values)
        except OperationalError as error:
            if isinstance(error.__cause__, errors.DeadlockDetected):
                log.warning("Two rollers met; these rows come with the next batch.")
                return 0
            raise
        return cursor.fetchone()[0]


def roll_up_all():
    """Roll up until little is left; returns how many rows."""
    rows = 0
    while (taken := roll_up()) == BATCH:
        rows += taken
    return rows + taken


def backlog():
    """How many rows wait, and since when the oldest does (aware; None when none waits). One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), min(at) FROM stats_hit")
        return cursor.fetchone()
