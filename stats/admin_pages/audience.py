"""Where readers come from and what they read with."""

from stats.models import Dimension
from stats.queries import dimension_names
from stats.queries.dimension_sums import dimension_sums

from .base_page import SHOWN, dimension_table, period_of, show, statistics_page

SOURCES = {
    Dimension.SOURCE: ("nguon", "Nguồn truy cập", "Nguồn"),
    Dimension.REFERRER: ("trang-dan-den", "Trang dẫn đến", "Trang web"),
}
DEVICES = {
    Dimension.DEVICE: ("thiet-bi", "Thiết bị", "Thiết bị"),
    Dimension.BROWSER: ("trinh-duyet", "Trình duyệt", "Trình duyệt"),
    Dimension.SYSTEM: ("he-dieu-hanh", "Hệ điều hành", "Hệ điều hành"),
    Dimension.LANGUAGE: ("ngon-ngu", "Ngôn ngữ", "Ngôn ngữ của trình duyệt"),
}
KINDS = SOURCES | DEVICES
DEFINITIONS = (
    ("Nguồn", "Nơi bạn đọc vừa ở trước đó, như trình duyệt cho biết; chỉ ghi tên miền, không ghi địa chỉ trang."),
    ("Thiết bị, trình duyệt", "Đoán từ dòng tự giới thiệu của trình duyệt; chỉ giữ tên loại, không giữ dòng ấy."),
)


@statistics_page
def sources(request):
    """One query of its own."""
    return _page(request, "stats:sources", SOURCES)


@statistics_page
def devices(request):
    """One query of its own."""
    return _page(request, "stats:devices", DEVICES)


def every_value(kind):
    """A function of a PeriodChoice: the Table of all values of the dimension `kind`, as a file. One query."""

    def table(period):
        return _table(period, kind, dimension_sums(period, [kind])[kind])

    return table


def _page(request, tab, kinds):
    period = period_of(request)
    sums = dimension_sums(period, kinds, SHOWN)
    tables = [_table(period, kind, sums[kind]) for kind in kinds]
    return show(request, "tables", tab=tab, period=period, tables=tables)


def _table(period, kind, sums):
    slug, title, head = KINDS[kind]
    return dimension_table(
        sums,
        lambda value: dimension_names.describe(kind, value),
        slug=slug,
        title=title,
        caption=f"Lượt xem {period.description}",
        head=head,
        definitions=DEFINITIONS,
    )
