"""What the statistics pages of the admin have in common: who may come in, the tabs, the days that are chosen."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from stats.days import local_day
from stats.queries.dimension_names import Named
from stats.queries.dimension_sums import Sums
from stats.queries.totals import change, share
from stats.render.tables import Column, Kind, Table

from .period import COMPARISONS, PeriodChoice, read_period

TITLE = "Thống kê truy cập"
# (URL name, name). Packages above know what statistics does not: their tabs are declared in the settings.
TABS = (
    ("stats:desk", "Tổng quan"),
    ("stats:content", "Nội dung"),
    ("stats:sources", "Nguồn truy cập"),
    ("stats:devices", "Thiết bị"),
    ("stats:searches", "Tìm kiếm"),
    ("stats:clicks", "Bấm và tải"),
    ("stats:newsroom", "Ban biên tập"),
    ("stats:left_out", "Không tính"),
    ("stats:live", "Đang diễn ra"),
    ("stats:imports", "Nhập số liệu"),
    ("stats:proof", "Đối chiếu"),
    ("stats:keys", "Cấp khóa"),
)
SHOWN = 20
VIEWS = ("Lượt xem", "Một lần mở một trang. Tải lại trang là một lượt xem nữa.")
PERIOD = ("Kỳ so sánh", "Cùng số liệu trong những ngày được chọn để so sánh; xem dòng đầu của bảng.")
SHARE = ("Tỷ lệ", "Phần trăm trong tổng của bảng, kể cả những dòng không hiện.")
DIMENSIONS = ("Bắt đầu đếm", "Số liệu theo loại chỉ có từ ngày trang tin bắt đầu ghi; những ngày trước đó để trống.")


def require_statistics_access(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator: lets staff in who may see the figures; others are sent to sign in, or get 403."""
    return admin.site.admin_view(permission_required("stats.view_siteday", raise_exception=True)(view))


def statistics_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page to be read: GET and HEAD, with `require_statistics_access`."""
    return require_statistics_access(require_safe(view))


def tabs() -> list[tuple[str, str]]:
    """[(URL name, name)]: TABS, and those of `settings.STATISTICS_TABS`, each before the tab that it names."""
    listed = list(TABS)
    for url_name, name, before in settings.STATISTICS_TABS:
        listed.insert([known for known, _ in listed].index(before), (url_name, name))
    return listed


def period_of(request: HttpRequest) -> PeriodChoice:
    return read_period(request.GET, local_day(timezone.now()))


def show(
    request: HttpRequest, template: str, *, tab: str, period: PeriodChoice | None = None, **context: Any
) -> HttpResponse:
    """The statistics page `tab` (its URL name); without `period` it has no choice of days."""
    query = f"?{period.query}" if period else ""
    listed = tabs()
    names = dict(listed)
    context |= {
        **admin.site.each_context(request),
        "title": TITLE if tab == TABS[0][0] else f"{TITLE}: {names[tab].lower()}",
        "tabs": [(name, reverse(known) + query, known == tab) for known, name in listed],
        "period": period,
        "comparisons": COMPARISONS.items(),
    }
    return render(request, f"stats/admin_pages/{template}.html", context)


def dimension_table(
    sums: Sums,
    names: Callable[[str], Named],
    *,
    slug: str,
    title: str,
    caption: str,
    head: str,
    counted: str = "Lượt xem",
    definitions: tuple[tuple[str, str], ...] = (),
) -> Table:
    """A Table of the Sums of one dimension; `names` gives the Named of a value."""
    columns = (
        Column(head),
        Column(counted, Kind.NUMBER),
        Column("Tỷ lệ", Kind.SHARE),
        Column("Kỳ so sánh", Kind.NUMBER, only="file"),
        Column("Thay đổi", Kind.CHANGE),
    )
    rows = [
        (names(row.value), row.now, share(row.now, sums.now), row.before, change(row.now, row.before))
        for row in sums.rows
    ]
    return Table(
        slug=slug,
        title=title,
        caption=caption,
        columns=columns,
        rows=rows,
        total=("Cộng", sums.now, None, sums.before, change(sums.now, sums.before)) if rows else None,
        left=sums.count - len(rows),
        definitions=(VIEWS, SHARE, PERIOD, DIMENSIONS, *definitions),
    )
