"""Which articles are read most today, in a week and in a month. Adding up all articles takes long: the worker does
it, pages look it up.
"""

from collections import defaultdict
from datetime import timedelta

from django.db import connection
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from psycopg2.extras import execute_values

from articles.models import Article

from .days import Range, local_day
from .models import MostRead
from .ranges import top_articles

DAY, WEEK, MONTH = 1, 7, 30
SPANS = (DAY, WEEK, MONTH)
# More than any page shows: some of them may not be on the portal any more.
KEPT = 100

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
SHOWN = ("days", "views", *(f"article__{name}" for name in ("title", "slug", "category__name", "category__slug")))


def refresh(at=None):
    """Find the articles read most in the one, seven and thirty local days that end at `at` (aware; default now).

    Four queries; only rows that changed are written.
    """
    today = local_day(at or timezone.now())
    spans = {days: Range(today - timedelta(days=days - 1), today) for days in SPANS}
    fresh = [(days, *row) for days, span in spans.items() for row in top_articles(span, KEPT)]
    with connection.cursor() as cursor:
        execute_values(
            cursor, REPLACE, [NOBODY, *fresh], template="(%s::smallint, %s::bigint, %s::bigint)", page_size=1000
        )


def most_read(count):
    """`{days: articles}` for each of SPANS: the `count` published articles with most views in so many days, with their
    category and `recent_views`. One query.
    """
    ranked = MostRead.objects.filter(article__in=Article.objects.published())
    place = Window(RowNumber(), partition_by="days", order_by=[F("views").desc(), F("article_id").desc()])
    ranked = ranked.annotate(place=place).filter(place__lte=count)
    lists = defaultdict(list)
    for row in ranked.order_by("days", "place").select_related("article__category").only(*SHOWN):
        row.article.recent_views = row.views
        lists[row.days].append(row.article)
    return {days: lists[days] for days in SPANS}
