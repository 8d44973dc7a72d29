"""Figures of the whole portal by day: visits, views, visitors, and what was excluded and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from stats.days import DateRange, days_in
from stats.models import Excluded, Reason, SiteDay

EXPLANATIONS = {
    Reason.BOT: "Nhận ra theo tên mà chương trình tự khai (User-Agent): Googlebot, GPTBot, curl…",
    Reason.STAFF: "Tài khoản đang đăng nhập vào bàn biên tập.",
    Reason.PREFETCH: "Trình duyệt đoán và tải sẵn trang mà người đọc chưa mở.",
    Reason.WEBDRIVER: "Trình duyệt thật nhưng do phần mềm kiểm thử hoặc thu thập điều khiển.",
    Reason.FOREIGN: "Một trang web khác gọi vào bộ đếm của trang tin này.",
    Reason.UNKNOWN: "Số hiệu bài không có, bài đã gỡ, đã hết hạn hoặc chưa đến giờ hiện.",
    Reason.FLOOD: "Quá 120 trang một phút từ một dấu vết ẩn danh hay 1.200 từ một kết nối mạng; phần vượt không tính.",
    Reason.MALFORMED: "Nội dung gửi đến bộ đếm sai định dạng hoặc quá dài.",
}


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    visits: int = 0
    views: int = 0
    visitors: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A sum of some days beside that of others; `percent` is None when the others have none."""

    name: str
    now: int
    before: int

    @property
    def percent(self) -> float | None:
        return change(self.now, self.before)

    @property
    def drop(self) -> float:
        """How much less there is, in hundredths."""
        return -(self.percent or 0)


@dataclass(frozen=True, slots=True)
class ExcludedReason:
    reason: str
    name: str
    explanation: str
    now: int
    before: int


def change(now: float, before: float) -> float | None:
    """Hundredths more or less than `before`, None where there was nothing before."""
    return 100 * (now - before) / before if before else None


def share(part: float, whole: float) -> float:
    """Hundredths of `whole`."""
    return 100 * part / whole if whole else 0


def site_days(*date_ranges: DateRange) -> list[list[Day]]:
    """For each of `date_ranges` one Day for each of its days, zeros where nothing was counted. One query."""
    rows = SiteDay.objects.filter(days_in(*date_ranges)).values_list("day", "visits", "views", "visitors")
    known = {day: Day(day, *figures) for day, *figures in rows}
    return [[known.get(day) or Day(day) for day in date_range.days()] for date_range in date_ranges]


def by_month(days: Sequence[Day]) -> list[Day]:
    """`days` (Day) added up by month, each under its first day. Visitors of several days cannot be added: 0."""
    months: dict[date, Day] = {}
    for day in days:
        first = day.day.replace(day=1)
        so_far = months.get(first, Day(first))
        months[first] = Day(first, so_far.visits + day.visits, so_far.views + day.views)
    return list(months.values())


def changes(days: Sequence[Day], before: Sequence[Day], *, is_open: bool = False) -> list[Change]:
    """Visits, views and visitors a day of `days` compared with `before` (lists of Day). `is_open` when the last of
    `days` is not over: the average leaves it out, unless it is alone.
    """
    whole = days[:-1] if is_open and len(days) > 1 else days
    name = "Khách trung bình mỗi ngày"
    return [
        Change("Lượt truy cập", _sum(days, "visits"), _sum(before, "visits")),
        Change("Lượt xem trang", _sum(days, "views"), _sum(before, "views")),
        Change(
            name if whole is days else f"{name}, không tính hôm nay",
            round(_sum(whole, "visitors") / len(whole)),
            round(_sum(before, "visitors") / len(before)),
        ),
    ]


def total(days: Sequence[Day]) -> dict[str, int]:
    """The sums of `days`. Visitors cannot be summed: one who comes on two days is two."""
    return {"visits": _sum(days, "visits"), "views": _sum(days, "views")}


def excluded(date_range: DateRange, other: DateRange) -> list[ExcludedReason]:
    """An ExcludedReason for every reason, most first, in `date_range` and in `other` (DateRange). One query."""
    sums = {
        "now": Sum("count", filter=Q(day__range=(date_range.first, date_range.last)), default=0),
        "before": Sum("count", filter=Q(day__range=(other.first, other.last)), default=0),
    }
    counts = {row["reason"]: row for row in Excluded.objects.order_by().values("reason").annotate(**sums)}
    rows = [
        ExcludedReason(
            reason, reason.label, EXPLANATIONS[reason], *(counts.get(reason, {}).get(name, 0) for name in sums)
        )
        for reason in Reason
    ]
    return sorted(rows, key=lambda row: -row.now)


def excluded_by_day(date_range: DateRange) -> dict[date, dict[str, int]]:
    """{day: {reason: count}} in `date_range` (a DateRange), only days that have some. One query."""
    days: dict[date, dict[str, int]] = {}
    rows = Excluded.objects.filter(day__range=(date_range.first, date_range.last)).order_by("day", "reason")
    for day, reason, count in rows.values_list("day", "reason", "count"):
        days.setdefault(day, {})[reason] = count
    return days


def _sum(days: Sequence[Day], name: str) -> int:
    return sum(getattr(day, name) for day in days)
