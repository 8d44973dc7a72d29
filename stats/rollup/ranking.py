"""Finding the articles read most today, in a week and in a month. The worker adds up all articles, which takes long;
pages read the result (`most_read`).
"""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from psycopg2.extras import execute_values

from stats.days import DateRange, local_day
from stats.queries.most_read import SPANS
from stats.queries.ranges import top_articles

# More than any page shows: some of them may not be on the portal any more.
MAX_ARTICLES = 100

REPLACE = """
WITH fresh (days, article_id, views) AS (VALUES %s), gone AS (
    DELETE FROM stats_mostread AS known WHERE NOT EXISTS (
        SELECT FROM fresh WHERE fresh.days = known.days AND fresh.article_id = known.article_id)
)
INSERT INTO stats_mostread AS known (days, article_id, views)
SELECT days, article_id, views FROM fresh WHERE article_id IS NOT NULL ORDER BY days, article_id
ON CONFLICT (days, article_id) DO UPDATE SET views = EXCLUDED.views WHERE known.views <> EXCLUDED.views
"""
NOBODY = (0, None, 0)  # SQL has no empty list of rows


def refresh(at: datetime | None = None) -> None:
    """Find the articles read most in the one, seven and thirty local days that end at `at` (aware; default now).

    Four queries; only rows that changed are written.
    """
    today = local_day(at or timezone.now())
    spans = {days: DateRange(today - timedelta(days=days - 1), today) for days in SPANS}
    fresh = [(days, *row) for days, span in spans.items() for row in top_articles(span, MAX_ARTICLES)]
    with connection.cursor() as cursor:
        execute_values(
            cursor, REPLACE, [NOBODY, *fresh], template="(%s::smallint, %s::bigint, %s::bigint)", page_size=1000
        )
