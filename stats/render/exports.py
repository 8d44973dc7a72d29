"""Tables as files that a Vietnamese Excel opens with a double click, without anything that it would run."""

import csv
import io
from datetime import date

import xlsxwriter
from django.http import HttpResponse

from .tables import Kind, Table

# What Excel and LibreOffice take for the beginning of a formula, with the full-width forms.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = {Kind.TEXT: 44, Kind.DAY: 14, Kind.NUMBER: 16, Kind.SHARE: 12, Kind.CHANGE: 14}
SHEET_NAME_MAX_LENGTH = 31
# Text stays text: nothing in a cell is taken for a formula, an address or a number.
AS_IT_STANDS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def csv_answer(name: str, table: Table) -> HttpResponse:
    """A download `name`.csv of a Table.

    UTF-8 with a byte order mark, or Excel takes the letters for something else; semicolons and commas before
    decimals, as where the decimal sign is a comma Excel expects them; dates in ISO 8601, which every spreadsheet
    reads alike. Text stands in quotes: a program that parts cells at commas must not begin one in its middle.
    """
    answer = _download(f"{name}.csv", "text/csv; charset=utf-8")
    answer.write("\ufeff")
    writer = csv.writer(answer, delimiter=";", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([column.name for column in table.columns_in_file()])
    writer.writerows([_in_csv(cell) for cell in row] for row in table.rows_in_file())
    return answer


def xlsx_answer(name: str, table: Table, note: str) -> HttpResponse:
    """A download `name`.xlsx of a Table: a sheet with title, what it is about (`note`, a sentence) and the rows, a
    second with the definitions. Numbers are numbers, days are days, all else is text.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **AS_IT_STANDS}) as book:
        _write_rows(book, table, note)
        _write_definitions(book, table)
    answer = _download(f"{name}.xlsx", XLSX)
    answer.write(content.getvalue())
    return answer


def harmless(cell):
    """`cell` for a spreadsheet: text that would be taken for a formula gets an apostrophe in front."""
    if isinstance(cell, str) and cell.lstrip().startswith(_FORMULA_SIGNS):
        return f"'{cell}"
    return cell


def _in_csv(cell):
    if isinstance(cell, float):
        return f"{cell:.1f}".replace(".", ",")
    return harmless(cell)


def _download(name, content_type):
    answer = HttpResponse(content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _write_rows(book, table, note):
    sheet = book.add_worksheet(table.title[:SHEET_NAME_MAX_LENGTH].translate(str.maketrans("", "", "[]:*?/\\'")))
    bold, head = book.add_format({"bold": True, "font_size": 14}), _head(book)
    sheet.write_string(0, 0, table.title, bold)
    sheet.write_string(1, 0, note)
    sheet.write_string(2, 0, table.caption)
    columns = table.columns_in_file()
    for number, column in enumerate(columns):
        sheet.set_column(number, number, WIDTHS[column.kind])
        sheet.write_string(4, number, column.name, head)
    formats = {
        date: book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
        int: book.add_format({"num_format": "#,##0"}),
        float: book.add_format({"num_format": "0.0"}),
    }
    rows = table.rows_in_file()
    for line, row in enumerate(rows, start=5):
        for number, cell in enumerate(row):
            _write_cell(sheet, line, number, cell, formats)
    sheet.freeze_panes(5, 0)
    sheet.autofilter(4, 0, 4 + max(len(rows), 1), len(columns) - 1)


def _write_cell(sheet, line, number, cell, formats):
    if isinstance(cell, date):
        sheet.write_datetime(line, number, cell, formats[date])
    elif isinstance(cell, int | float):
        sheet.write_number(line, number, cell, formats[type(cell)])
    elif cell:
        sheet.write_string(line, number, cell)


def _write_definitions(book, table):
    sheet = book.add_worksheet("Định nghĩa")
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 110)
    for line, (term, meaning) in enumerate([("Khái niệm", "Nghĩa"), *table.definitions]):
        sheet.write_string(line, 0, term, _head(book) if not line else None)
        sheet.write_string(line, 1, meaning, _head(book) if not line else None)


def _head(book):
    return book.add_format({"bold": True, "bg_color": "#F3ECDF", "bottom": 1, "text_wrap": True, "valign": "top"})
