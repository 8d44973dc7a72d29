"""The figures of one month or one year, beside those of the one before and of the year before: for reports."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from django.db.models import Q, Sum
from django.utils import timezone

from articles.models import Article
from stats.days import FIRST_YEAR, DateRange, local_day, months_back
from stats.models import Dimension, DimensionDay, Excluded, SiteDay
from vietnamese.numbers import format_percent

from . import totals
from .dimension_names import WORDS
from .overview import Share, shares_of_categories
from .ranges import top_articles

TOP_ARTICLES = 10
MEASURES = {"visits": "Lượt truy cập", "views": "Lượt xem trang", "visitors": "Khách trung bình mỗi ngày"}
NOTHING = "–"


class NoSuchPeriod(Exception):
    """There is no such month, or it has not begun."""


@dataclass(frozen=True, slots=True)
class CalendarPeriod:
    """A month, or with `month` 0 a whole year."""

    year: int
    month: int = 0

    @classmethod
    def begun(cls, year: int, month: int, today: date) -> Self:
        """The period of these numbers. Raises NoSuchPeriod unless it has begun by `today`."""
        if not (FIRST_YEAR <= year <= today.year and 0 <= month <= 12) or date(year, month or 1, 1) > today:
            raise NoSuchPeriod
        return cls(year, month)

    @classmethod
    def month_of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, 1)

    @property
    def last(self) -> date:
        return months_back(self.first, -1 if self.month else -12) - timedelta(days=1)

    @property
    def date_range(self) -> DateRange:
        return DateRange(self.first, self.last)

    @property
    def key(self) -> str:
        """ "2026-10" or "2026"."""
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)

    @property
    def name(self) -> str:
        return f"tháng {self.month}/{self.year}" if self.month else f"năm {self.year}"

    def before(self) -> "CalendarPeriod":
        return CalendarPeriod.month_of(months_back(self.first, 1)) if self.month else CalendarPeriod(self.year - 1)

    def after(self) -> "CalendarPeriod":
        return CalendarPeriod.month_of(months_back(self.first, -1)) if self.month else CalendarPeriod(self.year + 1)

    def year_before(self) -> "CalendarPeriod":
        return CalendarPeriod(self.year - 1, self.month)

    def compared_with(self) -> list["CalendarPeriod"]:
        """The Periods beside it: the month before and the month a year before, or the year before."""
        return [self.before(), self.year_before()] if self.month else [self.before()]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sum of another CalendarPeriod, and how the present one differs from it, in words."""

    before: int
    change: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure now, and a Comparison for each CalendarPeriod compared with."""

    name: str
    now: int
    others: list[Comparison]


@dataclass(frozen=True, slots=True)
class Point:
    """One day of a month, or one month of a year."""

    name: str
    visits: int
    views: int


@dataclass(frozen=True, slots=True)
class Read:
    """`title` and `url` are empty for an article that was deleted, or is not public any more."""

    pk: int
    title: str
    url: str
    category: str
    views: int


@dataclass(frozen=True, slots=True)
class SourceViews:
    """Views of readers who came from one kind of place; `share` is in hundredths of all."""

    name: str
    views: int
    share: float


class PeriodFigures:
    """What was counted in `period`, up to yesterday while it lasts (`at` is aware; default now). Seven queries."""

    def __init__(self, period: CalendarPeriod, at: datetime | None = None) -> None:
        self.period = period
        self.yesterday = local_day(at or timezone.now()) - timedelta(days=1)
        self.is_open = period.last > self.yesterday
        self._rows = self._site_days()
        self.has_figures = any(period.first <= day <= period.last for day in self._rows)

    def measures(self) -> list[Measure]:
        """A Measure for each of MEASURES."""
        now = self._sums(self.period)
        others = [self._sums(other) for other in self.period.compared_with()]
        return [
            Measure(name, now[key], [compared(now[key], other[key]) for other in others])
            for key, name in MEASURES.items()
        ]

    def points(self) -> list[Point]:
        """Each day of the month, or each month of the year, as a Point."""
        if not self.period.month:
            months = [CalendarPeriod(self.period.year, month) for month in range(1, 13)]
            sums = [(month.name.removeprefix("tháng "), self._sums(month)) for month in months]
            return [Point(name, one["visits"], one["views"]) for name, one in sums]
        days = self.period.date_range.days()
        return [Point(f"{day.day:02}/{day.month:02}", *self._rows.get(day, (0, 0, 0))[:2]) for day in days]

    def top_articles(self) -> list[Read]:
        """The articles read most, as Reads. Two queries."""
        rows = top_articles(self.period.date_range, TOP_ARTICLES)
        # A report is the same for everybody who gets it: only what anybody may know has a name.
        known_to_all = Article.with_binned.visible_to(None)
        articles = known_to_all.select_related("category").only("title", "slug", "category__name")
        known = articles.in_bulk([pk for pk, _ in rows])
        return [_read(pk, views, known.get(pk)) for pk, views in rows]

    def categories(self) -> list[Share]:
        return shares_of_categories(self.period.first, self.period.last)

    def sources(self) -> list[SourceViews]:
        """A SourceViews for each kind of place that readers came from, most first. One query."""
        days = DimensionDay.objects.filter(kind=Dimension.SOURCE, day__range=(self.period.first, self.period.last))
        sums: dict[str, int] = dict(days.order_by().values_list("value").annotate(sum=Sum("count")))
        whole = sum(sums.values())
        rows = [
            SourceViews(WORDS[Dimension.SOURCE].get(value, value), views, 100 * views / whole)
            for value, views in sums.items()
        ]
        return sorted(rows, key=lambda row: -row.views)

    def excluded(self) -> int:
        """How many beacons were excluded. One query."""
        days = Excluded.objects.filter(day__range=(self.period.first, self.period.last))
        return days.aggregate(sum=Sum("count"))["sum"] or 0

    def _site_days(self) -> dict[date, tuple[int, int, int]]:
        asked = Q()
        for period in (self.period, *self.period.compared_with()):
            asked |= Q(day__range=(period.first, period.last))
        rows = SiteDay.objects.filter(asked, day__lte=self.yesterday)
        return {row.day: (row.visits, row.views, row.visitors) for row in rows}

    def _sums(self, period: CalendarPeriod) -> dict[str, int]:
        """The sums of `period`; `visitors` are the average of a day since the first that was counted."""
        days = {day: figures for day, figures in self._rows.items() if period.first <= day <= period.last}
        if not days:
            return dict.fromkeys(MEASURES, 0)
        visits, views, visitors = (sum(column) for column in zip(*days.values(), strict=True))
        length = (min(period.last, self.yesterday) - min(days)).days + 1
        return {"visits": visits, "views": views, "visitors": round(visitors / length)}


def compared(now: int, before: int) -> Comparison:
    return Comparison(before, change(now, before))


def change(now: int, before: int) -> str:
    """How `now` differs from `before`: "tăng 12,5%", "giảm 3%", "không đổi"; a dash where there was nothing before."""
    difference = totals.change(now, before)
    if difference is None:
        return NOTHING
    percent = round(difference, 1)
    if not percent:
        return "không đổi"
    return f"{'tăng' if percent > 0 else 'giảm'} {format_percent(abs(percent), 1)}"


def _read(pk: int, views: int, article: Article | None) -> Read:
    if article is None:
        return Read(pk, "", "", "", views)
    return Read(pk, article.title, article.get_absolute_url(), article.category.name, views)
