"""Tables of the statistics pages: described once, for the page, the CSV file and the workbook."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from stats.queries.dimension_names import Named
from vietnamese.dates import format_date
from vietnamese.numbers import format_number, format_percent

Row = tuple[Any, ...]


class Kind(StrEnum):
    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    SHARE = "share"  # in hundredths, with a bar
    CHANGE = "change"  # in hundredths against the days compared with; None where there was nothing


@dataclass(frozen=True, slots=True)
class Column:
    """`only` is "page" or "file" for what only one of them has."""

    name: str
    kind: Kind = Kind.TEXT
    only: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """As a template writes it. `width` is that of a bar of 100, as text with a dot."""

    kind: str
    text: str
    url: str = ""
    note: str = ""
    width: str = ""
    direction: str = ""
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` are tuples as long as `columns`: text, whole numbers, days, hundredths or Named; None for nothing.

    `slug` names its files; `caption` says what is counted; `definitions` are (term, meaning) for the workbook;
    `left` how many rows there are beyond these. `first_note` stands in the first row of the page, below its name. More
    is better, unless not `is_judged`.
    """

    slug: str
    title: str
    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    total: Row | None = None
    left: int = 0
    empty: str = "Chưa có số liệu nào trong những ngày này."
    definitions: tuple[tuple[str, str], ...] = ()
    is_judged: bool = True
    first_note: str = ""

    def shown_columns(self) -> list[Column]:
        return [column for column in self.columns if column.only != "file"]

    def shown_rows(self) -> list[list[Cell]]:
        rows = [self._cells(row) for row in self.rows]
        if rows and self.first_note:
            rows[0][0] = replace(rows[0][0], note=self.first_note)
        return rows

    def shown_total(self) -> list[Cell] | None:
        return self._cells(self.total) if self.total else None

    def columns_in_file(self) -> list[Column]:
        return [column for column in self.columns if column.only != "page"]

    def rows_in_file(self) -> list[list[Any]]:
        kept = [number for number, column in enumerate(self.columns) if column.only != "page"]
        return [[_plain(row[number]) for number in kept] for row in self.rows]

    def _cells(self, row: Row) -> list[Cell]:
        pairs = zip(self.columns, row, strict=True)
        return [_cell(column.kind, value, self.is_judged) for column, value in pairs if column.only != "file"]


def _plain(value: Any) -> Any:
    return value.text if isinstance(value, Named) else value


def _cell(kind: Kind, value: Any, is_judged: bool) -> Cell:
    if isinstance(value, Named):
        return Cell(kind, value.text, value.url, value.note, is_gone=value.is_gone)
    if value is None:
        return Cell(kind, "–")
    if kind == Kind.SHARE:
        return Cell(kind, format_percent(value, 1), width=f"{min(value, 100):.1f}")
    if kind == Kind.CHANGE:
        return _change_cell(value, is_judged)
    return Cell(kind, written(value))


def _change_cell(value: float, is_judged: bool) -> Cell:
    rounded = round(value, 1)
    if not rounded:
        return Cell(Kind.CHANGE, "không đổi")
    direction, sign = ("up", "+") if rounded > 0 else ("down", "−")
    return Cell(Kind.CHANGE, sign + format_percent(abs(rounded), 1), direction=direction if is_judged else "")


def written(value: date | str | float) -> str:
    """A number, a day or words as a Vietnamese reader writes them."""
    if isinstance(value, date):
        return format_date(value)
    return value if isinstance(value, str) else format_number(value)
