"""The daily figures of another counter: a table with one row for each day, as CSV or as a workbook."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import BinaryIO

from django.utils import timezone

from . import cells
from .report import Problem, Report, Unusable
from .series_columns import AVERAGES, FIGURES, TOTALS, Columns, Names, plain
from .sheets import Row as Cells
from .sheets import Sheet, read_sheet, sheet_of_text

Row = tuple[date, int, int, int]  # day, views, visits, visitors


@dataclass(slots=True)
class Series:
    """What was read of a table, as by `read_file`; `problems` are all that is wrong, and `rows` then the others."""

    rows: list[Row]
    report: Report
    problems: list[Problem]


def read(text: str, order: str = cells.AUTO, chosen: Mapping[str, str] | None = None) -> tuple[list[Row], Report]:
    """As `read_file`, of a CSV file's text."""
    names = Names(chosen)
    return _of(_read(sheet_of_text(text, names.known), order, names))


def read_file(
    file: BinaryIO, order: str = cells.AUTO, chosen: Mapping[str, str] | None = None
) -> tuple[list[Row], Report]:
    """([(day, views, visits, visitors)], Report) of a table that names its columns.

    `order` (`cells.AUTO`, DAY_FIRST, MONTH_FIRST) is that of days with two short numbers; `chosen` as for `Names`. A
    figure without a column is 0, and the Report says so. Raises Unusable with every problem, and UnicodeDecodeError.
    """
    return _of(read_all(file, order, chosen))


def read_all(file: BinaryIO, order: str = cells.AUTO, chosen: Mapping[str, str] | None = None) -> Series:
    """As `read_file`, with the problems beside the rows that have none. Raises Unusable for what is no table."""
    names = Names(chosen)
    return _read(read_sheet(file, names.known), order, names)


def _of(series: Series) -> tuple[list[Row], Report]:
    if series.problems:
        raise Unusable(series.problems, series.report.columns)
    return series.rows, series.report


def _read(sheet: Sheet, order: str, names: Names) -> Series:
    report = Report()
    columns, problems = names.columns(sheet, report)
    lines = _lines(sheet, columns, report)
    texts = [_cell(row, columns.places.get("day")) for _, row in lines]
    days = cells.DayOrder(month_first=False, is_guessed=False)
    has_days = "day" in columns.places
    try:
        days = cells.order_of(texts, order)
    except Unusable as error:
        problems += error.problems
        has_days = False  # what its days are, nobody knows
    numbers = cells.Numbers(
        _cell(row, place) for _, row in lines for name, place in columns.places.items() if name in FIGURES
    )
    rows, wrong = _rows(lines, columns, days if has_days else None, numbers)
    problems += wrong
    if problems or not rows:
        return Series(rows, report, problems or [Problem("no_days")])
    rows = _without_today(rows, report)
    _note_table(sheet, report)
    _note_ways(texts, days, numbers, report)
    _note_figures(rows, columns, report)
    _compare_total(sheet, columns, numbers, rows, report)
    return Series(rows, report, [])


def _rows(
    lines: list[tuple[int, Cells]], columns: Columns, days: cells.DayOrder | None, numbers: cells.Numbers
) -> tuple[list[Row], list[Problem]]:
    """The rows that can be read, by day, and all that is wrong with the others. Without `days`, figures alone are
    looked at.
    """
    rows: dict[date, Row] = {}
    problems: list[Problem] = []
    for number, line in lines:
        row, wrong = _row(line, columns, days, numbers)
        if row and row[0] in rows:
            wrong = [Problem("twice", {"day": row[0].isoformat()})]
        elif row:
            rows[row[0]] = row
        problems += [Problem(problem.code, problem.values, number) for problem in wrong]
    return [rows[day] for day in sorted(rows)], problems


def _lines(sheet: Sheet, columns: Columns, report: Report) -> list[tuple[int, Cells]]:
    """The rows of days; what else stands in the file is left out and counted."""
    kept: list[tuple[int, Cells]] = []
    header = columns.header
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
    day = plain(_cell(row, columns.places.get("day")))
    return day in TOTALS or (not day and any(plain(cell) in TOTALS for cell in row))


def _begins_another(row: Cells) -> bool:
    """Whether a row is the header of a further table: words alone."""
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and not any(sign.isdigit() for cell in filled for sign in cell)


def _row(
    line: Cells, columns: Columns, order: cells.DayOrder | None, numbers: cells.Numbers
) -> tuple[Row | None, list[Problem]]:
    """The row of a line; None with the problems of one that has some, and where the days are not known."""
    if len(line) <= max(columns.places.values(), default=0):
        return None, [Problem("no_cell")]
    day, figures, problems = None, [], []
    try:
        day = cells.read_day(line[columns.places["day"]], order) if order else None
    except Unusable as error:
        problems += error.problems
    for name in FIGURES:
        try:
            figures.append(numbers.read(line[columns.places[name]]) if name in columns.places else 0)
        except Unusable as error:
            problems += error.problems
    if problems or day is None:
        return None, problems
    views, visits, visitors = figures
    return (day, views, visits, visitors), []


def _cell(row: Cells, place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


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
    for _, row in sheet.rows[columns.header + 1 :]:
        if not _is_total(row, columns) or any(plain(cell) in AVERAGES for cell in row):
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
