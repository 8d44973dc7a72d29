"""The articles read most today, in a week and in a month, as the worker found them last (`ranking`)."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from articles.models import Article

from .models import MostRead

DAY, WEEK, MONTH = 1, 7, 30
SPANS = (DAY, WEEK, MONTH)
NAMES = {
    DAY: ("Hôm nay", "hôm nay"),
    WEEK: ("7 ngày", "trong 7 ngày"),
    MONTH: ("30 ngày", "trong 30 ngày"),
}
SHOWN = ("days", "views", *(f"article__{name}" for name in ("title", "slug", "category__name", "category__slug")))


class MostReadList(NamedTuple):
    """One list of those read most: what readers call it, "hôm nay", and articles with `recent_views`."""

    name: str
    during: str
    articles: list


def most_read(count):
    """A MostReadList for today, seven and thirty days; without those in which nothing was read. One query.

    Each has the `count` published articles with most views in so many days, with their category and `recent_views`.
    """
    ranked = MostRead.objects.filter(article__in=Article.objects.published())
    place = Window(RowNumber(), partition_by="days", order_by=[F("views").desc(), F("article_id").desc()])
    ranked = ranked.annotate(place=place).filter(place__lte=count)
    articles = defaultdict(list)
    for row in ranked.order_by("days", "place").select_related("article__category").only(*SHOWN):
        row.article.recent_views = row.views
        articles[row.days].append(row.article)
    return [MostReadList(*NAMES[days], articles[days]) for days in SPANS if articles[days]]
