"""What reached the counter and is no view of a reader: by reason and day, each reason explained."""

from stats.models import Reason
from stats.queries.dimension_names import Named
from stats.queries.totals import change, excluded_by_day, share
from stats.queries.totals import excluded as count_excluded
from stats.render.charts import bar_chart
from stats.render.tables import Column, Kind, Table
from vietnamese.dates import format_date

from .base_page import PERIOD, SHARE, period_of, show, statistics_page


@statistics_page
def excluded(request):
    """Two queries of its own."""
    period = period_of(request)
    by_day = excluded_by_day(period.date_range)
    return show(
        request,
        "excluded",
        tab="stats:left_out",
        period=period,
        table=_by_reason(period),
        chart=_chart(period, by_day) if by_day else None,
        days=_by_day(period, by_day),
    )


def every_reason_of_every_day(period):
    """As a file: a row for each day and reason. One query."""
    return Table(
        slug="khong-tinh",
        title="Không tính",
        caption="Số lần gửi đến bộ đếm mà không phải lượt xem của bạn đọc, theo ngày và lý do",
        columns=(Column("Ngày", Kind.DAY), Column("Lý do không tính"), Column("Số lần", Kind.NUMBER)),
        rows=[
            (day, Reason(reason).label, count)
            for day, counts in excluded_by_day(period.date_range).items()
            for reason, count in counts.items()
        ],
        definitions=[(row.name, row.explanation) for row in count_excluded(period.date_range, period.other)],
    )


def _by_reason(period):
    rows = count_excluded(period.date_range, period.other)
    now, before = sum(row.now for row in rows), sum(row.before for row in rows)
    return Table(
        slug="khong-tinh",
        title="Không tính, theo lý do",
        caption=f"Số lần gửi đến bộ đếm mà không phải lượt xem của bạn đọc, {period.description}",
        columns=(
            Column("Lý do"),
            Column("Số lần", Kind.NUMBER),
            Column("Tỷ lệ", Kind.SHARE),
            Column("Thay đổi", Kind.CHANGE),
        ),
        rows=[
            (
                Named(row.name, note=row.explanation),
                row.now,
                share(row.now, now),
                change(row.now, row.before),
            )
            for row in rows
        ],
        total=("Cộng", now, None, change(now, before)),
        definitions=(SHARE, PERIOD),
        is_judged=False,
    )


def _by_day(period, by_day):
    """A Table of days, or months when they are many, with a column for each reason that occurred."""
    rows = {}
    for day, counts in by_day.items():
        name = _name(period, day)
        for reason, count in counts.items():
            rows.setdefault(name, {}).setdefault(reason, 0)
            rows[name][reason] += count
    is_last_known = bool(by_day) and _name(period, max(by_day)) == _name(period, period.date_range.last)
    reasons = [reason for reason in Reason if any(reason in counts for counts in rows.values())]
    return Table(
        slug="",
        title="Không tính, từng tháng" if period.by_month else "Không tính, từng ngày",
        caption=f"Số lần theo lý do, {period.description}",
        columns=(
            Column("Tháng") if period.by_month else Column("Ngày", Kind.DAY),
            Column("Cộng", Kind.NUMBER),
            *(Column(reason.label, Kind.NUMBER) for reason in reasons),
        ),
        rows=[
            (name, sum(counts.values()), *(counts.get(reason, 0) for reason in reasons))
            for name, counts in reversed(rows.items())
        ],
        first_note=period.note_of_last if is_last_known else "",
    )


def _name(period, day):
    return f"{day:%m/%Y}" if period.by_month else day


def _chart(period, by_day):
    sums = {}
    for day in period.date_range.days():
        name = f"{day:%m/%Y}" if period.by_month else format_date(day)
        sums[name] = sums.get(name, 0) + sum(by_day.get(day, {}).values())
    names = list(sums)
    labels = names if period.by_month else [name[:5] for name in names]
    return bar_chart(list(sums.values()), labels, names, unfinished=period.unfinished)
