"""The counters on public pages. A cached page shows figures as old as itself; the beacon's answer renews them."""

from typing import NamedTuple

from django import template
from django.utils.html import format_html

from articles.models import Article
from stats import counters, ranking
from vietnamese.numbers import format_number

register = template.Library()


class Ranked(NamedTuple):
    article: Article
    views: int


@register.simple_tag
def view_count(article):
    """All views of `article`, as a number that the beacon renews. One query."""
    views = counters.article_views(article.pk)
    return format_html('<span data-view-count="{}">{}</span>', article.pk, format_number(views))


@register.simple_tag
def most_read(count):
    """The published articles with most views in seven days, today with them: (article, views). One query."""
    return [Ranked(article, article.recent_views) for article in ranking.most_read(count)]


@register.inclusion_tag("stats/includes/counters_box.html")
def counters_box():
    """ "Thống kê trong ngày". One query."""
    return {"site": counters.site()}


@register.inclusion_tag("stats/includes/beacon.html")
def beacon(article=None):
    """What counts this page, once, when it is seen; `article` on an article's own page. No query."""
    return {"article_id": article.pk if article else None}
