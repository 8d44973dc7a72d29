"""How readers' comments are handled: one of the statistics pages, here because statistics does not know comments."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from comments.moderation.moderator_figures import OVERTURNED_DAYS, figures_of_moderators
from comments.moderation.period_figures import Handled, handled, handled_by_day, median_hours
from stats.admin_pages.base_page import period_of, show, statistics_page
from stats.admin_pages.files import file_of_days
from stats.admin_pages.period import PeriodChoice
from stats.days import DateRange
from stats.queries.totals import Change
from stats.render.tables import Column, Kind, Table
from vietnamese.numbers import format_number, format_percent

TAB = "comment_handling"
DEFINITIONS = (
    ("Nhận", "Bình luận bạn đọc gửi đến trong những ngày được chọn, kể cả bình luận rác."),
    ("Duyệt, từ chối, bình luận rác", "Quyết định trong những ngày được chọn, dù bình luận gửi đến từ trước."),
    ("Thời gian xử lý", "Từ lúc gửi đến quyết định đầu tiên, kể cả đêm và ngày nghỉ; trung vị: một nửa nhanh hơn."),
    ("Đúng hạn", "Trong các bình luận đến hạn trong những ngày được chọn; hạn tính theo giờ làm việc."),
)
MODERATORS = "nguoi-duyet"
OF_MODERATORS = (
    ("Đã quyết định", "Duyệt, từ chối, xếp vào bình luận rác; việc đã hoàn tác không tính cho ai."),
    ("Đúng hạn, trung vị (từng người)", "Chỉ những bình luận mà người ấy quyết định lần đầu."),
    (
        "Bị thay",
        f"Trong {OVERTURNED_DAYS} ngày sau, người khác quyết định khác đi: tự xem lại, do bạn đọc báo cáo hay do "
        "người gửi đề nghị. Không hẳn là lỗi của người quyết định trước.",
    ),
    ("Trả lời", "Phản hồi của cơ quan đang đăng, do người ấy đăng, kể cả trả lời của đơn vị."),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """`now` and `before` as words; "–" where there is none."""

    name: str
    now: str
    before: str


@statistics_page
def comment_handling(request: HttpRequest) -> HttpResponse:
    """Nine queries of its own."""
    period = period_of(request)
    now, before = (_handled(date_range) for date_range in (period.date_range, period.other))
    return show(
        request,
        "comments",
        tab=TAB,
        period=period,
        changes=[
            Change(name, getattr(now, field), getattr(before, field))
            for name, field in (
                ("Nhận", "received"),
                ("Duyệt", "approved"),
                ("Từ chối", "rejected"),
                ("Bình luận rác", "spam"),
            )
        ],
        figures=[
            Figure(
                "Thời gian xử lý, trung vị", *(_median(date_range) for date_range in (period.date_range, period.other))
            ),
            Figure("Xử lý đúng hạn", *(_percent(one.share_on_time) for one in (now, before))),
        ],
        table=_by_day(period),
        moderators=_by_moderator(period),
        definitions=(*DEFINITIONS, *OF_MODERATORS),
    )


@statistics_page
def comment_handling_file(request: HttpRequest, kind: str, table: str = "") -> HttpResponse:
    """A table of the page ("": that of the days) as `kind` "csv" or "xlsx". Two queries of its own at most."""
    period = period_of(request)
    shown = _by_moderator(period) if table == MODERATORS else _by_day(period)
    return file_of_days(shown.slug, shown, period, kind)


def _by_moderator(period: PeriodChoice) -> Table:
    """For who may see statistics, and so for no moderator: comparing colleagues is not the work of the queue."""
    found = figures_of_moderators(**_moments(period.date_range))
    rows = [
        (
            one.name,
            one.decided,
            one.share_on_time,
            None if one.hours is None else round(one.hours, 1),
            one.overturned,
            one.answered,
            one.masked,
        )
        for one in found
    ]
    return Table(
        slug=MODERATORS,
        title="Từng người duyệt",
        caption=f"Việc của từng người duyệt {period.description}; ai không làm việc nào thì không có dòng",
        columns=(
            Column("Người duyệt", Kind.TEXT),
            Column("Đã quyết định", Kind.NUMBER),
            Column("Đúng hạn", Kind.SHARE),
            Column("Trung vị, giờ", Kind.NUMBER),
            Column("Bị thay", Kind.NUMBER),
            Column("Trả lời", Kind.NUMBER),
            Column("Che dữ liệu", Kind.NUMBER),
        ),
        rows=rows,
        empty="Chưa ai duyệt bình luận nào trong những ngày này.",
        definitions=OF_MODERATORS,
    )


def _by_day(period: PeriodChoice) -> Table:
    rows = handled_by_day(**_moments(period.date_range))
    return Table(
        slug="binh-luan",
        title="Bình luận từng ngày",
        caption=f"Số bình luận {period.description}; ngày không có bình luận nào thì không có dòng",
        columns=(
            Column("Ngày", Kind.DAY),
            Column("Nhận", Kind.NUMBER),
            Column("Duyệt", Kind.NUMBER),
            Column("Từ chối", Kind.NUMBER),
            Column("Bình luận rác", Kind.NUMBER),
        ),
        rows=rows[::-1],
        total=("Cộng", *(sum(column) for column in list(zip(*rows, strict=True))[1:])) if rows else None,
        empty="Chưa có bình luận nào trong những ngày này.",
        definitions=DEFINITIONS,
    )


def _moments(date_range: DateRange) -> dict[str, datetime]:
    """The first moment of a DateRange, and the first after it."""
    return {"since": date_range.since, "until": date_range.until}


def _handled(date_range: DateRange) -> Handled:
    return handled(**_moments(date_range))


def _median(date_range: DateRange) -> str:
    hours = median_hours(**_moments(date_range))
    return "–" if hours is None else f"{format_number(round(hours, 1))} giờ"


def _percent(number: float | None) -> str:
    return "–" if number is None else format_percent(number, 1)
