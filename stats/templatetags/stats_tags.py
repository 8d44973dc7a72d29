"""The counters on public pages. A cached page shows figures as old as itself; the beacon's answer renews them."""

from typing import NamedTuple

from django import template
from django.utils.html import format_html

from articles.models import Article
from stats import counters, ranking
from vietnamese.numbers import format_number

register = template.Library()


class Counters(NamedTuple):
    site: counters.Site
    article_views: int


class Ranked(NamedTuple):
    article: Article
    views: int


@register.simple_tag
def counters_with_views(article):
    """{% counters_with_views article as read %}: what `view_count` and `counters_box` show, in one query."""
    return Counters(*counters.site_and_article_views(article.pk))


@register.simple_tag
def view_count(article, read=None):
    """All views of `article`, as a number that the beacon renews. One query, none when `read` is given."""
    views = read.article_views if read else counters.article_views(article.pk)
    return format_html('<span data-view-count="{}">{}</span>', article.pk, format_number(views))


@register.simple_tag
def most_read(count):
    """The published articles with most views in seven days, today with them: (article, views). One query."""
    return [Ranked(article, article.recent_views) for article in ranking.most_read(count)]


@register.inclusion_tag("stats/includes/counters_box.html")
def counters_box(read=None):
    """ "Thống kê trong ngày". One query, none when `read` (of `counters_with_views`) is given."""
    return {"site": read.site if read else counters.site()}


@register.inclusion_tag("stats/includes/beacon.html")
def beacon(article=None):
    """What counts this page, once, when it is seen; `article` on an article's own page. No query."""
    return {"article_id": article.pk if article else None}
