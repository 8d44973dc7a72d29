"""What the newsroom published in a range of days: how much, by whom, in which categories, how fast, how much it is
read.

An article counts for the day on which readers could first see it, also when it was withdrawn later.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import USER_NAMES
from articles.models import Article
from articles.sql import BELONGS_TO, FIRST_SHOWN, NAMES
from stats.days import DateRange

PUBLISHED = f"""
WITH published AS (
    SELECT article.*, coalesce(total.views, 0) AS views
    FROM ({FIRST_SHOWN}) AS article LEFT JOIN stats_articletotal AS total ON total.article_id = article.id
), pieces AS (
    SELECT 'all' AS kind, 0 AS pk, * FROM published UNION ALL
    SELECT 'category', category_id, * FROM published UNION ALL
    SELECT 'creator', coalesce(created_by_id, 0), * FROM published UNION ALL
    SELECT 'author', coalesce(signed.pk, 0), published.* FROM published
    LEFT JOIN ({BELONGS_TO["author"]}) AS signed ON signed.article_id = published.id
)
SELECT kind, pk, count(*), sum(views)::bigint, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)
FROM pieces GROUP BY kind, pk ORDER BY kind, 3 DESC, 4 DESC, pk
"""  # noqa: S608 (constants alone)
NAMED = {"category": NAMES["category"], "author": NAMES["author"], "creator": USER_NAMES}
NAMES_OF_ROWS = " UNION ALL ".join(
    f"SELECT '{kind}', id, name FROM ({names}) AS named WHERE id = ANY (%({kind})s)"  # noqa: S608 (constants alone)
    for kind, names in NAMED.items()
)
NOBODY = {"author": "(không ghi tác giả)", "creator": "(không rõ người tạo)"}


@dataclass(frozen=True, slots=True)
class OutputRow:
    """The output of one author, creator or category. `views` are those until today; `seconds` is the median time from
    the first draft to the publication, None where no step was noted, as of articles that were imported.
    """

    pk: int
    name: str
    articles: int = 0
    views: int = 0
    seconds: float | None = None

    @property
    def took(self) -> str:
        return describe_duration(self.seconds)


class EditorialOutput:
    """What the newsroom published in `date_range` (a DateRange). Two queries; one more for `display_status_counts`."""

    def __init__(self, date_range: DateRange, at: datetime | None = None) -> None:
        self.since, self.until = date_range.since, date_range.until
        rows = self._rows(at or timezone.now())
        names = self._names(rows)
        lists: dict[str, list[OutputRow]] = defaultdict(list)
        for kind, pk, *figures in rows:
            name = names.get((kind, pk)) or NOBODY.get(kind, "")
            lists[kind].append(OutputRow(pk, name, *figures))
        self.total = lists["all"][0] if lists["all"] else OutputRow(0, "")
        self.authors, self.creators, self.categories = lists["author"], lists["creator"], lists["category"]

    def display_status_counts(self) -> dict[str, int]:
        """`{DisplayStatus's value: number}` of the articles begun in these days, as they stand now. One query."""
        begun = Article.objects.filter(created_at__gte=self.since, created_at__lt=self.until)
        counts: dict[str, int] = begun.order_by().display_status_counts()
        return counts

    def _rows(self, now: datetime) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(PUBLISHED, {"since": self.since, "until": self.until, "now": now})
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows

    def _names(self, rows: list[tuple[Any, ...]]) -> dict[tuple[str, int], str]:
        asked = {kind: [pk for known, pk, *_ in rows if known == kind] for kind in NAMED}
        with connection.cursor() as cursor:
            cursor.execute(NAMES_OF_ROWS, asked)
            return {(kind, pk): name for kind, pk, name in cursor.fetchall()}


def describe_duration(seconds: float | None) -> str:
    """`45 phút`, `3 giờ 10 phút`, `2 ngày 4 giờ`; a dash for None."""
    if seconds is None:
        return "–"
    minutes = max(0, round(seconds / 60))
    if minutes < 60:
        return f"{minutes} phút"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} giờ {minutes} phút" if minutes else f"{hours} giờ"
    days, hours = divmod(hours, 24)
    return f"{days} ngày {hours} giờ" if hours else f"{days} ngày"
