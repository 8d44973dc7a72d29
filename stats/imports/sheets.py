"""Tables as rows of text: CSV in whatever encoding and with whatever separator, and workbooks of Excel."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, BinaryIO

from openpyxl import load_workbook

from vietnamese.legacy import TCVN3, VNI, to_unicode
from vietnamese.text import clean_text

from .report import refused
from .text_files import LOOKED_AT, UNREADABLE, encoding_of, is_workbook, unpacked

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 100
HEADER_WITHIN = 40  # rows
SEPARATORS = {";": "“;”", ",": "“,”", "\t": "Tab", "|": "“|”"}

Row = list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` as text, with their line numbers in the file; `header` is the place among them of the row that names
    columns. `encoding`, `separator` and `name` (of a sheet in a workbook) are "" where there is none.
    """

    rows: list[tuple[int, Row]]
    header: int | None
    encoding: str = ""
    separator: str = ""
    name: str = ""
    others: tuple[str, ...] = ()  # further sheets with days, which are not read


def read_sheet(file: BinaryIO, is_header: Callable[[Row], int]) -> Sheet:
    """The table in `file`. `is_header` says how many columns of a row are known by name (0: no header), by which
    encoding, separator and sheet are chosen. Raises Unusable, and UnicodeDecodeError where no encoding fits.
    """
    if is_workbook(file):
        return _of_workbook(file, is_header)
    try:
        content = unpacked(file).read(MOST_BYTES + 1)
    except UNREADABLE as error:
        raise refused("damaged", error=str(error)) from error
    if len(content) > MOST_BYTES:
        raise refused("too_big", most=f"{MOST_BYTES // 1024**2} MB")
    return _best([sheet for text, name in decodings(content) for sheet in _of_text(text, name, is_header)], is_header)


def sheet_of_text(text: str, is_header: Callable[[Row], int]) -> Sheet:
    """The table in `text`. Raises Unusable."""
    return _best(list(_of_text(text, "", is_header)), is_header)


def decodings(content: bytes) -> list[tuple[str, str]]:
    """[(text, name of the encoding)] that `content` may be, the likeliest first. Raises UnicodeDecodeError."""
    encoding = encoding_of(content[:LOOKED_AT])
    try:
        return [(content.decode(encoding), encoding.upper().removesuffix("-SIG"))]
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise
    western = content.decode("cp1252", errors="replace")
    vietnamese = content.decode("cp1258", errors="replace")
    return [
        (vietnamese, "Windows-1258"),
        (western, "Windows-1252"),
        (to_unicode(western, TCVN3), "TCVN3 (ABC)"),
        (to_unicode(western, VNI), "VNI"),
    ]


def _best(sheets: list[Sheet], is_header: Callable[[Row], int]) -> Sheet:
    def known(sheet: Sheet) -> int:
        return is_header(sheet.rows[sheet.header][1]) if sheet.header is not None else 0

    return max(sheets, key=known)


def _of_text(text: str, encoding: str, is_header: Callable[[Row], int]) -> Iterator[Sheet]:
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    first, _, rest = text.partition("\n")
    named = first.strip().strip('"').lower()
    skipped = 0
    if named.startswith("sep=") and len(named) <= len("sep=") + 1:
        text, skipped = rest, 1
    separators = [named[4:] or "\t"] if skipped else list(SEPARATORS)
    error = None
    yielded = False
    # Where no row names the columns, the separator that is there most is the one to tell of.
    for separator in sorted(separators, key=text[:LOOKED_AT].count, reverse=True):
        try:
            rows = _parted(text, separator, skipped)
        except csv.Error as raised:
            error = error or raised
            continue
        yielded = True
        yield Sheet(rows, _header(rows, is_header), encoding, SEPARATORS.get(separator, separator))
    if not yielded:
        raise refused("csv", error=str(error)) from error


def _parted(text: str, separator: str, skipped: int) -> list[tuple[int, Row]]:
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    rows = []
    for row in reader:
        rows.append((reader.line_num + skipped, [clean_text(cell) for cell in row]))
        if len(rows) > MOST_ROWS:
            raise refused("too_long", most=MOST_ROWS)
    return rows


def _header(rows: list[tuple[int, Row]], is_header: Callable[[Row], int]) -> int | None:
    filled = [place for place, (_, row) in enumerate(rows[: 4 * HEADER_WITHIN]) if any(row)][:HEADER_WITHIN]
    return next((place for place in filled if is_header(rows[place][1])), None)


def _of_workbook(file: BinaryIO, is_header: Callable[[Row], int]) -> Sheet:
    try:
        with zipfile.ZipFile(file) as members:
            if "[Content_Types].xml" not in members.namelist():
                raise refused("packed", name="zip")
            if sum(member.file_size for member in members.infolist()) > MOST_UNPACKED:
                raise refused("too_big", most=f"{MOST_UNPACKED // 1024**2} MB")
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            sheets = [_of_worksheet(sheet, is_header) for sheet in book.worksheets]
            best = _best(sheets, is_header)
            others = tuple(sheet.name for sheet in sheets if sheet.header is not None and sheet is not best)
            return replace(best, others=others)
        finally:
            book.close()
    except (
        OSError,
        EOFError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        SyntaxError,
        AttributeError,
    ) as error:
        # What openpyxl raises of a file that is none, among them ParseError (a SyntaxError).
        raise refused("damaged", error=str(error)) from error


def _of_worksheet(sheet: Any, is_header: Callable[[Row], int]) -> Sheet:
    rows = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1):
        if any(cell is not None for cell in cells):  # a sheet may go on for a million empty rows
            rows.append((number, [_text(cell) for cell in cells]))
        if len(rows) > MOST_ROWS:
            raise refused("too_long", most=MOST_ROWS)
    return Sheet(rows, _header(rows, is_header), name=sheet.title)


def _text(cell: Any) -> str:
    """A cell as text: whole numbers in plain digits, others with four decimals, so that no fraction looks grouped."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.4f}"
    return clean_text(str(cell))
