"""One category or one article: its days, and from the category down to its articles."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from articles.models import Article, Category
from stats.charts import daily_chart
from stats.facet_sums import days_of_value
from stats.models import ArticleDay, Facet
from stats.ranges import top_articles
from stats.reports import Day, by_month
from stats.tables import Column, Kind, Table

from .content import articles_of, table_of_articles
from .frame import SHOWN, VIEWS, page_for_statisticians, period_of, show


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
        articles=table_of_articles(period, most, articles_of([one for one, _ in most])),
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
