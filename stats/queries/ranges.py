"""Which articles were read most in any range of days: quick over years, as signed days are added up already.

`ArticleYear` holds running sums, so a range costs one row for each article and year, however long it is. Days that
can still grow are added from `ArticleDay`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Max

from articles.sql import BELONGS_TO
from stats.days import DateRange
from stats.models import DayChecksum

TOP = """
WITH pieces AS (
    SELECT article_id, up_to_day[least(cardinality(up_to_day),
               CASE year WHEN %(last_year)s THEN %(last_number)s ELSE 366 END)]
           - CASE WHEN year = %(first_year)s AND %(first_number)s > 1
                  THEN up_to_day[least(cardinality(up_to_day), %(first_number)s - 1)] ELSE 0 END AS views
    FROM stats_articleyear WHERE year BETWEEN %(first_year)s AND %(last_year)s {only}
    UNION ALL
    SELECT article_id, views FROM stats_articleday
    WHERE day > %(signed)s AND day BETWEEN %(first)s AND %(last)s {only}
)
SELECT article_id, sum(views)::bigint FROM pieces
GROUP BY article_id HAVING sum(views) > 0 ORDER BY 2 DESC, 1 DESC LIMIT %(count)s
"""


def top_articles(
    date_range: DateRange, count: int | None = None, kind: str | None = None, pks: Iterable[int] = ()
) -> list[tuple[int, int]]:
    """`[(article pk, views)]` of the `count` articles (default all) read most in `date_range` (a DateRange), most
    first.

    With `kind` (`Dimension.CATEGORY`, `AUTHOR` or `EVENT`) only articles that belong to one of `pks` now, and all
    their views; `DimensionDay` counts a view for what the article belonged to then. Two queries: with the last signed
    day at hand the planner knows how few days there are to add.
    """
    return _top(date_range, _last_signed(), _only(kind), pks, count)


def top_articles_compared(
    date_range: DateRange, other: DateRange, count: int | None = None, kind: str | None = None, pks: Iterable[int] = ()
) -> list[tuple[int, int, int]]:
    """`[(article pk, views, views in `other`)]` (a DateRange), else as `top_articles`. Three queries."""
    signed = _last_signed()
    most = _top(date_range, signed, _only(kind), pks, count)
    before = dict(_top(other, signed, "AND article_id = ANY (%(pks)s)", [pk for pk, _ in most]))
    return [(pk, views, before.get(pk, 0)) for pk, views in most]


def _last_signed() -> date:
    return DayChecksum.objects.aggregate(last=Max("day"))["last"] or date.min


def _only(kind: str | None) -> str:
    if not kind:
        return ""
    return f"AND article_id IN (SELECT article_id FROM ({BELONGS_TO[kind]}) AS part WHERE pk = ANY (%(pks)s))"  # noqa: S608


def _top(
    date_range: DateRange, signed: date, only: str, pks: Iterable[int], count: int | None = None
) -> list[tuple[int, int]]:
    values: dict[str, Any] = {
        "first": date_range.first,
        "last": date_range.last,
        "first_year": date_range.first.year,
        "last_year": date_range.last.year,
        "first_number": date_range.first.timetuple().tm_yday,
        "last_number": date_range.last.timetuple().tm_yday,
        "signed": signed,
        "count": count,
        "pks": list(pks),
    }
    with connection.cursor() as cursor:
        cursor.execute(TOP.format(only=only), values)
        rows: list[tuple[int, int]] = cursor.fetchall()
    return rows
