"""The figures of the public statistics page: today, month, year, all; thirty days, twelve months."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Subquery, Sum, TextField
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from articles.models import Category
from stats.days import local_day, months_back
from stats.models import Baseline, DayChecksum, Dimension, DimensionDay, Excluded, Reason, SiteDay

from . import live_counts
from .totals import EXPLANATIONS

DAYS, MONTHS, CATEGORIES = 30, 12, 10
WHY_NOT = EXPLANATIONS | {  # in words for readers, those of the admin are for webmasters
    Reason.BOT: "Nhận ra theo tên mà chương trình tự khai khi gọi trang. Không phải người đọc.",
    Reason.STAFF: "Ban Biên tập mở trang để làm việc, không phải để đọc tin.",
    Reason.PREFETCH: "Trình duyệt đoán và tải sẵn trang mà người đọc chưa mở, có khi không bao giờ mở.",
    Reason.UNKNOWN: "Địa chỉ trỏ đến bài không có, đã gỡ, đã hết hạn hoặc chưa đến giờ hiện.",
    Reason.FLOOD: "Một dấu vết ẩn danh hay một kết nối mạng mở quá nhiều trang trong một phút; phần vượt không tính.",
}


@dataclass(frozen=True, slots=True)
class ComparedDay:
    """What was counted on a local day, and the visits of the day `DAYS` days before it."""

    day: date
    visits: int
    views: int
    visits_before: int


@dataclass(frozen=True, slots=True)
class Month:
    """`label` is "11/2026"."""

    first: date
    visits: int
    views: int

    @property
    def label(self) -> str:
        return f"{self.first.month:02}/{self.first.year}"


@dataclass(frozen=True, slots=True)
class Share:
    """`width` is the part of the largest, in hundredths, as text for an SVG; it and `url` are empty for the rest."""

    name: str
    url: str
    views: int
    width: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """How often a reason excluded something, and why it does, in words for readers."""

    name: str
    why: str
    count: int


Rows = dict[date, tuple[int, int]]  # visits and views of days


class Overview:
    """All of it at `at` (aware; default now). Three queries, one more for `categories`."""

    def __init__(self, at: datetime | None = None) -> None:
        at = at or timezone.now()
        self.now = live_counts.load(at)
        self.today = local_day(at)
        self.baseline = Baseline.objects.first()
        rows = self._rows()
        self.days = self._days(rows)
        self.months = self._months(rows)
        self.this_month = self.months[-1].visits
        self.this_year = sum(month.visits for month in self.months if month.first.year == self.today.year)

    @property
    def counted(self) -> int:
        """Visits that this portal counted itself."""
        return self.now.total - (self.baseline.visits if self.baseline else 0)

    def categories(self) -> list[Share]:
        """Views of articles by category in the last thirty days, most first, as Shares."""
        return shares_of_categories(self.days[0].day, self.today)

    def _rows(self) -> Rows:
        """`{day: (visits, views)}`; today with the hits that wait."""
        since = min(months_back(self.today, MONTHS - 1), self.today - timedelta(days=2 * DAYS - 1))
        rows = SiteDay.objects.filter(day__gte=since, day__lt=self.today).values_list("day", "visits", "views")
        return {day: (visits, views) for day, visits, views in rows} | {self.today: (self.now.visits, self.now.views)}

    def _days(self, rows: Rows) -> list[ComparedDay]:
        days = [self.today - timedelta(days=ago) for ago in reversed(range(DAYS))]
        nothing = (0, 0)
        return [
            ComparedDay(day, *rows.get(day, nothing), rows.get(day - timedelta(days=DAYS), nothing)[0]) for day in days
        ]

    def _months(self, rows: Rows) -> list[Month]:
        sums = {months_back(self.today, ago): [0, 0] for ago in reversed(range(MONTHS))}
        for day, (visits, views) in rows.items():
            if (first := day.replace(day=1)) in sums:
                sums[first][0] += visits
                sums[first][1] += views
        return [Month(first, *figures) for first, figures in sums.items()]


def shares_of_categories(first: date, last: date) -> list[Share]:
    """Views of articles by category on the days from `first` to `last`, most first, as Shares; the smallest together.
    One query.
    """
    days = DimensionDay.objects.filter(
        kind=Dimension.CATEGORY, day__range=(first, last), value=Cast(OuterRef("pk"), TextField())
    )
    views = days.order_by().values("value").annotate(sum=Sum("count")).values("sum")
    rows = list(
        Category.objects.annotate(views=Coalesce(Subquery(views), 0))
        .filter(views__gt=0)
        .order_by("-views", "sort_key")
    )
    shares = [
        Share(row.name, row.get_absolute_url(), row.views, f"{100 * row.views / rows[0].views:.1f}") for row in rows
    ]
    if len(shares) <= CATEGORIES:
        return shares
    rest = sum(share.views for share in shares[CATEGORIES - 1 :])
    return [*shares[: CATEGORIES - 1], Share("Các chuyên mục khác", "", rest, "")]


def excluded_on(day: date) -> list[Exclusion]:
    """An Exclusion for every reason on `day`, most first. One query."""
    counts = dict(Excluded.objects.filter(day=day).values_list("reason", "count"))
    rows = [Exclusion(reason.label, WHY_NOT[reason], counts.get(reason, 0)) for reason in Reason]
    return sorted(rows, key=lambda row: -row.count)


def last_checksum() -> DayChecksum | None:
    """The newest day that is signed and has its proof, or None. One query."""
    return DayChecksum.objects.exclude(digest="").order_by("-day").first()
