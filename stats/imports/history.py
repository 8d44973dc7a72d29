"""Daily totals that were counted elsewhere: an old counter's series, sample content, generated load."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

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


# Subtracts an import again. A row that holds less than that is not changed, and so is not returned.
SITE_LESS = """
UPDATE stats_siteday AS kept
SET views = kept.views - less.views, visits = kept.visits - less.visits, visitors = kept.visitors - less.visitors
FROM (VALUES %s) AS less (day, views, visits, visitors)
WHERE kept.day = less.day
    AND kept.views >= less.views AND kept.visits >= less.visits AND kept.visitors >= less.visitors
RETURNING 1
"""
ARTICLES_LESS = """
UPDATE stats_articleday AS kept SET views = kept.views - less.views, visitors = kept.visitors - less.visitors
FROM (VALUES %s) AS less (day, article_id, views, visitors)
WHERE kept.day = less.day AND kept.article_id = less.article_id
    AND kept.views >= less.views AND kept.visitors >= less.visitors
RETURNING 1
"""
TOTALS_LESS = """
UPDATE stats_articletotal AS kept SET views = kept.views - less.views
FROM (VALUES %s) AS less (article_id, views)
WHERE kept.article_id = less.article_id AND kept.views >= less.views
RETURNING 1
"""
EXCLUDED_LESS = """
UPDATE stats_excluded AS kept SET count = kept.count - less.count
FROM (VALUES %s) AS less (day, reason, count)
WHERE kept.day = less.day AND kept.reason = less.reason AND kept.count >= less.count
RETURNING 1
"""
DIMENSIONS_LESS = """
UPDATE stats_facetday AS kept SET count = kept.count - less.count
FROM (VALUES %s) AS less (day, kind, value, count)
WHERE kept.kind = less.kind AND kept.day = less.day AND kept.value = less.value AND kept.count >= less.count
RETURNING 1
"""
SWEEP = """
DELETE FROM stats_articleday WHERE day = ANY (%(days)s) AND views = 0 AND visitors = 0;
DELETE FROM stats_articletotal WHERE article_id = ANY (%(articles)s) AND views = 0;
DELETE FROM stats_excluded WHERE day = ANY (%(days)s) AND count = 0;
DELETE FROM stats_facetday WHERE day = ANY (%(days)s) AND count = 0;
DELETE FROM stats_siteday AS site WHERE day = ANY (%(days)s) AND views = 0 AND visits = 0 AND visitors = 0
    AND NOT EXISTS (SELECT FROM stats_articleday AS other WHERE other.day = site.day)
    AND NOT EXISTS (SELECT FROM stats_excluded AS other WHERE other.day = site.day)
    AND NOT EXISTS (SELECT FROM stats_facetday AS other WHERE other.day = site.day)
"""

Row = tuple[Any, ...]


class Rows(NamedTuple):
    """What `add_days` takes: (day, views, visits, visitors), (day, article's pk, views, visitors), (day, `Reason`,
    count) and (day, `Dimension`, value, count).
    """

    site: Sequence[Row] = ()
    articles: Sequence[Row] = ()
    excluded: Sequence[Row] = ()
    dimensions: Sequence[Row] = ()

    @classmethod
    def of_sums(cls, days: Mapping[date, ledger.Sums]) -> "Rows":
        """{day: Sums} as rows."""
        return cls(
            [(day, sums.site["views"], sums.site["visits"], sums.site["visitors"]) for day, sums in days.items()],
            [
                (day, int(pk), sums.articles[pk], sums.readers[pk])
                for day, sums in days.items()
                for pk in sums.articles | sums.readers
            ],
            [(day, reason, count) for day, sums in days.items() for reason, count in sums.excluded.items()],
            [(day, *_parted(name), count) for day, sums in days.items() for name, count in sums.facets.items()],
        )

    def sums(self) -> dict[date, ledger.Sums]:
        """{day: Sums}, as the ledger notes them."""
        days: defaultdict[date, ledger.Sums] = defaultdict(ledger.Sums)
        for rows, note in (
            (self.site, ledger.Sums.add_site),
            (self.articles, ledger.Sums.add_article),
            (self.excluded, ledger.Sums.add_excluded),
            (self.dimensions, ledger.Sums.add_dimension),
        ):
            for day, *figures in rows:
                note(days[day], *figures)
        return days


class HoldsLess(Exception):
    """The totals hold less than was to be taken out: somebody changed them."""


@transaction.atomic
def add_days(
    *,
    site: Iterable[Row] = (),
    articles: Sequence[Row] = (),
    excluded: Sequence[Row] = (),
    dimensions: Sequence[Row] = (),
) -> None:
    """Add rows to the daily totals, all or nothing; days that have figures already grow by them.

    `site`: (day, views, visits, visitors); `articles`: (day, article's pk, views, visitors); `excluded`: (day,
    `Reason`, count); `dimensions`: (day, `Dimension`, value, count); a day is a local date. The four are not derived
    from each other, but a day of any of them is a day of the portal. For days that are still open the ledger notes
    what was added; the checksums of other days are deleted, so that they are signed again.
    """
    hold_totals()
    site = [*site, *((day, 0, 0, 0) for day in {row[0] for row in (*articles, *excluded, *dimensions)})]
    rows = Rows(site, articles, excluded, dimensions)
    with connection.cursor() as cursor:
        for sql, added in zip((SITE, ARTICLES, EXCLUDED, DIMENSIONS), rows, strict=True):
            execute_values(cursor, sql, added, page_size=PAGE)
    ledger.note(rows.sums())


@transaction.atomic
def take_out(days: Mapping[date, ledger.Sums]) -> None:
    """Take {day: Sums} out of the daily totals again, and rows of which nothing is left. Raises HoldsLess, and then
    changes nothing. Ledger and checksums follow as for `add_days`; the running sums of the years are right at once.
    """
    hold_totals()
    rows = Rows.of_sums(days)
    # Of a day of nothing, another import that was undone took the row along.
    rows = rows._replace(site=[row for row in rows.site if any(row[1:])])
    totals: defaultdict[int, int] = defaultdict(int)
    for _, pk, views, _ in rows.articles:
        totals[pk] += views
    with connection.cursor() as cursor:
        for sql, less in (
            (SITE_LESS, rows.site),
            (ARTICLES_LESS, rows.articles),
            (TOTALS_LESS, [(pk, views) for pk, views in totals.items() if views]),
            (EXCLUDED_LESS, rows.excluded),
            (DIMENSIONS_LESS, rows.dimensions),
        ):
            if less and len(execute_values(cursor, sql, less, page_size=PAGE, fetch=True)) < len(less):
                raise HoldsLess
        cursor.execute(SWEEP, {"days": list(days), "articles": list(totals)})
    ledger.note({day: sums.negative() for day, sums in days.items()})
    ledger.regenerate({day.year for day in days}, totals)


def _parted(name: str) -> tuple[str, str]:
    kind, _, value = name.partition("=")
    return kind, value
