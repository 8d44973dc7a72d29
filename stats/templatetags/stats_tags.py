"""The counters on public pages. A cached page shows figures as old as itself; the beacon's answer renews them."""

from django import template
from django.utils.html import format_html

from stats.queries import live_counts
from stats.queries.most_read import NAMES, WEEK, most_read
from vietnamese.numbers import format_number

register = template.Library()

OPEN = NAMES[WEEK][0]  # what a reader sees before choosing; early in the morning today has little to show


@register.simple_tag
def view_count(article):
    """All views of `article`, as a number that the beacon renews. One query."""
    views = live_counts.article_views(article.pk)
    return format_html('<span data-view-count="{}">{}</span>', article.pk, format_number(views))


@register.inclusion_tag("stats/includes/most_read.html")
def most_read_box(count, site):
    """ "Đọc nhiều": three lists of the `count` published articles with most views, of which readers see one.

    `site` is the layout's. One query; none where the box is switched off.
    """
    lists = most_read(count) if site.show_most_read else []
    names = [each.name for each in lists]
    opened = OPEN if OPEN in names else "".join(names[-1:])
    return {"lists": lists, "opened": opened, "site": site}


@register.inclusion_tag("stats/includes/counters_box.html")
def counters_box(site):
    """ "Thống kê trong ngày"; `site` is the layout's. One query, none where it is switched off."""
    return {"now": live_counts.load() if site.show_counters else None, "site": site}


@register.inclusion_tag("stats/includes/beacon.html", takes_context=True)
def beacon(context, article=None):
    """The part of a page that counts it once, when it is seen; `article` on an article's own page. No query."""
    site = context["site_context"].site
    return {
        "article_id": article.pk if article else None,
        "shows_figure": site.show_view_counts if article else site.show_counters,
    }
