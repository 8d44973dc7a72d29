"""The articles read most today, in a week and in a month, as the worker found them last (`ranking`)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from articles.models import Article
from stats.models import MostRead

DAY, WEEK, MONTH = 1, 7, 30
SPANS = (DAY, WEEK, MONTH)
NAMES = {
    DAY: ("Hôm nay", "hôm nay"),
    WEEK: ("7 ngày", "trong 7 ngày"),
    MONTH: ("30 ngày", "trong 30 ngày"),
}
SHOWN = ("days", "views", *(f"article__{name}" for name in ("title", "slug", "category__name", "category__slug")))


@dataclass(frozen=True, slots=True)
class MostReadList:
    """The articles read most in one span of days: its name ("7 ngày"), when that was, as the end of a sentence ("trong
    7 ngày"), and its `rows`, most read first: `views`, and `article` with its title, address and category.
    """

    name: str
    during: str
    rows: Sequence[MostRead]


def most_read(count: int) -> list[MostReadList]:
    """A MostReadList for today, seven and thirty days; without those in which nothing was read. One query.

    Each has the rows of the `count` published articles with most views in so many days.
    """
    ranked = MostRead.objects.filter(article__in=Article.objects.published())
    place = Window(RowNumber(), partition_by="days", order_by=[F("views").desc(), F("article_id").desc()])
    ranked = ranked.annotate(place=place).filter(place__lte=count)
    rows = defaultdict(list)
    for row in ranked.order_by("days", "place").select_related("article__category").only(*SHOWN):
        rows[row.days].append(row)
    return [MostReadList(*NAMES[days], rows[days]) for days in SPANS if rows[days]]
