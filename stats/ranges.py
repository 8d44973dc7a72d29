"""Any stretch of days, and which articles were read most in it: quick over years, as sealed days are added up already.

`ArticleYear` holds running sums, so a stretch costs one row for each article and year, however long it is. Days that
can still grow are added from `ArticleDay`.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from .models import DaySeal

TOP = """
WITH pieces AS (
    SELECT article_id, up_to_day[least(cardinality(up_to_day),
               CASE year WHEN %(last_year)s THEN %(last_number)s ELSE 366 END)]
           - CASE WHEN year = %(first_year)s AND %(first_number)s > 1
                  THEN up_to_day[least(cardinality(up_to_day), %(first_number)s - 1)] ELSE 0 END AS views
    FROM stats_articleyear WHERE year BETWEEN %(first_year)s AND %(last_year)s {of_categories}
    UNION ALL
    SELECT article_id, views FROM stats_articleday
    WHERE day > %(sealed)s AND day BETWEEN %(first)s AND %(last)s {of_categories}
)
SELECT article_id, sum(views)::bigint FROM pieces
GROUP BY article_id HAVING sum(views) > 0 ORDER BY 2 DESC, 1 DESC LIMIT %(count)s
"""
OF_CATEGORIES = "AND article_id IN (SELECT id FROM articles_article WHERE category_id = ANY (%(categories)s))"


@dataclass(frozen=True, slots=True)
class Range:
    """Local days from `first` to `last`, both with."""

    first: date
    last: date

    def __len__(self):
        return (self.last - self.first).days + 1

    def days(self):
        return [self.first + timedelta(days=n) for n in range(len(self))]

    @property
    def since(self):
        """Its first moment (aware)."""
        return timezone.make_aware(datetime.combine(self.first, time.min))

    @property
    def until(self):
        """The first moment after it (aware)."""
        return timezone.make_aware(datetime.combine(self.last + timedelta(days=1), time.min))

    def before(self):
        """As many days, right before."""
        return Range(self.first - timedelta(days=len(self)), self.first - timedelta(days=1))


def top_articles(stretch, count=None, categories=None):
    """`[(article pk, views)]` of the `count` articles (default all) read most in `stretch` (a Range), most first.

    `categories` (pks) leaves only their articles. Two queries: with the last sealed day at hand the planner knows how
    few days there are to add.
    """
    values = {
        "first": stretch.first,
        "last": stretch.last,
        "first_year": stretch.first.year,
        "last_year": stretch.last.year,
        "first_number": stretch.first.timetuple().tm_yday,
        "last_number": stretch.last.timetuple().tm_yday,
        "sealed": DaySeal.objects.aggregate(last=Max("day"))["last"] or date.min,
        "count": count,
    }
    of_categories = ""
    if categories is not None:
        of_categories, values["categories"] = OF_CATEGORIES, list(categories)
    with connection.cursor() as cursor:
        cursor.execute(TOP.format(of_categories=of_categories), values)
        return cursor.fetchall()
