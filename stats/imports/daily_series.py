"""The daily figures of another counter: a table with one row for each day, as CSV or as a workbook."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import BinaryIO

from django.utils import timezone

from vietnamese.text import clean_text, fold

from . import cells
from .report import Problem, Report, Unusable, refused
from .sheets import Row as Cells
from .sheets import Sheet, read_sheet, sheet_of_text

FIGURES = ("views", "visits", "visitors")
NAME_MAX_LENGTH = 100  # longer is no name of a column, nor of a day
# Names of columns as `_plain` leaves them; of two for one figure the earlier in its list counts. From the portal's
# own files, Google Analytics (GA4 and before), Matomo, Plausible, GoatCounter, Umami, AWStats, Jetpack, NukeViet.
NAMES = {
    "day": (
        *("ngay", "day", "date", "ngay thang", "ngay thang nam", "period", "day index", "date of visit"),
        *("chi muc ngay", "ky", "thoi gian"),
    ),
    "views": (
        *("luot xem", "luot xem trang", "views", "pageviews", "page views", "pageview", "screenpageviews"),
        *(
            "screen page views",
            "luot xem trang web",
            "tong luot xem",
            "trang da xem",
            "so trang da xem",
            "so trang xem",
        ),
        *("trang xem", "total pageviews", "total views", "pages"),
    ),
    "visits": (
        *("luot truy cap", "visits", "sessions", "phien", "phien truy cap", "luot ghe tham", "luot tham", "luot vao"),
        *("number of visits", "total visits", "total sessions", "tong luot truy cap", "luot truy cap trang"),
    ),
    "visitors": (
        *("khach", "visitors", "unique visitors", "uniq visitors", "total users", "tong so nguoi dung"),
        *("tong nguoi dung", "users", "nguoi dung", "active users", "nguoi dung dang hoat dong", "khach truy cap"),
        *("nguoi truy cap", "uniques", "total visitors"),
    ),
}
AVERAGES = {"trung binh", "average", "avg", "mean"}
TOTALS = AVERAGES | {"tong", "tong cong", "tong so", "cong", "total", "totals", "grand total", "sum", "summary"}

Row = tuple[date, int, int, int]  # day, views, visits, visitors


@dataclass(slots=True)
class Columns:
    """Where the figures stand: `places` {day or figure: place in a row}."""

    names: Cells
    places: dict[str, int]


def read(text: str, order: str = cells.AUTO) -> tuple[list[Row], Report]:
    """As `read_file`, of a CSV file's text."""
    return _read(sheet_of_text(text, _known_columns), order)


def read_file(file: BinaryIO, order: str = cells.AUTO) -> tuple[list[Row], Report]:
    """([(day, views, visits, visitors)], Report) of a table that names its columns.

    `order` (`cells.AUTO`, DAY_FIRST, MONTH_FIRST) is that of days with two short numbers. A figure without a column is
    0, and the Report says so. Raises Unusable with every problem, and UnicodeDecodeError.
    """
    return _read(read_sheet(file, _known_columns), order)


def _read(sheet: Sheet, order: str) -> tuple[list[Row], Report]:
    report = Report()
    columns = _columns(sheet, report)
    lines = _lines(sheet, columns, report)
    days = cells.order_of((_cell(row, columns.places["day"]) for _, row in lines), order)
    numbers = cells.Numbers(
        _cell(row, place) for _, row in lines for name, place in columns.places.items() if name in FIGURES
    )
    rows: dict[date, Row] = {}
    problems: list[Problem] = []
    for number, line in lines:
        try:
            row = _row(line, columns, days, numbers)
            if row[0] in rows:
                raise refused("twice", day=row[0].isoformat())
            rows[row[0]] = row
        except Unusable as error:
            problems += [Problem(problem.code, problem.values, number) for problem in error.problems]
    if problems or not rows:
        raise Unusable(problems or [Problem("no_days")])
    found = [rows[day] for day in sorted(rows)]
    found = _without_today(found, report)
    _note_table(sheet, report)
    _note_ways([_cell(row, columns.places["day"]) for _, row in lines], days, numbers, report)
    _note_figures(found, columns, report)
    _compare_total(sheet, columns, numbers, found, report)
    return found, report


def _plain(name: str) -> str:
    """A column's name to look up: nb_uniq_visitors, “Số khách”, ga:users and Users are all written differently."""
    name = re.sub(r"[_\-\u00a0]+", " ", fold(clean_text(name[:NAME_MAX_LENGTH])).strip(" .:*\"'"))
    name = re.sub(r"\s*\(.*?\)\s*$", "", name.rpartition(":")[2])
    return re.sub(r"^(?:nb|so luong|so) +", "", " ".join(name.split()))


_PLACE_OF = {name: (figure, rank) for figure, names in NAMES.items() for rank, name in enumerate(names)}


def _figure(name: str) -> tuple[str, int] | None:
    plain = _plain(name)
    return _PLACE_OF.get(plain) or _PLACE_OF.get(f"so {plain}")


def _known_columns(row: Cells) -> int:
    """How many columns of a header are known: 0 where it has no day or no figure."""
    known = {found[0] for name in row if (found := _figure(name))}
    return len(known) if "day" in known and known & set(FIGURES) else 0


def _columns(sheet: Sheet, report: Report) -> Columns:
    if sheet.header is None:
        raise _no_columns(sheet)
    names = sheet.rows[sheet.header][1]
    best: dict[str, tuple[int, int]] = {}
    for place, name in enumerate(names):
        if found := _figure(name):
            figure, rank = found
            if figure in best and best[figure][0] == rank:
                raise refused("same_columns", name=name)
            best[figure] = min(best.get(figure, (rank, place)), (rank, place))
    places = {figure: place for figure, (_, place) in best.items()}
    figure_at = {place: figure for figure, place in places.items()}
    for place, name in enumerate(names):
        if name:
            report.columns.append((name[:80], figure_at.get(place) or ("second" if _figure(name) else "")))
    return Columns(names, places)


def _no_columns(sheet: Sheet) -> Unusable:
    first = next((row for _, row in sheet.rows if any(row)), [])
    names = ", ".join(f"“{name[:40]}”" for name in first[:12] if name)
    return refused("no_columns", found=names or "–")


def _lines(sheet: Sheet, columns: Columns, report: Report) -> list[tuple[int, Cells]]:
    """The rows of days; what else stands in the file is left out and counted."""
    kept: list[tuple[int, Cells]] = []
    header = sheet.header or 0
    for number, row in sheet.rows[:header]:
        if any(row):
            report.leave_out("comment" if row[0].startswith("#") else "before_header", _told(row), line=number)
    for number, row in sheet.rows[header + 1 :]:
        if not any(row):
            continue
        why = _why_left_out(row, columns)
        if why == "further" or (why is None and kept and _begins_another(row)):
            rest = [later for later, cells_ in sheet.rows if later >= number and any(cells_)]
            report.leave_out("further", _told(row), line=number, count=len(rest))
            break
        if why:
            report.leave_out(why, _told(row), line=number)
        else:
            kept.append((number, row))
    return kept


def _why_left_out(row: Cells, columns: Columns) -> str | None:
    if row[0].startswith("#"):
        return "comment"
    if row == columns.names:
        return "header"
    return "total" if _is_total(row, columns) else None


def _is_total(row: Cells, columns: Columns) -> bool:
    day = _plain(_cell(row, columns.places["day"]))
    return day in TOTALS or (not day and any(_plain(cell) in TOTALS for cell in row))


def _begins_another(row: Cells) -> bool:
    """Whether a row is the header of a further table: words alone."""
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and not any(sign.isdigit() for cell in filled for sign in cell)


def _row(line: Cells, columns: Columns, order: cells.DayOrder, numbers: cells.Numbers) -> Row:
    if len(line) <= max(columns.places.values()):
        raise refused("no_cell")
    day = cells.read_day(line[columns.places["day"]], order)
    views, visits, visitors = (
        numbers.read(line[columns.places[name]]) if name in columns.places else 0 for name in FIGURES
    )
    return day, views, visits, visitors


def _cell(row: Cells, place: int) -> str:
    return row[place] if place < len(row) else ""


def _told(row: Cells) -> str:
    return " | ".join(cell for cell in row if cell)


def _without_today(rows: list[Row], report: Report) -> list[Row]:
    """The portal's own files end with today, which is not over; alone it is no day to take."""
    today = timezone.localdate()
    if len(rows) > 1 and rows[-1][0] == today:
        report.leave_out("open_day", detail=today.isoformat())
        return rows[:-1]
    return rows


def _note_table(sheet: Sheet, report: Report) -> None:
    """How letters and columns were read."""
    if sheet.name:
        report.note("sheet", name=sheet.name[:80])
    if sheet.others:
        report.note("sheets_not_read", names=", ".join(f"“{name[:40]}”" for name in sheet.others[:12]))
    if sheet.encoding:
        report.note("encoding", name=sheet.encoding)
    if sheet.separator:
        report.note("separator", name=sheet.separator)


def _note_ways(texts: list[str], order: cells.DayOrder, numbers: cells.Numbers, report: Report) -> None:
    """How days (`texts`) and numbers were read."""
    if order.example:
        day = cells.read_day(order.example, order).isoformat()
        code = "month_first" if order.month_first else "either_order" if order.is_guessed else "day_first"
        report.note(code, example=f"“{order.example}”", day=day)
    first = texts[0]
    if cells.is_serial(first):
        report.note("serial_days", example=f"“{first}”", day=cells.read_day(first, order).isoformat())
    if numbers.grouped:
        report.note("grouped", example=f"“{numbers.grouped}”", number=re.sub(r"\D", "", numbers.grouped))


def _note_figures(rows: list[Row], columns: Columns, report: Report) -> None:
    """What may be wrong with the figures although each of them can be read."""
    unknown = [name for name, code in report.columns if not code]
    for figure, code in (("views", "no_views"), ("visits", "no_visits")):
        if figure not in columns.places:
            report.note(code)
    if unknown:
        report.note("unknown_columns", names=", ".join(f"“{name}”" for name in unknown[:12]))
    missing = sum((after[0] - before[0]).days - 1 for before, after in pairwise(rows))
    if missing:
        report.note("gap", count=missing)
    if not any(any(figures) for _, *figures in rows):
        report.note("all_zero")
    if {"views", "visits"} <= columns.places.keys() and (
        odd := next((day for day, views, visits, _ in rows if visits > views), None)
    ):
        report.note("more_visits", day=odd.isoformat())


def _compare_total(
    sheet: Sheet, columns: Columns, numbers: cells.Numbers, rows: Iterable[Row], report: Report
) -> None:
    """Where the file has a sum of its own, say where it differs from that of the days."""
    _, *figures = zip(*rows, strict=True)
    sums = dict(zip(FIGURES, map(sum, figures), strict=True))
    for _, row in sheet.rows[(sheet.header or 0) + 1 :]:
        if not _is_total(row, columns) or any(_plain(cell) in AVERAGES for cell in row):
            continue
        for name in ("views", "visits"):  # visitors of days do not add up to those of a month
            try:
                total = numbers.read(_cell(row, columns.places[name])) if name in columns.places else sums[name]
            except Unusable:
                continue
            if total != sums[name]:
                column = columns.names[columns.places[name]]
                report.note("total_differs", name=f"“{column[:40]}”", total=total, sum=sums[name])
        return
