"""What readers do on a page: downloads, links to other sites, banners, how far and how long they read."""

from stats.models import Dimension
from stats.queries import dimension_names
from stats.queries.dimension_sums import Sums, Value, dimension_sums

from .base_page import SHOWN, dimension_table, period_of, show, statistics_page

KINDS = {
    Dimension.DOWNLOAD: ("tai-ve", "Tệp tải về", "Tệp", "Lượt tải"),
    Dimension.OUTBOUND: ("lien-ket-ngoai", "Liên kết ra ngoài", "Trang web", "Lượt bấm"),
    Dimension.BANNER: ("banner", "Banner", "Banner", "Lượt bấm"),
    Dimension.DEPTH: ("muc-cuon", "Đọc đến đâu", "Mức cuộn", "Lượt xem bài"),
    Dimension.READING: ("thoi-gian-doc", "Đọc bao lâu", "Thời gian", "Lượt xem bài"),
}
IN_ORDER = (Dimension.DEPTH, Dimension.READING)
DEFINITIONS = (
    ("Lượt tải, lượt bấm", "Số lần bấm vào liên kết. Trình duyệt không cho biết tệp có được mở ra đọc hay không."),
    ("Mức cuộn", "Phần bài xa nhất mà màn hình đã hiện trong một lượt xem."),
    ("Thời gian", "Thời gian trang bài nằm trên màn hình; chuyển sang cửa sổ khác thì ngừng tính."),
)


@statistics_page
def clicks(request):
    """Three queries of its own."""
    period = period_of(request)
    sums = dimension_sums(period, KINDS, SHOWN)
    names = _names(sums, request.user)
    tables = [_table(period, kind, sums[kind], names) for kind in KINDS]
    return show(request, "tables", tab="stats:clicks", period=period, tables=tables)


def every_value(kind):
    """A function of a PeriodChoice and who looks: the Table of the values of dimension `kind`, as a file. Up to three
    queries.
    """

    def table(period, viewer):
        sums = dimension_sums(period, [kind])
        return _table(period, kind, sums[kind], _names(sums, viewer))

    return table


def _names(sums, viewer):
    downloads, banners = sums.get(Dimension.DOWNLOAD, Sums()), sums.get(Dimension.BANNER, Sums())
    return {
        Dimension.DOWNLOAD: dimension_names.of_downloads(downloads, viewer) if downloads.rows else {},
        Dimension.BANNER: dimension_names.of_banners(banners) if banners.rows else {},
    }


def _table(period, kind, sums, names):
    slug, title, head, counted = KINDS[kind]

    def name(value):
        if kind in names:
            return names[kind].get(value) or dimension_names.gone(head, value)
        return dimension_names.describe(kind, value)

    return dimension_table(
        _in_order(kind, sums) if kind in IN_ORDER else sums,
        name,
        slug=slug,
        title=title,
        caption=f"{counted} {period.description}",
        head=head,
        counted=counted,
        definitions=DEFINITIONS,
    )


def _in_order(kind, sums):
    """Classes stand from little to much, whatever occurs most."""
    order = list(dimension_names.WORDS[kind])
    known = {row.value: row for row in sums.rows}
    rows = [known.pop(value, Value(value, 0, 0)) for value in order] if sums.rows else []
    return Sums((*rows, *known.values()), sums.now, sums.before, len(rows) + len(known))
