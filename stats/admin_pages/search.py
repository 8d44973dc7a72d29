"""What readers search for on the portal; searches without results come first: the portal lacks what they asked for."""

from stats.queries import dimension_sums
from stats.queries.totals import share
from stats.render.tables import Column, Kind, Table

from .base_page import DIMENSIONS, SHARE, SHOWN, period_of, show, statistics_page

DEFINITIONS = (
    ("Số lần", "Mỗi lần mở trang kết quả tìm kiếm với những từ này. Chữ hoa, chữ thường được coi như nhau."),
    ("Số kết quả", "Của lần tìm gần nhất trong những ngày được chọn."),
    SHARE,
    DIMENSIONS,
)


@statistics_page
def searches(request):
    """One query of its own."""
    period = period_of(request)
    found = dimension_sums.searches(period.date_range, SHOWN)
    tables = [_in_vain(period, found), _all(period, found)]
    return show(request, "tables", tab="stats:searches", period=period, tables=tables, is_alone=True)


def every_search(period):
    return _all(period, dimension_sums.searches(period.date_range))


def every_search_in_vain(period):
    return _in_vain(period, dimension_sums.searches(period.date_range))


def _all(period, found):
    return Table(
        slug="tu-tim-kiem",
        title="Từ tìm kiếm",
        caption=f"Số lần tìm {period.description}",
        columns=(
            Column("Từ tìm kiếm"),
            Column("Số lần", Kind.NUMBER),
            Column("Tỷ lệ", Kind.SHARE),
            Column("Số kết quả", Kind.NUMBER),
        ),
        rows=[(row.words, row.times, share(row.times, found.times), row.found) for row in found.rows],
        total=("Cộng", found.times, None, None) if found.rows else None,
        left=found.words - len(found.rows),
        empty="Chưa có ai tìm kiếm trong những ngày này.",
        definitions=DEFINITIONS,
    )


def _in_vain(period, found):
    return Table(
        slug="tim-khong-thay",
        title="Tìm mà không thấy",
        caption=f"Từ không có kết quả nào {period.description}: bạn đọc cần mà trang chưa có, hoặc gọi bằng tên khác",
        columns=(
            Column("Từ tìm kiếm"),
            Column("Số lần không thấy", Kind.NUMBER),
            Column("Số lần tìm", Kind.NUMBER),
            Column("Nay có", Kind.NUMBER),
        ),
        rows=[(row.words, row.in_vain, row.times, row.found) for row in found.in_vain],
        left=found.words_in_vain - len(found.in_vain),
        empty="Mọi từ được tìm đều có kết quả.",
        definitions=(
            *DEFINITIONS,
            ("Nay có", "Số kết quả của lần tìm gần nhất: khác 0 là từ đó đến nay trang đã có bài."),
        ),
    )
