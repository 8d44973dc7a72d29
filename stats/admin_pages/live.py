"""The last thirty minutes, minute by minute, and what is read now; the page reloads its part by htmx."""

from dataclasses import replace
from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from stats.models import Minute
from stats.queries import dimension_names, live_counts
from stats.queries.dimension_names import Named
from stats.render.charts import THIS_MINUTE, bar_chart
from stats.render.tables import Column, Kind, Table
from vietnamese.dates import format_clock

from .base_page import SHOWN, VIEWS, show, statistics_page

MINUTES = 30
REFRESH_SECONDS = 15


@statistics_page
def live(request):
    """With `?phan=1` only the part that changes. Four queries of its own."""
    now = timezone.now()
    minutes = _by_minute(now)
    names = [format_clock(minute) for minute in minutes]
    return show(
        request,
        "live_part" if request.GET.get("phan") else "live",
        tab="stats:live",
        now=now,
        counts=live_counts.load(now),
        views=sum(minutes.values()),
        chart=bar_chart(list(minutes.values()), names, unfinished=THIS_MINUTE),
        minutes=_table_of_minutes(minutes),
        table=_table_of_pages(now, request.user, SHOWN + 1),
        refresh_seconds=REFRESH_SECONDS,
    )


def every_minute(now):
    """As a file. One query."""
    return _table_of_minutes(_by_minute(now))


def every_page(now, viewer):
    """As a file: all that was read in the minutes shown. Two queries."""
    return _table_of_pages(now, viewer, None)


def _by_minute(now):
    """{minute (aware): views} of the minutes shown, the newest last. One query."""
    known = dict(_rows(now).values_list("at").annotate(sum=Sum("views")))
    this_minute = now.replace(second=0, microsecond=0)
    minutes = [this_minute - timedelta(minutes=ago) for ago in reversed(range(MINUTES))]
    return {minute: known.get(minute, 0) for minute in minutes}


def _rows(now):
    """The Minutes shown."""
    return Minute.objects.filter(at__gt=now - timedelta(minutes=MINUTES), at__lte=now)


def _table_of_minutes(minutes):
    return Table(
        slug="tung-phut",
        title="Từng phút",
        caption="Lượt xem của từng phút, mới nhất trước",
        columns=(Column("Phút"), Column("Lượt xem", Kind.NUMBER)),
        rows=[(format_clock(minute), views) for minute, views in reversed(minutes.items())],
        definitions=(VIEWS,),
    )


def _table_of_pages(now, viewer, count):
    """The Table of the `count` pages (default all) read most, articles named as far as `viewer` may know them. Two
    queries.
    """
    sums = _rows(now).values_list("article_id").annotate(sum=Sum("views")).order_by("-sum", "-article_id")
    rows = list(sums[:count])
    articles = dimension_names.of_articles([pk for pk, _ in rows], viewer)
    return Table(
        slug="dang-doc",
        title="Đang được đọc",
        caption=f"Lượt xem trong {MINUTES} phút vừa qua",
        columns=(Column("Trang"), Column("Địa chỉ", only="file"), Column("Lượt xem", Kind.NUMBER)),
        rows=[(_named(pk, articles), articles[pk].url if pk in articles else "", views) for pk, views in rows],
        empty="Nửa giờ qua chưa có lượt xem nào.",
        definitions=(VIEWS,),
    )


def _named(pk, articles):
    if not pk:
        return Named("Trang chủ, chuyên mục, tìm kiếm và các trang khác")
    name = articles.get(pk) or dimension_names.gone_article(pk)
    return replace(name, url=dimension_names.article_address(pk))
