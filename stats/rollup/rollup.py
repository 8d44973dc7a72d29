"""From rows to daily totals: one SQL statement deletes rows and adds them up, or does nothing at all.

Any number of processes may roll up; one works at a time (`lock`). Distinct visitors and visits come out the same in
whatever order rows are rolled up: `Seen` knows each pair once, and `Activity.spans` joins what lies less than 30
minutes apart.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection

from articles.sql import BELONGS_TO
from stats.days import VISIT

from .lock import HOLD

BATCH = 20_000
# PostgreSQL itself looks once a minute for what to vacuum: at a thousand hits a second that is 20 MB too late.
ROWS_BETWEEN_VACUUMS = 10_000

# The rows of a batch and what is made of them do not fit into PostgreSQL's usual four megabytes.
MEMORY = "SELECT set_config('work_mem', '64MB', true); "
# Nobody else changes the totals meanwhile, so a look-up of existing rows replaces a conflict in each of them.
ROLL_UP = f"""
WITH taken AS (
    DELETE FROM stats_hit WHERE ctid = ANY (ARRAY(SELECT ctid FROM stats_hit LIMIT %(batch)s))
    RETURNING at, (at AT TIME ZONE %(zone)s)::date AS day, article_id, visitor, reason, is_view, facets
), viewed AS (
    SELECT day, date_bin('1 minute', at, '2000-01-01 00:00+00') AS minute, article_id, count(*) AS n
    FROM taken WHERE reason = '' AND is_view GROUP BY 1, 2, 3
), new_readers AS (
    INSERT INTO stats_seen (day, article_id, visitor)
    SELECT * FROM (SELECT DISTINCT day, article_id, visitor FROM taken WHERE article_id IS NOT NULL) AS given
    WHERE NOT EXISTS (
        SELECT FROM stats_seen AS seen
        WHERE seen.day = given.day AND seen.article_id = given.article_id AND seen.visitor = given.visitor
    )
    ORDER BY day, article_id, visitor
    RETURNING day, article_id
), article_added AS (
    SELECT day, article_id, sum(views)::bigint AS views, sum(visitors)::bigint AS visitors
    FROM (
        SELECT day, article_id, n AS views, 0 AS visitors FROM viewed WHERE article_id IS NOT NULL
        UNION ALL SELECT day, article_id, 0, count(*) FROM new_readers GROUP BY 1, 2
    ) AS added
    GROUP BY day, article_id
), article_days AS (
    INSERT INTO stats_articleday AS kept (day, article_id, views, visitors)
    SELECT day, article_id, views, visitors FROM article_added
    ON CONFLICT (day, article_id) DO UPDATE
    SET views = kept.views + EXCLUDED.views, visitors = kept.visitors + EXCLUDED.visitors
), article_totals AS (
    INSERT INTO stats_articletotal AS kept (article_id, views)
    SELECT article_id, sum(views) FROM article_added GROUP BY article_id
    ON CONFLICT (article_id) DO UPDATE SET views = kept.views + EXCLUDED.views
), activity AS (
    SELECT *, (SELECT count(*) FROM unnest(spans)) AS visits
    FROM (
        SELECT day, visitor, kept.ctid AS place, kept.visits AS visits_before,
               added.spans + coalesce(kept.spans, '{{}}') AS spans, greatest(added.last_at, kept.last_at) AS last_at
        FROM (
            SELECT day, visitor, range_agg(tstzrange(at, at + %(visit)s)) AS spans, max(at) AS last_at
            FROM taken WHERE reason = '' AND is_view GROUP BY day, visitor
        ) AS added LEFT JOIN stats_activity AS kept USING (day, visitor)
    ) AS melted
), new_visitors AS (
    INSERT INTO stats_activity (day, visitor, spans, visits, last_at)
    SELECT day, visitor, spans, visits, last_at FROM activity WHERE place IS NULL ORDER BY day, visitor
), known_visitors AS (
    UPDATE stats_activity AS kept SET spans = activity.spans, visits = activity.visits, last_at = activity.last_at
    FROM activity WHERE kept.ctid = place
), site_added AS (
    SELECT day, sum(views)::bigint AS views, sum(visits)::bigint AS visits, sum(visitors)::bigint AS visitors
    FROM (
        SELECT day, n AS views, 0 AS visits, 0 AS visitors FROM viewed
        UNION ALL SELECT day, 0, visits - coalesce(visits_before, 0), (place IS NULL)::int FROM activity
    ) AS added
    GROUP BY day
), site_days AS (
    INSERT INTO stats_siteday AS kept (day, views, visits, visitors)
    SELECT day, views, visits, visitors FROM site_added
    ON CONFLICT (day) DO UPDATE
    SET views = kept.views + EXCLUDED.views,
        visits = kept.visits + EXCLUDED.visits,
        visitors = kept.visitors + EXCLUDED.visitors
), minutes AS (
    INSERT INTO stats_minute AS kept (at, article_id, views)
    SELECT minute, coalesce(article_id, 0), sum(n) FROM viewed GROUP BY 1, 2
    ON CONFLICT (at, article_id) DO UPDATE SET views = kept.views + EXCLUDED.views
), facet_added AS (
    SELECT day, kind, value, sum(n)::bigint AS n
    FROM (
        SELECT day, split_part(facet, '=', 1) AS kind, substr(facet, strpos(facet, '=') + 1) AS value, n
        FROM (
            SELECT day, facet, sum(n) AS n
            FROM (SELECT day, facets, count(*) AS n FROM taken WHERE reason = '' GROUP BY 1, 2) AS sets,
                 unnest(facets) AS facet
            GROUP BY 1, 2
        ) AS facets
        UNION ALL
        SELECT day, 'hour', to_char(minute AT TIME ZONE %(zone)s, 'HH24'), n FROM viewed
        UNION ALL
        SELECT day, 'category', pk::text, views
        FROM article_added JOIN ({BELONGS_TO["category"]}) AS part USING (article_id)
        UNION ALL
        SELECT day, 'event', pk::text, views
        FROM article_added JOIN ({BELONGS_TO["event"]}) AS part USING (article_id)
        UNION ALL
        SELECT day, 'author', pk::text, views
        FROM article_added JOIN ({BELONGS_TO["author"]}) AS part USING (article_id)
    ) AS added
    GROUP BY day, kind, value HAVING sum(n) > 0
), facet_days AS (
    INSERT INTO stats_facetday AS kept (kind, day, value, count)
    SELECT kind, day, value, n FROM facet_added
    ON CONFLICT (kind, day, value) DO UPDATE SET count = kept.count + EXCLUDED.count
), left_added AS (
    SELECT day, reason, count(*) AS n FROM taken WHERE reason <> '' AND is_view GROUP BY day, reason
), left_out AS (
    INSERT INTO stats_excluded AS kept (day, reason, count)
    SELECT day, reason, n FROM left_added
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
"""  # noqa: S608 (constants alone)


def roll_up(batch: int = BATCH) -> int:
    """Add up to `batch` waiting rows to their days; returns how many. One statement, durable when this returns.

    Raises django.db.OperationalError when the database is unavailable; then nothing was changed.
    """
    values: dict[str, Any] = {"batch": batch, "zone": settings.TIME_ZONE, "visit": VISIT}
    with connection.cursor() as cursor:
        cursor.execute(MEMORY + HOLD + ROLL_UP, values)
        taken: int = cursor.fetchone()[0]
    return taken


def roll_up_all() -> int:
    """Roll up until little is left, vacuuming now and then; returns how many rows."""
    rows = 0
    while (taken := roll_up()) == BATCH:
        rows += taken
    _vacuum.vacuum_if_needed(rows + taken)
    return rows + taken


def backlog(most: int | None = None) -> tuple[int, datetime | None]:
    """How many rows wait, and since when the oldest does (aware; None when none waits); `most` rows are looked at.
    One query.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), min(at) FROM (SELECT at FROM stats_hit LIMIT %s) AS waiting", [most])
        count, oldest = cursor.fetchone()
    return count, oldest


class Vacuum:
    """Vacuums the table of hits after so many deleted rows: PostgreSQL then uses their room again."""

    taken = 0

    def vacuum_if_needed(self, rows: int) -> None:
        self.taken += rows
        if self.taken >= ROWS_BETWEEN_VACUUMS and not connection.in_atomic_block:
            self.taken = 0
            with connection.cursor() as cursor:
                cursor.execute("VACUUM (TRUNCATE false) stats_hit")


_vacuum = Vacuum()
