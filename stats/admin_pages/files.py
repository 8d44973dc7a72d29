"""Every table of the statistics pages as a file: CSV, and a workbook."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from database.keys import read_key
from stats.queries.dimension_names import Viewer
from stats.render.exports import csv_answer, xlsx_answer
from stats.render.tables import Table
from vietnamese.dates import format_time_date

from . import audience, clicks, content, live, newsroom, parts
from .base_page import period_of, statistics_page
from .excluded import every_reason_of_every_day
from .overview import every_day, every_hour, every_hour_of_today
from .period import PeriodChoice
from .proof import every_digest
from .search import every_search, every_search_in_vain

Tables = dict[str, Callable[..., Table]]


def _same_for_all(tables: Tables) -> Tables:
    """These functions without a use for who looks, their last argument: their tables name no article."""

    def skip_viewer(make: Callable[..., Table]) -> Callable[..., Table]:
        return lambda *asked: make(*asked[:-1])

    return {name: skip_viewer(make) for name, make in tables.items()}


# Functions of a PeriodChoice and of who looks (a User) that make a Table, by the name in the address. Packages above
# have addresses of their own.
FILES: Tables = {
    "bai": content.table_of_articles,
    "bai-dang-len": content.every_rising_article,
    **{slug: clicks.every_value(kind) for kind, (slug, *_) in clicks.KINDS.items()},
    **_same_for_all(
        {
            "ngay": every_day,
            "gio": every_hour,
            "tu-tim-kiem": every_search,
            "tim-khong-thay": every_search_in_vain,
            "khong-tinh": every_reason_of_every_day,
            "dau-so-lieu": every_digest,
            **{slug: content.every_value(kind) for kind, (slug, *_) in content.KINDS.items()},
            **{slug: audience.every_value(kind) for kind, (slug, *_) in audience.KINDS.items()},
            "ban-bien-tap-trang-thai": newsroom.every_display_status,
            **{slug: newsroom.every_row(kind) for kind, (slug, *_) in newsroom.KINDS.items()},
        }
    ),
}
# Functions of a moment (aware) and of who looks: tables of this moment, whatever days are chosen.
OF_NOW: Tables = {
    "dang-doc": live.every_page,
    **_same_for_all({"gio-hom-nay": every_hour_of_today, "tung-phut": live.every_minute}),
}
# Functions of a PeriodChoice, a pk and of who looks, for one row: `bai-12` are the days of an article,
# `bai-cua-tac-gia-12` the articles of an author.
OF_ONE: Tables = {
    **{f"bai-cua-{content.KINDS[kind][0]}": parts.articles_of(kind) for kind in parts.ROWS},
    **_same_for_all(
        {
            "bai": parts.days_of_article,
            **{content.KINDS[kind][0]: parts.days_of(kind) for kind in parts.ROWS},
        }
    ),
}


def _table(name: str, period: PeriodChoice, viewer: Viewer) -> Table:
    kind, _, pk = name.rpartition("-")
    if kind in OF_ONE and (key := read_key(pk)) is not None:
        return OF_ONE[kind](period, key, viewer)
    if name not in FILES:
        raise Http404
    return FILES[name](period, viewer)


@statistics_page
def export(request: HttpRequest, table: str, kind: str) -> HttpResponse:
    """The table named `table` as `kind` "csv" or "xlsx": of the chosen days, or of now."""
    if table in OF_NOW:
        now = timezone.localtime()
        return _file(
            table,
            OF_NOW[table](now, request.user),
            kind,
            f"{now:%Y-%m-%d-%H-%M}",
            f"Số liệu lúc {format_time_date(now)}.",
        )
    period = period_of(request)
    return file_of_days(table, _table(table, period, request.user), period, kind)


def file_of_days(name: str, table: Table, period: PeriodChoice, kind: str) -> HttpResponse:
    """The answer with `table`, a Table of `period`, as `kind` "csv" or "xlsx"; `name` is part of the file's."""
    note = f"Số liệu {period.description}. Kỳ so sánh: {period.other_description}."
    return _file(name, table, kind, f"{period.date_range.first}-{period.date_range.last}", note)


def _file(name: str, table: Table, kind: str, when: str, note: str) -> HttpResponse:
    name = f"thong-ke-{name}-{when}"
    return csv_answer(name, table) if kind == "csv" else xlsx_answer(name, table, note)
