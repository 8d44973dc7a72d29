"""The last thirty minutes, minute by minute, and what is read now; the page asks for itself anew (htmx)."""

from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from articles.models import Article
from stats import counters, facet_names
from stats.charts import chart_of
from stats.models import Minute
from stats.tables import Column, Kind, Named, Table
from vietnamese.dates import format_clock

from .frame import SHOWN, VIEWS, page_for_statisticians, show

MINUTES = 30
REFRESH_SECONDS = 15


@page_for_statisticians
def live(request):
    """With `?phan=1` only the part that changes. Four queries of its own."""
    now = timezone.now()
    this_minute = now.replace(second=0, microsecond=0)
    minutes = [this_minute - timedelta(minutes=ago) for ago in reversed(range(MINUTES))]
    known = Minute.objects.filter(at__gte=minutes[0], at__lte=this_minute)
    by_minute = dict(known.values_list("at").annotate(sum=Sum("views")))
    views = [by_minute.get(minute, 0) for minute in minutes]
    names = [format_clock(minute) for minute in minutes]
    return show(
        request,
        "live_part" if request.GET.get("phan") else "live",
        tab="stats:live",
        now=now,
        site=counters.site(now),
        views=sum(views),
        chart=chart_of(views, names, names, has_open_end=True),
        minutes=list(zip(names, views, strict=True))[::-1],
        table=_read_now(known),
        refresh_seconds=REFRESH_SECONDS,
    )


def _read_now(minutes):
    """A Table of what was read in `minutes`, most first. Two queries."""
    sums = minutes.values_list("article_id").annotate(sum=Sum("views")).order_by("-sum", "-article_id")
    rows = list(sums[: SHOWN + 1])
    articles = Article.objects.only("title", "slug").in_bulk([pk for pk, _ in rows])
    return Table(
        slug="",
        title="Đang được đọc",
        caption=f"Lượt xem trong {MINUTES} phút vừa qua",
        columns=(Column("Trang"), Column("Lượt xem", Kind.NUMBER)),
        rows=[(_named(pk, articles), views) for pk, views in rows],
        empty="Nửa giờ qua chưa có lượt xem nào.",
        definitions=(VIEWS,),
    )


def _named(pk, articles):
    if not pk:
        return Named("Trang chủ, chuyên mục, tìm kiếm và các trang khác")
    row = articles.get(pk)
    return Named(row.title if row else f"Bài số {pk}, đã xóa", facet_names.article_address(pk), is_gone=not row)
