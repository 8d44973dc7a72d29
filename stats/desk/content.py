"""What is read: by category, author, event and other page, from a category down to an article and its days."""

from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.http import Http404
from django.shortcuts import get_object_or_404

from articles.models import Article, Category
from stats import facet_names
from stats.charts import daily_chart
from stats.facet_sums import days_of_value, facet_sums
from stats.models import ArticleDay, Facet
from stats.ranges import Range, top_articles
from stats.reports import Day, by_month
from stats.tables import Column, Kind, Named, Table, change

from .frame import FACETS, PERIOD, SHOWN, VIEWS, facet_table, page_for_statisticians, period_of, show
from .period import in_words

KINDS = {
    Facet.CATEGORY: ("chuyen-muc", "Chuyên mục", "Chuyên mục"),
    Facet.AUTHOR: ("tac-gia", "Tác giả", "Tác giả"),
    Facet.EVENT: ("su-kien", "Sự kiện", "Sự kiện"),
    Facet.PAGE: ("trang-khac", "Trang khác", "Trang"),
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


@page_for_statisticians
def content(request):
    """Five queries of its own."""
    period = period_of(request)
    sums = facet_sums(period, KINDS, SHOWN)
    names = facet_names.of_rows(sums)
    most, rising = top_articles(period.stretch, SHOWN), _rising(period.today, SHOWN)
    articles = _articles_of([pk for pk, *_ in (*most, *rising)])
    return show(
        request,
        "content",
        tab="stats:content",
        period=period,
        articles=_table_of_articles(period, most, articles),
        rising=_table_of_rising(period, rising, articles),
        tables=[_table(period, kind, sums, names) for kind in KINDS],
    )


@page_for_statisticians
def category(request, pk):
    """One category with those below it. Five queries of its own."""
    period = period_of(request)
    row, below = _category_and_below(pk)
    most = top_articles(period.stretch, SHOWN, below)
    return show(
        request,
        "content_part",
        tab="stats:content",
        period=period,
        name=str(row),
        address=row.get_absolute_url(),
        children=row.children.all(),
        articles=_table_of_articles(period, most, _articles_of([one for one, _ in most])),
        **_days_shown(period, _days_of_categories(period, below), f"chuyen-muc-{pk}"),
    )


@page_for_statisticians
def article(request, pk):
    """The days of one article, which may be deleted. Two queries of its own."""
    period = period_of(request)
    days = _days_of_article(period, pk)
    row = Article.objects.without_texts().filter(pk=pk).first()
    if not row and not any(day.visits for day in days):
        raise Http404
    return show(
        request,
        "content_part",
        tab="stats:content",
        period=period,
        name=row.title if row else f"Bài số {pk}, đã xóa",
        address=row.get_absolute_url() if row else "",
        **_days_shown(period, days, f"bai-{pk}"),
    )


def every_article(period):
    """All articles read in the days of `period`, as a file. Two queries."""
    most = top_articles(period.stretch)
    return _table_of_articles(period, most, _articles_of([pk for pk, _ in most]))


def every_rising_article(period):
    rows = _rising(period.today, None)
    return _table_of_rising(period, rows, _articles_of([pk for pk, *_ in rows]))


def every_value(kind):
    """A function of a Period: the Table of all values of the facet `kind`, as a file. Two queries."""

    def table(period):
        sums = facet_sums(period, [kind])
        return _table(period, kind, sums, facet_names.of_rows(sums))

    return table


def _table(period, kind, sums, names):
    slug, title, head = KINDS[kind]

    def name(value):
        if kind == Facet.PAGE:
            return facet_names.in_words(kind, value)
        found = names.get((kind, value)) or facet_names.gone(head, value)
        if kind == Facet.CATEGORY and found.url:
            return Named(found.text, f"{found.url}?{period.query}")
        return found

    counted = "trang không phải bài viết" if kind == Facet.PAGE else "bài viết"
    return facet_table(
        sums[kind],
        name,
        slug=slug,
        title=title,
        caption=f"Lượt xem {counted} {period.in_words}",
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


def _articles_of(pks):
    """{pk: Article} with title and address. One query."""
    return Article.objects.only("title", "slug").in_bulk(pks)


def _named(pk, articles, period):
    from_here = f"?{period.query}"
    row = articles.get(pk)
    return Named(
        row.title if row else f"Bài số {pk}, đã xóa",
        facet_names.article_address(pk) + from_here,
        is_gone=not row,
    )


def _table_of_articles(period, most, articles):
    return Table(
        slug="bai",
        title="Bài được xem nhiều nhất",
        caption=f"Lượt xem bài {period.in_words}",
        columns=(
            Column("Số bài", Kind.NUMBER, only="file"),
            Column("Bài viết"),
            Column("Địa chỉ", only="file"),
            Column("Lượt xem", Kind.NUMBER),
        ),
        rows=[
            (pk, _named(pk, articles, period), articles[pk].get_absolute_url() if pk in articles else "", views)
            for pk, views in most
        ],
        empty="Chưa có lượt xem bài nào trong khoảng này.",
        definitions=(VIEWS,),
    )


def _table_of_rising(period, rows, articles):
    weeks = Range(period.today - WEEK, period.today - timedelta(days=1))
    return Table(
        slug="bai-dang-len",
        title="Bài đang lên",
        caption=f"Lượt xem {in_words(weeks)}, so với bảy ngày trước đó; từ {FLOOR} lượt trở lên",
        columns=(
            Column("Bài viết"),
            Column("7 ngày qua", Kind.NUMBER),
            Column("7 ngày trước", Kind.NUMBER),
            Column("Thay đổi", Kind.CHANGE),
        ),
        rows=[(_named(pk, articles, period), now, before, change(now, before)) for pk, now, before in rows],
        empty="Tuần qua chưa có bài nào được xem nhiều hơn tuần trước.",
        definitions=(VIEWS, PERIOD, FACETS),
    )


def days_of_category(period, pk):
    """As a file: the days of one category with those below it. Raises Http404. Three queries."""
    row, below = _category_and_below(pk)
    return _table_of_days(period, _days_of_categories(period, below), f"chuyen-muc-{pk}", row.name, months=False)


def days_of_article(period, pk):
    """As a file: the days of one article. One query."""
    return _table_of_days(period, _days_of_article(period, pk), f"bai-{pk}", f"Bài số {pk}", months=False)


def _category_and_below(pk):
    row = get_object_or_404(Category.objects.select_related("parent").prefetch_related("children"), pk=pk)
    return row, [row.pk, *(child.pk for child in row.children.all())]


def _days_of_categories(period, pks):
    counts = days_of_value(period.stretch, Facet.CATEGORY, [str(pk) for pk in pks])
    return [Day(day, counts.get(day, 0)) for day in period.stretch.days()]


def _days_of_article(period, pk):
    rows = ArticleDay.objects.filter(article_id=pk, day__range=(period.stretch.first, period.stretch.last))
    figures = rows.values_list("day", "views", "visitors")
    counts = {day: Day(day, views, 0, visitors) for day, views, visitors in figures}
    return [counts.get(day) or Day(day) for day in period.stretch.days()]


def _days_shown(period, days, slug):
    """Chart and Table of views by day or month; `Day.visits` holds the views."""
    months = period.by_month
    chart = daily_chart(by_month(days) if months else days, is_monthly=months)
    title = "Từng tháng" if months else "Từng ngày"
    return {"chart": chart, "table": _table_of_days(period, days, slug, title, months=months)}


def _table_of_days(period, days, slug, title, *, months):
    rows = by_month(days) if months else days
    has_readers = not months and any(day.visitors for day in days)
    columns = [Column("Tháng") if months else Column("Ngày", Kind.DAY), Column("Lượt xem", Kind.NUMBER)]
    names = [(f"{day.day:%m/%Y}" if months else day.day, day.visits, day.visitors) for day in reversed(rows)]
    return Table(
        slug=slug,
        title=title,
        caption=f"Lượt xem {period.in_words}",
        columns=(*columns, Column("Khách", Kind.NUMBER)) if has_readers else tuple(columns),
        rows=[row if has_readers else row[:2] for row in names],
        total=("Cộng", sum(day.visits for day in days), *([None] if has_readers else [])),
        definitions=(VIEWS,),
    )
