"""What is read: by category, author, event and other page; which articles most, and which rise."""

from dataclasses import replace
from datetime import timedelta

from django.core.cache import cache
from django.db import connection

from stats.days import DateRange
from stats.models import Dimension
from stats.queries import dimension_names
from stats.queries.dimension_names import Named
from stats.queries.dimension_sums import dimension_sums
from stats.queries.ranges import top_articles_compared
from stats.queries.totals import change
from stats.render.tables import Column, Kind, Table

from .base_page import DIMENSIONS, PERIOD, SHOWN, VIEWS, dimension_table, period_of, show, statistics_page
from .period import describe

KINDS = {
    Dimension.CATEGORY: ("chuyen-muc", "Chuyên mục", "Chuyên mục"),
    Dimension.AUTHOR: ("tac-gia", "Tác giả", "Tác giả"),
    Dimension.EVENT: ("su-kien", "Sự kiện", "Sự kiện"),
    Dimension.PAGE: ("trang-khac", "Trang khác", "Trang"),
}
WEEK = timedelta(days=7)
FLOOR = 20
# Days that are over hardly change: adding up two weeks of all articles is done once in a while.
RISING_SECONDS = 600
RISING = """
SELECT article_id, now, before FROM (
    SELECT article_id, coalesce(sum(views) FILTER (WHERE day >= %(first)s), 0)::bigint AS now,
           coalesce(sum(views) FILTER (WHERE day < %(first)s), 0)::bigint AS before
    FROM stats_articleday WHERE day >= %(before)s AND day < %(until)s GROUP BY article_id
) AS weeks
WHERE now >= %(floor)s AND now > before ORDER BY now - before DESC, article_id DESC LIMIT %(count)s
"""


@statistics_page
def content(request):
    """Seven queries of its own."""
    period = period_of(request)
    sums = dimension_sums(period, KINDS, SHOWN)
    names = dimension_names.of_rows(sums)
    most = top_articles_compared(period.date_range, period.other, SHOWN)
    rising = _rising(period.today, SHOWN)
    articles = _articles_of((*most, *rising), request.user)
    return show(
        request,
        "content",
        tab="stats:content",
        period=period,
        articles=_table_of_articles(period, most, articles),
        rising=_table_of_rising(period, rising, articles),
        tables=[_table(period, kind, sums, names) for kind in KINDS],
    )


def table_of_articles(period, viewer, count=None, kind=None, pks=()):
    """The Table of the `count` articles (default all) read most, chosen as by `top_articles`, named as far as `viewer`
    may know them. Four queries.
    """
    rows = top_articles_compared(period.date_range, period.other, count, kind, pks)
    return _table_of_articles(period, rows, _articles_of(rows, viewer))


def every_rising_article(period, viewer):
    rows = _rising(period.today, None)
    return _table_of_rising(period, rows, _articles_of(rows, viewer))


def every_value(kind):
    """A function of a PeriodChoice: the Table of all values of the dimension `kind`, as a file. Two queries."""

    def table(period):
        sums = dimension_sums(period, [kind])
        return _table(period, kind, sums, dimension_names.of_rows(sums))

    return table


def _table(period, kind, sums, names):
    slug, title, head = KINDS[kind]

    def name(value):
        if kind == Dimension.PAGE:
            return dimension_names.describe(kind, value)
        if found := names.get((kind, value)):
            return Named(found.text, f"{found.url}?{period.query}")
        return dimension_names.gone(head, value)

    counted = "trang không phải bài viết" if kind == Dimension.PAGE else "bài viết"
    return dimension_table(
        sums[kind],
        name,
        slug=slug,
        title=title,
        caption=f"Lượt xem {counted} {period.description}",
        head=head,
    )


def _rising(today, count):
    """[(article pk, views of the last seven complete days, of the seven before)], most gained first. At most one
    query; each process keeps the answer for a while.
    """
    return cache.get_or_set(f"stats.rising:{today}:{count}", lambda: _find_rising(today, count), RISING_SECONDS)


def _find_rising(today, count):
    values = {"until": today, "first": today - WEEK, "before": today - 2 * WEEK, "floor": FLOOR, "count": count}
    with connection.cursor() as cursor:
        cursor.execute(RISING, values)
        return cursor.fetchall()


def _articles_of(rows, viewer):
    """{pk: Named with the public address} of rows that begin with a pk. One query."""
    return dimension_names.of_articles([pk for pk, *_ in rows], viewer)


def _named(pk, articles, period):
    """With its statistics page."""
    name = articles.get(pk) or dimension_names.gone_article(pk)
    return replace(name, url=f"{dimension_names.article_address(pk)}?{period.query}")


def _table_of_articles(period, rows, articles):
    return Table(
        slug="bai",
        title="Bài được xem nhiều nhất",
        caption=f"Lượt xem bài {period.description}",
        columns=(
            Column("Số bài", Kind.NUMBER, only="file"),
            Column("Bài viết"),
            Column("Địa chỉ", only="file"),
            Column("Lượt xem", Kind.NUMBER),
            Column("Kỳ so sánh", Kind.NUMBER, only="file"),
            Column("Thay đổi", Kind.CHANGE),
        ),
        rows=[
            (
                pk,
                _named(pk, articles, period),
                articles[pk].url if pk in articles else "",
                now,
                before,
                change(now, before),
            )
            for pk, now, before in rows
        ],
        empty="Chưa có lượt xem bài nào trong khoảng này.",
        definitions=(VIEWS, PERIOD),
    )


def _table_of_rising(period, rows, articles):
    weeks = DateRange(period.today - WEEK, period.today - timedelta(days=1))
    return Table(
        slug="bai-dang-len",
        title="Bài đang lên",
        caption=f"Lượt xem {describe(weeks)}, so với bảy ngày trước đó; từ {FLOOR} lượt trở lên",
        columns=(
            Column("Bài viết"),
            Column("7 ngày qua", Kind.NUMBER),
            Column("7 ngày trước", Kind.NUMBER),
            Column("Thay đổi", Kind.CHANGE),
        ),
        rows=[(_named(pk, articles, period), now, before, change(now, before)) for pk, now, before in rows],
        empty="Tuần qua chưa có bài nào được xem nhiều hơn tuần trước.",
        definitions=(VIEWS, PERIOD, DIMENSIONS),
    )
