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
# PostgreSQL itself looks once a minute for what to vacuum: at a thousand hits a second that is 20 MB too late.
ROWS_BETWEEN_VACUUMS = 10_000

# What was taken is grouped once by all that it can be parted by; everything else adds up these few groups.
ROLL_UP = """
WITH taken AS (
    DELETE FROM stats_hit
    WHERE ctid = ANY (ARRAY(SELECT ctid FROM stats_hit LIMIT %(batch)s FOR UPDATE SKIP LOCKED))
    RETURNING at, (at AT TIME ZONE %(zone)s)::date AS day, article_id, visitor, reason, is_view, facets
), new_readers AS (
    INSERT INTO stats_seen (day, article_id, visitor)
    SELECT DISTINCT day, article_id, visitor FROM taken WHERE article_id IS NOT NULL
    ORDER BY day, article_id, visitor
    ON CONFLICT DO NOTHING
    RETURNING day, article_id
), article_added AS (
    SELECT day, article_id, sum(views)::bigint AS views, sum(visitors)::bigint AS visitors
    FROM (
        SELECT day, article_id, count(*) AS views, 0 AS visitors FROM taken WHERE article_id IS NOT NULL GROUP BY 1, 2
        UNION ALL SELECT day, article_id, 0, count(*) FROM new_readers GROUP BY 1, 2
    ) AS added
    GROUP BY day, article_id
), article_days AS (
    INSERT INTO stats_articleday AS kept (day, article_id, views, visitors)
    SELECT day, article_id, views, visitors FROM article_added ORDER BY day, article_id
    ON CONFLICT (day, article_id) DO UPDATE
    SET views = kept.views + EXCLUDED.views, visitors = kept.visitors + EXCLUDED.visitors
), article_totals AS (
    INSERT INTO stats_articletotal AS kept (article_id, views)
    SELECT article_id, sum(views) FROM article_added GROUP BY article_id ORDER BY article_id
    ON CONFLICT (article_id) DO UPDATE SET views = kept.views + EXCLUDED.views
), activity AS (
    INSERT INTO stats_activity AS kept (day, visitor, spans, visits, visits_before, last_at)
    SELECT day, visitor, spans, (SELECT count(*) FROM unnest(spans)), 0, last_at
    FROM (
        SELECT day, visitor, range_agg(tstzrange(at, at + %(visit)s)) AS spans, max(at) AS last_at
        FROM taken WHERE reason = '' AND is_view GROUP BY day, visitor
    ) AS added
    ORDER BY day, visitor
    ON CONFLICT (day, visitor) DO UPDATE
    SET spans = kept.spans + EXCLUDED.spans,
        visits = (SELECT count(*) FROM unnest(kept.spans + EXCLUDED.spans)),
        visits_before = kept.visits,
        last_at = greatest(kept.last_at, EXCLUDED.last_at)
    RETURNING day, visits - visits_before AS visits, CASE visits_before WHEN 0 THEN 1 ELSE 0 END AS visitors
), grouped AS (
    SELECT day, date_trunc('minute', at) AS minute, is_view, coalesce(article_id, 0) AS article_id, facets,
           count(*) AS n
    FROM taken WHERE reason = '' GROUP BY 1, 2, 3, 4, 5
), site_added AS (
    SELECT day, sum(views)::bigint AS views, sum(visits)::bigint AS visits, sum(visitors)::bigint AS visitors
    FROM (
        SELECT day, n AS views, 0 AS visits, 0 AS visitors FROM grouped WHERE is_view
        UNION ALL SELECT day, 0, visits, visitors FROM activity
    ) AS added
    GROUP BY day
), site_days AS (
    INSERT INTO stats_siteday AS kept (day, views, visits, visitors)
    SELECT day, views, visits, visitors FROM site_added ORDER BY day
    ON CONFLICT (day) DO UPDATE
    SET views = kept.views + EXCLUDED.views,
        visits = kept.visits + EXCLUDED.visits,
        visitors = kept.visitors + EXCLUDED.visitors
), minutes AS (
    INSERT INTO stats_minute AS kept (at, article_id, views)
    SELECT minute, article_id, sum(n) FROM grouped WHERE is_view GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (at, article_id) DO UPDATE SET views = kept.views + EXCLUDED.views
), facet_added AS (
    SELECT day, kind, value, sum(n)::bigint AS n
    FROM (
        SELECT day, split_part(facet, '=', 1) AS kind, substr(facet, strpos(facet, '=') + 1) AS value, n
        FROM (
            SELECT day, facet, sum(n) AS n
            FROM (SELECT day, facets, sum(n) AS n FROM grouped GROUP BY 1, 2) AS sets, unnest(facets) AS facet
            GROUP BY 1, 2
        ) AS facets
        UNION ALL
        SELECT day, 'hour', to_char(minute AT TIME ZONE %(zone)s, 'HH24'), n FROM grouped WHERE is_view
        UNION ALL
        SELECT day, 'category', category_id::text, views
        FROM article_added JOIN articles_article AS article ON article.id = article_id
        UNION ALL
        SELECT day, 'event', event_id::text, views
        FROM article_added JOIN articles_article AS article ON article.id = article_id WHERE event_id IS NOT NULL
        UNION ALL
        SELECT day, 'author', author_id::text, views
        FROM article_added JOIN articles_article_authors USING (article_id)
    ) AS added
    GROUP BY day, kind, value HAVING sum(n) > 0
), facet_days AS (
    INSERT INTO stats_facetday AS kept (kind, day, value, count)
    SELECT kind, day, value, n FROM facet_added ORDER BY kind, day, value
    ON CONFLICT (kind, day, value) DO UPDATE SET count = kept.count + EXCLUDED.count
), left_added AS (
    SELECT day, reason, count(*) AS n FROM taken WHERE reason <> '' AND is_view GROUP BY day, reason
), left_out AS (
    INSERT INTO stats_excluded AS kept (day, reason, count)
    SELECT day, reason, n FROM left_added ORDER BY day, reason
    ON CONFLICT (day, reason) DO UPDATE SET count = kept.count + EXCLUDED.count
), ledger AS (
    INSERT INTO stats_ledgerentry (day, at, added)
    SELECT day, now(), jsonb_object_agg(part, content)
    FROM (
        SELECT day, 'site' AS part,
               jsonb_build_object('views', views, 'visits', visits, 'visitors', visitors) AS content FROM site_added
        UNION ALL SELECT day, 'articles', jsonb_object_agg(article_id, views) FROM article_added GROUP BY day
        UNION ALL SELECT day, 'readers', jsonb_object_agg(article_id, visitors) FROM article_added GROUP BY day
        UNION ALL SELECT day, 'excluded', jsonb_object_agg(reason, n) FROM left_added GROUP BY day
        UNION ALL SELECT day, 'facets', jsonb_object_agg(kind || '=' || value, n) FROM facet_added GROUP BY day
    ) AS parts
    GROUP BY day ORDER BY day
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
    """Roll up until little is left, and give the room of what was taken back; returns how many rows."""
    rows = 0
    while (taken := roll_up()) == BATCH:
        rows += taken
    _room.give_back(rows + taken)
    return rows + taken


def backlog(most=None):
    """How many rows wait, and since when the oldest does (aware; None when none waits); `most` rows are looked at.
    One query.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), min(at) FROM (SELECT at FROM stats_hit LIMIT %s) AS waiting", [most])
        return cursor.fetchone()


class _Room:
    """The hits live for seconds, and the room of those taken away is used again once it is vacuumed."""

    taken = 0

    def give_back(self, rows):
        self.taken += rows
        if self.taken >= ROWS_BETWEEN_VACUUMS and not connection.in_atomic_block:
            self.taken = 0
            with connection.cursor() as cursor:
                cursor.execute("VACUUM (TRUNCATE false) stats_hit")


_room = _Room()
