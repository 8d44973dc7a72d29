"""What the newsroom brought out in a stretch of days: how much, by whom, in which categories, how fast, how much read.

An article belongs to the day on which readers first could see it, also when it was taken down later.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from articles.models import Article

PUBLISHED = """
WITH published AS (
    SELECT article.id, article.category_id, article.created_by_id, coalesce(total.views, 0) AS views,
           extract(epoch FROM first.at - article.created_at) AS seconds
    FROM articles_article AS article
    LEFT JOIN stats_articletotal AS total ON total.article_id = article.id
    LEFT JOIN (SELECT article_id, min(at) AS at FROM articles_transition
               WHERE to_status = 'published' GROUP BY article_id) AS first ON first.article_id = article.id
    WHERE article.status IN ('published', 'withdrawn')
        AND article.published_at >= %(since)s AND article.published_at < least(%(until)s, %(now)s)
), pieces AS (
    SELECT 'all' AS kind, 0 AS pk, * FROM published UNION ALL
    SELECT 'category', category_id, * FROM published UNION ALL
    SELECT 'creator', coalesce(created_by_id, 0), * FROM published UNION ALL
    SELECT 'author', coalesce(signed.author_id, 0), published.* FROM published
    LEFT JOIN articles_article_authors AS signed ON signed.article_id = published.id
)
SELECT kind, pk, count(*), sum(views)::bigint, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)
FROM pieces GROUP BY kind, pk ORDER BY kind, 3 DESC, 4 DESC, pk
"""
NAMES = """
SELECT 'category', category.id, coalesce(parent.name || ' › ', '') || category.name
FROM articles_category AS category LEFT JOIN articles_category AS parent ON parent.id = category.parent_id UNION ALL
SELECT 'author', id, name FROM articles_author WHERE id = ANY (%(author)s) UNION ALL
SELECT 'creator', id, coalesce(nullif(pen_name, ''), nullif(trim(last_name || ' ' || first_name), ''), username)
FROM accounts_user WHERE id = ANY (%(creator)s)
"""
NOBODY = {"author": "(không ghi tác giả)", "creator": "(không rõ người tạo)"}


@dataclass(frozen=True, slots=True)
class Output:
    """Of one author, creator or category. `views` are those until today; `seconds` is the median time from the first
    draft to the publication, None where no step was noted, as of articles that were imported.
    """

    pk: int
    name: str
    articles: int = 0
    views: int = 0
    seconds: float | None = None

    @property
    def took(self):
        return duration_in_words(self.seconds)


class Production:
    """What came out in `stretch` (a Range). Two queries; one more for `display_status_counts`."""

    def __init__(self, stretch, at=None):
        self.since, self.until = stretch.since, stretch.until
        rows = self._rows(at or timezone.now())
        names = self._names(rows)
        lists = defaultdict(list)
        for kind, pk, *figures in rows:
            name = names.get((kind, pk)) or NOBODY.get(kind, "")
            lists[kind].append(Output(pk, name, *figures))
        self.total = lists["all"][0] if lists["all"] else Output(0, "")
        self.authors, self.creators, self.categories = lists["author"], lists["creator"], lists["category"]

    def display_status_counts(self):
        """`{DisplayStatus's value: number}` of the articles begun in these days, as they stand now. One query."""
        begun = Article.objects.filter(created_at__gte=self.since, created_at__lt=self.until)
        return begun.order_by().display_status_counts()

    def _rows(self, now):
        with connection.cursor() as cursor:
            cursor.execute(PUBLISHED, {"since": self.since, "until": self.until, "now": now})
            return cursor.fetchall()

    def _names(self, rows):
        asked = {kind: [pk for known, pk, *_ in rows if known == kind] for kind in NOBODY}
        with connection.cursor() as cursor:
            cursor.execute(NAMES, asked)
            return {(kind, pk): name for kind, pk, name in cursor.fetchall()}


def duration_in_words(seconds):
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
