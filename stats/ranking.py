"""Which articles are read most. Adding up a week of all articles takes long: the worker does it, pages look it up."""

from datetime import timedelta

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles.models import Article

from .models import MostRead
from .visitors import local_day

DAYS = 7
# More than any page shows: some of them may not be on the portal any more.
KEPT = 100

REFRESH = """
WITH fresh AS (
    SELECT article_id, sum(views) AS views FROM stats_articleday WHERE day > %(since)s
    GROUP BY article_id ORDER BY views DESC, article_id DESC LIMIT %(kept)s
), gone AS (
    DELETE FROM stats_mostread WHERE days = %(days)s AND article_id NOT IN (SELECT article_id FROM fresh)
)
INSERT INTO stats_mostread AS known (days, article_id, views)
SELECT %(days)s, article_id, views FROM fresh ORDER BY article_id
ON CONFLICT (days, article_id) DO UPDATE SET views = EXCLUDED.views WHERE known.views <> EXCLUDED.views
"""


def refresh(at=None):
    """Find the articles read most in the seven local days that end at `at` (aware; default now). One statement."""
    today = local_day(at or timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(REFRESH, {"since": today - timedelta(days=DAYS), "kept": KEPT, "days": DAYS})


def most_read(count):
    """The `count` published articles with most views in seven days, for cards, each with `recent_views`. One query."""
    ranked = MostRead.objects.filter(days=DAYS)
    views = ranked.filter(article=OuterRef("pk")).values("views")
    return (
        Article.objects.published()
        .for_cards()
        .filter(pk__in=ranked.values("article"))
        .annotate(recent_views=Subquery(views))
        .order_by("-recent_views", "-pk")[:count]
    )
