"""Daily totals that were counted elsewhere: an old counter's series, sample content, generated load."""

from collections import defaultdict

from django.db import connection, transaction
from psycopg2.extras import execute_values

from stats.rollup import ledger
from stats.rollup.lock import hold_totals

PAGE = 5000

SITE = """
INSERT INTO stats_siteday AS kept (day, views, visits, visitors)
SELECT day, sum(views), sum(visits), sum(visitors) FROM (VALUES %s) AS added (day, views, visits, visitors)
GROUP BY day
ON CONFLICT (day) DO UPDATE
SET views = kept.views + EXCLUDED.views, visits = kept.visits + EXCLUDED.visits,
    visitors = kept.visitors + EXCLUDED.visitors
"""
ARTICLES = """
WITH added AS (
    SELECT day, article_id, sum(views) AS views, sum(visitors) AS visitors
    FROM (VALUES %s) AS added (day, article_id, views, visitors)
    GROUP BY day, article_id
), days AS (
    INSERT INTO stats_articleday AS kept (day, article_id, views, visitors) SELECT * FROM added
    ON CONFLICT (day, article_id) DO UPDATE
    SET views = kept.views + EXCLUDED.views, visitors = kept.visitors + EXCLUDED.visitors
)
INSERT INTO stats_articletotal AS kept (article_id, views)
SELECT article_id, sum(views) FROM added GROUP BY article_id
ON CONFLICT (article_id) DO UPDATE SET views = kept.views + EXCLUDED.views
"""
EXCLUDED = """
INSERT INTO stats_excluded AS kept (day, reason, count)
SELECT day, reason, sum(count) FROM (VALUES %s) AS added (day, reason, count) GROUP BY day, reason
ON CONFLICT (day, reason) DO UPDATE SET count = kept.count + EXCLUDED.count
"""
DIMENSIONS = """
INSERT INTO stats_facetday AS kept (kind, day, value, count)
SELECT kind, day, value, sum(count) FROM (VALUES %s) AS added (day, kind, value, count) GROUP BY day, kind, value
ON CONFLICT (kind, day, value) DO UPDATE SET count = kept.count + EXCLUDED.count
"""


@transaction.atomic
def add_days(*, site=(), articles=(), excluded=(), dimensions=()):
    """Add rows to the daily totals, all or nothing; days that have figures already grow by them.

    `site`: (day, views, visits, visitors); `articles`: (day, article's pk, views, visitors); `excluded`: (day,
    `Reason`, count); `dimensions`: (day, `Dimension`, value, count); a day is a local date. The four are not derived
    from each other, but a day of any of them is a day of the portal. For days that are still open the ledger notes
    what was added; the checksums of other days are deleted, so that they are signed again.
    """
    hold_totals()
    site = [*site, *((day, 0, 0, 0) for day in {row[0] for row in (*articles, *excluded, *dimensions)})]
    added = defaultdict(ledger.Sums)
    for sql, rows, note in (
        (SITE, site, ledger.Sums.add_site),
        (ARTICLES, articles, ledger.Sums.add_article),
        (EXCLUDED, excluded, ledger.Sums.add_excluded),
        (DIMENSIONS, dimensions, ledger.Sums.add_dimension),
    ):
        with connection.cursor() as cursor:
            execute_values(cursor, sql, rows, page_size=PAGE)
        for day, *figures in rows:
            note(added[day], *figures)
    ledger.note(added)
