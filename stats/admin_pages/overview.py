"""The first page: today so far, the chosen days beside others, by day, and by hour and weekday."""

from datetime import timedelta

from django.utils import timezone

from stats.days import local_day
from stats.models import Baseline
from stats.queries import live_counts
from stats.queries.dimension_sums import views_by_hour, views_by_hour_of_week
from stats.queries.totals import Change, Day, by_month, changes, site_days, total
from stats.render.charts import THIS_HOUR, bar_chart, daily_chart
from stats.render.heat_maps import heat_map
from stats.render.tables import Column, Kind, Table
from vietnamese.dates import WEEKDAYS

from .base_page import VIEWS, period_of, show, statistics_page

DEFINITIONS = (
    ("Lượt truy cập", "Một lần ghé thăm, gồm một hay nhiều trang. Nghỉ quá 30 phút rồi quay lại là lượt mới."),
    ("Lượt xem trang", VIEWS[1]),
    ("Khách", "Số người khác nhau trong một ngày, nhận theo dấu vết ẩn danh đổi mỗi ngày. Không cộng qua ngày."),
    ("Không tính", "Công cụ tìm kiếm, chương trình tự động, trang tải sẵn chưa ai xem, người của Ban Biên tập."),
)


@statistics_page
def overview(request):
    """Five queries of its own."""
    period = period_of(request)
    now = timezone.now()
    days, before = site_days(period.date_range, period.other)
    counts = live_counts.load(now)
    if period.is_open:
        days[-1] = Day(period.today, counts.visits, counts.views, counts.visitors)
    return show(
        request,
        "overview",
        tab="stats:desk",
        period=period,
        counts=counts,
        so_far=SoFar(now, period.today),
        changes=changes(days, before, is_open=period.is_open),
        chart=_chart(period, days, before),
        table=table_of_days(period, days),
        heat=heat_map(views_by_hour_of_week(period.for_averages)),
        baseline=Baseline.objects.select_related("entered_by").first(),
        may_add_baseline=request.user.has_perm("stats.add_baseline"),
    )


class SoFar:
    """Views of the hours of today that are over, beside the same hours of yesterday and of this weekday last week.

    Only whole hours can be compared: the current hour is not over. One query.
    """

    def __init__(self, now, today):
        self.until = timezone.localtime(now).hour
        days = {"hôm qua": today - timedelta(days=1), "cùng thứ tuần trước": today - timedelta(days=7)}
        self.hours = views_by_hour([today, *days.values()])
        self.views = self._sum(today)
        self.against = [(day, Change(name, self.views, self._sum(day))) for name, day in days.items()]
        of_today, *others = self.hours.values()
        self.chart = bar_chart(
            of_today,
            [f"{hour}h" for hour in range(24)],
            [f"{hour} giờ" for hour in range(24)],
            others,
            unfinished=THIS_HOUR.standing(self.until),
        )
        self.table = Table(
            slug="gio-hom-nay",
            title="Hôm nay theo giờ",
            caption="Lượt xem trang của từng giờ",
            columns=(
                Column("Giờ"),
                *(Column(name, Kind.NUMBER) for name in ("Hôm nay", "Hôm qua", "Cùng thứ tuần trước")),
            ),
            rows=[(f"{hour} giờ", *views) for hour, *views in zip(range(24), of_today, *others, strict=True)],
            definitions=(VIEWS,),
        )

    def _sum(self, day):
        return sum(self.hours[day][: self.until])


def table_of_days(period, days):
    """A Table of `days` (Day), the newest first; by month when they are many."""
    months = period.by_month
    rows = by_month(days) if months else days
    return Table(
        slug="ngay",
        title="Từng tháng" if months else "Từng ngày",
        caption=f"Lượt truy cập, lượt xem trang và khách {period.description}",
        columns=(
            Column("Tháng" if months else "Ngày", Kind.TEXT if months else Kind.DAY),
            Column("Lượt truy cập", Kind.NUMBER),
            Column("Lượt xem trang", Kind.NUMBER),
            *([] if months else [Column("Khách", Kind.NUMBER)]),
        ),
        rows=[_row(day, months) for day in reversed(rows)],
        total=("Cộng", total(days)["visits"], total(days)["views"], *([] if months else [None])),
        definitions=DEFINITIONS,
        first_note=period.note_of_last,
    )


def every_day(period):
    """The Table of days as a file: each day, the first first. One query."""
    (days,) = site_days(period.date_range)
    rows = [
        (day.day, day.visits, day.views, day.visitors, "chưa hết ngày" if day.day == period.today else "")
        for day in days
    ]
    return Table(
        slug="ngay",
        title="Từng ngày",
        caption="Lượt truy cập, lượt xem trang và khách mỗi ngày",
        columns=(
            Column("Ngày", Kind.DAY),
            Column("Lượt truy cập", Kind.NUMBER),
            Column("Lượt xem trang", Kind.NUMBER),
            Column("Khách", Kind.NUMBER),
            Column("Ghi chú"),
        ),
        rows=rows,
        definitions=DEFINITIONS,
    )


def every_hour_of_today(now):
    """As a file: the views of each hour of today, yesterday and a week ago. One query."""
    return SoFar(now, local_day(now)).table


def every_hour(period):
    """Views on an average day by hour and weekday, as a file. One query."""
    views = views_by_hour_of_week(period.for_averages)
    note = f". {period.note_of_averages}" if period.note_of_averages else ""
    return Table(
        slug="gio",
        title="Theo giờ và thứ",
        caption=f"Số lượt xem trung bình mỗi ngày, theo giờ và thứ{note}",
        columns=(Column("Giờ"), *(Column(name, Kind.NUMBER) for name in WEEKDAYS)),
        rows=[(f"{hour} giờ", *(float(views.get((day, hour), 0)) for day in range(7))) for hour in range(24)],
        definitions=(VIEWS,),
    )


def _chart(period, days, before):
    if period.by_month:
        days, before = by_month(days), by_month(before)
    closed, last = (days[:-1], days[-1]) if period.unfinished else (days, None)
    return daily_chart(closed, last, before, is_monthly=period.by_month)


def _row(day, is_month):
    if is_month:
        return f"{day.day:%m/%Y}", day.visits, day.views
    return day.day, day.visits, day.views, day.visitors
