"""The proof of the figures: each day compared with its ledger, its digest and its signature."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from stats.models import DayChecksum, SiteDay
from stats.queries.dimension_names import Named
from stats.queries.totals import Day
from stats.render.tables import Column, Kind, Table
from stats.rollup.ledger import first_open_day, verify
from vietnamese.dates import format_date, format_time_date

from .base_page import period_of, show, statistics_page
from .period import PeriodChoice

DAYS_SHOWN = 100
AGREES, DIFFERS, NO_PROOF = "Khớp", "Không khớp", "Không có sổ"
DEFINITIONS = (
    (
        AGREES,
        "Tổng trong bảng số liệu bằng tổng các lần cộng ghi trong sổ; khi ngày đã đóng, bằng cả dấu số liệu đã ký.",
    ),
    (DIFFERS, "Có tổng đã bị sửa mà sổ không ghi. Xin báo người vận hành."),
    (NO_PROOF, "Số liệu mang từ nơi khác (bộ đếm cũ, số liệu mẫu), không có sổ của trang tin này để đối chiếu."),
    ("Dấu số liệu", "SHA-256 của mọi tổng trong ngày. Đổi một con số là dấu khác hẳn."),
    ("Chữ ký", "HMAC-SHA256 của ngày, dấu số liệu, kết luận và số lượt đến muộn, bằng khóa bí mật của trang tin."),
    (
        "Đến muộn",
        "Lượt xem cộng vào sau khi ngày đã đóng, từ tệp tạm của một lần mất máy chủ dữ liệu kéo dài. Thường là 0; "
        "khác 0 mà không có sự cố nào thì xin báo người vận hành.",
    ),
)
PARTS = {
    "site": "Cả trang tin",
    "articles": "Lượt xem bài số",
    "readers": "Khách của bài số",
    "excluded": "Không tính",
    "facets": "Theo loại",
}
OF_SITE = {"views": "lượt xem", "visits": "lượt truy cập", "visitors": "khách"}


@statistics_page
def proof(request: HttpRequest) -> HttpResponse:
    """Shows the verdict that each signed day got; the page verifies open days one by one, by requests to `day`. Two
    queries of its own.
    """
    period = period_of(request)
    first_open = first_open_day()
    rows = _days(period, since=first_open)
    return show(
        request,
        "proof",
        tab="stats:proof",
        period=period,
        is_alone=True,
        open_days=[day for day in rows if day.day >= first_open],
        table=_table(period, [day for day in rows if day.day < first_open], DAYS_SHOWN),
        definitions=DEFINITIONS,
    )


@statistics_page
def day(request: HttpRequest, day: str) -> HttpResponse:
    """Verifies one day now; with `?phan=1` it answers the verdict alone. Up to nine queries of its own."""
    try:
        asked = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    verdict = verify(asked)
    context: dict[str, Any] = {
        "day": asked,
        "verdict": verdict,
        "words": _verdict(verdict.agreed),
        "differences": [
            (f"{PARTS[part]} {OF_SITE.get(name, name)}", noted, stands)
            for part, name, noted, stands in verdict.differences[:DAYS_SHOWN]
        ],
    }
    if request.GET.get("phan"):
        return show(request, "verdict", tab="stats:proof", **context)
    context["figures"] = SiteDay.objects.filter(day=asked).first() or Day(asked)
    context["checksum"] = DayChecksum.objects.filter(day=asked).first()
    return show(request, "proof_day", tab="stats:proof", definitions=DEFINITIONS, **context)


def every_digest(period: PeriodChoice) -> Table:
    """The checksums of signed days, as a file. Two queries."""
    return _table(period, [day for day in _days(period) if day.checksum], None)


@dataclass(frozen=True, slots=True)
class ProvenDay:
    """`views` as they stand; `checksum` is None while the day is open."""

    day: date
    views: int
    checksum: DayChecksum | None


def _days(period: PeriodChoice, since: date | None = None) -> list[ProvenDay]:
    """Days of `period`, and those from `since` on, that have figures or a checksum; newest first. Two queries."""
    asked = Q(day__range=(period.date_range.first, period.date_range.last))
    asked |= Q(day__gte=since) if since else Q()
    checksums = DayChecksum.objects.filter(asked).in_bulk()
    figures = {row.day: row for row in SiteDay.objects.filter(asked)}
    days = sorted(figures.keys() | checksums.keys(), reverse=True)
    return [ProvenDay(day, figures[day].views if day in figures else 0, checksums.get(day)) for day in days]


def _table(period: PeriodChoice, days: list[ProvenDay], count: int | None) -> Table:
    return Table(
        slug="dau-so-lieu",
        title="Dấu số liệu của từng ngày",
        caption=f"Ngày đã đóng, {period.description}",
        columns=(
            Column("Ngày", Kind.DAY),
            Column("Lượt xem trang", Kind.NUMBER),
            Column("Đến muộn", Kind.NUMBER),
            Column("Khi đóng", only="page"),
            Column("Khớp với sổ", only="file"),
            Column("Dấu số liệu"),
            Column("Chữ ký", only="file"),
            Column("Đóng lúc"),
        ),
        rows=[_row(day, is_file=count is None) for day in days[:count]],
        left=max(0, len(days) - (count or len(days))),
        empty="Chưa có ngày nào được đóng trong khoảng này: một ngày đóng sau khi qua hai ngày trọn.",
        definitions=DEFINITIONS,
    )


def _row(day: ProvenDay, *, is_file: bool) -> tuple[object, ...]:
    checksum = day.checksum
    if not checksum:
        return day.day, day.views, None, "chờ đóng", "", "", "", ""
    words = _verdict(checksum.agreed if checksum.digest else None)
    digest = checksum.digest if is_file else checksum.digest[:16] + "…" if checksum.digest else ""
    at = format_time_date(timezone.localtime(checksum.signed_at))
    shown = Named(format_date(day.day), reverse("stats:proof_day", args=[day.day.isoformat()]))
    return day.day if is_file else shown, day.views, checksum.late, words, words, digest, checksum.signature, at


def _verdict(agreed: bool | None) -> str:
    return {True: AGREES, False: DIFFERS, None: NO_PROOF}[agreed]
