"""One category, author or event: its days and its articles; one article: its days."""

from dataclasses import replace

from django.http import Http404
from django.shortcuts import get_object_or_404

from articles.models import Author, Category, Event
from stats.days import days_in
from stats.models import ArticleDay, Dimension
from stats.queries import dimension_names
from stats.queries.dimension_sums import days_of_values
from stats.queries.totals import Change, Day, by_month, total
from stats.render.charts import chart_by_day
from stats.render.tables import Column, Kind, Table

from .base_page import SHOWN, VIEWS, period_of, show, statistics_page
from .content import KINDS, table_of_articles

ROWS = {Dimension.CATEGORY: Category, Dimension.AUTHOR: Author, Dimension.EVENT: Event}


class Part:
    """One row of `kind` (a key of ROWS), a category with those `below` it. Raises Http404. Up to two queries."""

    def __init__(self, kind, pk):
        self.kind, self.row = kind, get_object_or_404(ROWS[kind], pk=pk)
        self.below = self.row.children.all() if kind == Dimension.CATEGORY else []
        self.pks = [one.pk for one in (self.row, *self.below)]
        slug, self.title, _ = KINDS[kind]
        self.slug = f"{slug}-{pk}"

    def articles(self, period, viewer, count=None):
        """The Table of the `count` articles (default all) read most, as `viewer` may know them. Four queries."""
        caption = f"Lượt xem bài của {self.title.lower()} {self.row.name} {period.description}"
        table = table_of_articles(period, viewer, count, self.kind, self.pks)
        return replace(table, slug=f"bai-cua-{self.slug}", caption=caption)

    def days(self, *date_ranges):
        """For each of `date_ranges` its Days. One query."""
        counts = days_of_values(self.kind, [str(pk) for pk in self.pks], *date_ranges)
        return [[Day(day, views=counts.get(day, 0)) for day in date_range.days()] for date_range in date_ranges]


def page_of(kind):
    """The view of one row of `kind`. Up to seven queries of its own."""

    @statistics_page
    def view(request, pk):
        period, part = period_of(request), Part(kind, pk)
        return show(
            request,
            "content_part",
            tab="stats:content",
            period=period,
            kind=part.title,
            name=part.row.name,
            address=part.row.get_absolute_url(),
            children=part.below,
            articles=part.articles(period, request.user, SHOWN),
            **_days_shown(period, *part.days(period.date_range, period.other), part.slug),
        )

    return view


@statistics_page
def article(request, pk):
    """The days of one article, which may be deleted, or not for this person to know. Two queries of its own."""
    period = period_of(request)
    days, before = _days_of_article(pk, period.date_range, period.other)
    found = dimension_names.of_articles([pk], request.user).get(pk)
    if not found and not any(day.views for day in (*days, *before)):
        raise Http404
    return show(
        request,
        "content_part",
        tab="stats:content",
        period=period,
        name=(found or dimension_names.gone_article(pk)).text,
        address=found.url if found else "",
        **_days_shown(period, days, before, f"bai-{pk}"),
    )


def days_of(kind):
    """A function of a PeriodChoice and a pk: the days of one Part, as a file. Up to three queries."""

    def table(period, pk):
        part = Part(kind, pk)
        (days,) = part.days(period.date_range)
        return _table_of_days(period, days, part.slug, part.row.name, months=False)

    return table


def articles_of(kind):
    """A function of a PeriodChoice, a pk and who looks: all articles of one Part, as a file. Up to six queries."""

    def table(period, pk, viewer):
        return Part(kind, pk).articles(period, viewer)

    return table


def days_of_article(period, pk):
    """As a file: the days of one article. One query."""
    (days,) = _days_of_article(pk, period.date_range)
    return _table_of_days(period, days, f"bai-{pk}", f"Bài số {pk}", months=False)


def _days_of_article(pk, *date_ranges):
    """For each of `date_ranges` its Days."""
    rows = ArticleDay.objects.filter(days_in(*date_ranges), article_id=pk).values_list("day", "views", "visitors")
    known = {day: Day(day, views=views, visitors=visitors) for day, views, visitors in rows}
    return [[known.get(day) or Day(day) for day in date_range.days()] for date_range in date_ranges]


def _days_shown(period, days, before, slug):
    """Views altogether, chart and Table by day or month."""
    title = "Từng tháng" if period.by_month else "Từng ngày"
    return {
        "views": Change("Lượt xem", total(days)["views"], total(before)["views"]),
        "chart": _chart(period, days, before),
        "table": _table_of_days(period, days, slug, title, months=period.by_month),
    }


def _chart(period, days, before):
    months = period.by_month
    bars, line = (by_month(days), by_month(before)) if months else (days, before)
    return chart_by_day(
        bars,
        [day.views for day in bars],
        [[], [day.views for day in line]],
        is_monthly=months,
        has_open_end=period.unfinished is not None,
    )


def _table_of_days(period, days, slug, title, *, months):
    rows = by_month(days) if months else days
    has_readers = not months and any(day.visitors for day in days)
    columns = [Column("Tháng") if months else Column("Ngày", Kind.DAY), Column("Lượt xem", Kind.NUMBER)]
    names = [(f"{day.day:%m/%Y}" if months else day.day, day.views, day.visitors) for day in reversed(rows)]
    return Table(
        slug=slug,
        title=title,
        caption=f"Lượt xem {period.description}",
        columns=(*columns, Column("Khách", Kind.NUMBER)) if has_readers else tuple(columns),
        rows=[row if has_readers else row[:2] for row in names],
        total=("Cộng", total(days)["views"], *([None] if has_readers else [])),
        definitions=(VIEWS,),
        first_note=period.note_of_last,
    )
