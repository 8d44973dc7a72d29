"""The counters on public pages. A cached page shows figures as old as itself; the beacon's answer renews them."""

from typing import NamedTuple

from django import template
from django.utils.html import format_html

from stats import counters, ranking
from vietnamese.numbers import format_number

register = template.Library()


class MostRead(NamedTuple):
    """One list of those read most: what readers call it, "hôm nay", and articles with `recent_views`."""

    name: str
    during: str
    articles: list


NAMES = {
    ranking.DAY: ("Hôm nay", "hôm nay"),
    ranking.WEEK: ("7 ngày", "trong 7 ngày"),
    ranking.MONTH: ("30 ngày", "trong 30 ngày"),
}
OPEN = ranking.WEEK  # what a reader sees before choosing; early in the morning today has little to show


@register.simple_tag
def view_count(article):
    """All views of `article`, as a number that the beacon renews. One query."""
    views = counters.article_views(article.pk)
    return format_html('<span data-view-count="{}">{}</span>', article.pk, format_number(views))


@register.inclusion_tag("stats/includes/most_read.html")
def most_read_box(count, site):
    """ "Đọc nhiều": three lists of the `count` published articles with most views, of which readers see one.

    `site` is the layout's. One query; none where the box is switched off.
    """
    lists = most_read(count) if site.show_most_read else []
    names = [each.name for each in lists]
    opened = NAMES[OPEN][0] if NAMES[OPEN][0] in names else "".join(names[-1:])
    return {"lists": lists, "opened": opened, "site": site}


def most_read(count):
    """A MostRead for today, seven and thirty days; without those in which nothing was read. One query."""
    by_days = ranking.most_read(count)
    return [MostRead(*NAMES[days], articles) for days, articles in by_days.items() if articles]


@register.inclusion_tag("stats/includes/counters_box.html")
def counters_box(site):
    """ "Thống kê trong ngày"; `site` is the layout's. One query, none where it is switched off."""
    return {"now": counters.site() if site.show_counters else None, "site": site}


@register.inclusion_tag("stats/includes/beacon.html", takes_context=True)
def beacon(context, article=None):
    """What counts this page, once, when it is seen; `article` on an article's own page. No query."""
    site = context["frame"].site
    return {
        "article_id": article.pk if article else None,
        "may_tell": site.show_view_counts if article else site.show_counters,
    }
