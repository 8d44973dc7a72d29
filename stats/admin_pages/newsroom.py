"""What the newsroom publishes: by author, creator, category and display status; how fast, and how much it is read."""

from articles.models.display_status import OUT_OF_THE_BIN
from stats.queries.newsroom import EditorialOutput, OutputRow, describe_duration
from stats.queries.totals import change
from stats.render.tables import Column, Kind, Table

from .base_page import period_of, show, statistics_page

KINDS = {
    "authors": ("ban-bien-tap-tac-gia", "Theo tác giả ký tên", "Tác giả"),
    "creators": ("ban-bien-tap-nguoi-viet", "Theo người tạo bài", "Người tạo"),
    "categories": ("ban-bien-tap-chuyen-muc", "Theo chuyên mục", "Chuyên mục"),
}
DEFINITIONS = (
    ("Bài xuất bản", "Bài mà bạn đọc thấy lần đầu trong những ngày này, kể cả bài đã gỡ hay hết hạn sau đó."),
    ("Lượt xem", "Mọi lượt xem của các bài ấy từ lúc xuất bản đến nay."),
    ("Thời gian ra bài", "Trung vị: một nửa số bài nhanh hơn. Tính từ lần lưu đầu tiên đến lúc bấm xuất bản lần đầu."),
    ("Nhiều tác giả", "Bài có hai tác giả ký tên được tính cho cả hai, nên tổng theo tác giả có thể lớn hơn."),
)


@statistics_page
def newsroom(request):
    """Five queries of its own."""
    period = period_of(request)
    now, before = EditorialOutput(period.date_range), EditorialOutput(period.other)
    tables = [_table(period, kind, now, before) for kind in KINDS]
    return show(
        request,
        "newsroom",
        tab="stats:newsroom",
        period=period,
        total=now.total,
        before=before.total,
        tables=[*tables, _by_display_status(period, now)],
        definitions=DEFINITIONS,
    )


def every_row(kind):
    """A function of a PeriodChoice: the Table of `kind` (a key of KINDS), as a file. Four queries."""

    def table(period):
        return _table(period, kind, EditorialOutput(period.date_range), EditorialOutput(period.other))

    return table


def every_display_status(period):
    """As a file. Three queries."""
    return _by_display_status(period, EditorialOutput(period.date_range))


def _table(period, kind, now, before):
    slug, title, head = KINDS[kind]
    known = {row.pk: row for row in getattr(before, kind)}
    rows = [_row(row, known.get(row.pk, OutputRow(row.pk, row.name))) for row in getattr(now, kind)]
    return Table(
        slug=slug,
        title=title,
        caption=f"Bài xuất bản {period.description}",
        columns=(
            Column(head),
            Column("Bài xuất bản", Kind.NUMBER),
            Column("Kỳ so sánh", Kind.NUMBER, only="file"),
            Column("Thay đổi", Kind.CHANGE),
            Column("Lượt xem", Kind.NUMBER),
            Column("Thời gian ra bài", only="page"),
            Column("Thời gian ra bài (giờ)", Kind.NUMBER, only="file"),
        ),
        rows=rows,
        empty="Không có bài nào xuất bản trong những ngày này.",
        definitions=DEFINITIONS,
    )


def _row(now, before):
    hours = None if now.seconds is None else round(now.seconds / 3600, 1)
    compared = change(now.articles, before.articles)
    return (now.name, now.articles, before.articles, compared, now.views, describe_duration(now.seconds), hours)


def _by_display_status(period, production):
    counts = production.display_status_counts()
    return Table(
        slug="ban-bien-tap-trang-thai",
        title="Bài bắt đầu viết, theo trạng thái hiện nay",
        caption=f"Bài tạo {period.description}, nay đang ở đâu",
        columns=(Column("Trạng thái"), Column("Bài", Kind.NUMBER)),
        rows=[(status.label, counts[status.value]) for status in OUT_OF_THE_BIN] if counts["all"] else [],
        total=("Cộng", counts["all"]) if counts["all"] else None,
        empty="Không có bài nào được tạo trong những ngày này.",
        definitions=DEFINITIONS,
    )
