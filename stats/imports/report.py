"""What an import understood of a file, in Vietnamese for the admin and in English for commands.

Sentences are kept as a code and its values, so that a stored report can be written in either language.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vietnamese.dates import format_date
from vietnamese.numbers import format_number
from vietnamese.text import clean_text

ENGLISH, VIETNAMESE = 0, 1
EXAMPLE_MAX_LENGTH = 160
LEFT_OUT_SHOWN = 60
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")

# What a column is read as.
READ_AS = {
    "day": ("day", "Ngày"),
    "views": ("views", "Lượt xem trang"),
    "visits": ("visits", "Lượt truy cập"),
    "visitors": ("visitors", "Khách"),
    "": ("not used", "Không dùng"),
    "second": ("not used: an earlier column has this figure", "Không dùng: cột khác đã cho con số này"),
}

# Why rows of a file are left out; the file comes in without them.
LEFT_OUT = {
    "unreadable": ("not a line of an access log", "Không đọc được: không phải dòng nhật ký truy cập"),
    "no_agent": (
        "no browser named: the “common” format does not tell readers from programs, “combined” does",
        "Không ghi trình duyệt: định dạng “common” không phân biệt được người đọc với chương trình, cần “combined”",
    ),
    "method": ("not asked for by GET", "Không phải lượt mở trang (không phải GET)"),
    "status": ("answered neither 200 nor 304", "Máy chủ không trả về trang (không phải 200 hay 304)"),
    "no_page": (
        "no page of readers: files, feeds, the admin",
        "Không phải trang của bạn đọc: tệp, nguồn tin, quản trị",
    ),
    "bot": ("search engines and programs", "Công cụ tìm kiếm và chương trình tự động"),
    "other_site": ("of another site", "Của trang web khác"),
    "open_day": ("the day is not over", "Ngày chưa hết"),
    "counted_day": ("the day has figures already", "Ngày đã có số liệu"),
    "comment": ("comment", "Dòng ghi chú"),
    "before_header": ("before the line that names the columns", "Dòng đứng trước dòng tên cột"),
    "header": ("the names of the columns again", "Dòng tên cột lặp lại"),
    "total": ("a sum, no day", "Dòng cộng, không phải một ngày"),
    "further": ("after the table of days", "Phần sau bảng từng ngày"),
    "same_file": ("the same file twice", "Cùng một tệp, đưa vào hai lần"),
}

# What is worth knowing before the figures are added.
NOTES = {
    "encoding": ("Letters: {name}.", "Bảng mã chữ: {name}."),
    "separator": ("Columns separated by {name}.", "Các cột cách nhau bằng {name}."),
    "sheet": ("Sheet “{name}”.", "Trang tính “{name}”."),
    "sheets_not_read": (
        "Further sheets have days and are not read: {names}. Make a file of each.",
        "Những trang tính khác cũng có số liệu ngày, nhưng không đọc: {names}. Lưu mỗi trang thành một tệp riêng.",
    ),
    "day_first": ("Days written as day/month/year.", "Ngày viết theo thứ tự ngày/tháng/năm."),
    "month_first": (
        "Days written as month/day/year: {example} is {day}.",
        "Ngày viết theo thứ tự tháng/ngày/năm: {example} là ngày {day}.",
    ),
    "either_order": (
        "The days could be day/month or month/day; read as day/month/year: {example} is {day}.",
        "Không rõ ngày hay tháng đứng trước; đọc {example} là ngày {day}. Sai thì tải lại, chọn “Thứ tự trong ngày”.",
    ),
    "serial_days": (
        "Days as numbers of a spreadsheet: {example} is {day}.",
        "Ngày viết bằng số của bảng tính: {example} là ngày {day}.",
    ),
    "grouped": (
        "Thousands are separated: {example} is {number}.",
        "Số có dấu ngăn hàng nghìn: {example} là {number}.",
    ),
    "no_views": (
        "No column has views: they will be 0.",
        "Không có cột nào là lượt xem: lượt xem của những ngày này sẽ là 0.",
    ),
    "no_visits": ("No column has visits: they will be 0.", "Không có cột nào là lượt truy cập: số ấy sẽ là 0."),
    "unknown_columns": (
        "These columns are not used: {names}. Rename one to views, visits or visitors if it is one.",
        "Những cột không dùng: {names}. Cột nào là lượt xem, lượt truy cập hay khách thì đổi tên cột rồi tải lại.",
    ),
    "gap": ("{count} days between are missing.", "Thiếu {count} ngày ở giữa."),
    "all_zero": ("Every figure is 0.", "Mọi con số đều bằng 0."),
    "more_visits": (
        "{day} has more visits than views: are the columns right?",
        "Ngày {day} có lượt truy cập nhiều hơn lượt xem: các cột có đúng không?",
    ),
    "total_differs": (
        "The file's own sum of {name} is {total}, its days add up to {sum}.",
        "Dòng cộng của tệp ghi {name} là {total}, các ngày cộng lại được {sum}.",
    ),
    "completed": (
        "{count} days have visits from an earlier import and no views; only what they lack is added.",
        "{count} ngày đã có lượt truy cập từ lần nhập trước mà không có lượt xem; chỉ nhập thêm phần còn thiếu.",
    ),
    "other_host": (
        "The log names {host}, which is no name of this portal.",
        "Nhật ký ghi tên miền {host}, không phải tên của trang tin này.",
    ),
    "part_of_day": (
        "The log begins at {first} and ends at {last}: the first and the last day may not be whole.",
        "Nhật ký bắt đầu lúc {first} và kết thúc lúc {last}: ngày đầu và ngày cuối có thể không trọn.",
    ),
}

# Why a file is refused as a whole.
PROBLEMS = {
    "no_columns": (
        "The first line must name the columns: day and at least one of views, visits, visitors; it names {found}",
        "Dòng đầu phải có cột “Ngày” và ít nhất một trong “Lượt xem”, “Lượt truy cập”, “Khách”. Trong tệp có: {found}",
    ),
    "same_columns": ("Two columns are named “{name}”.", "Có hai cột cùng tên “{name}”. Bỏ bớt một cột."),
    "no_days": ("There is no day in the file.", "Trong tệp không có ngày nào."),
    "csv": ("The file is no table: {error}", "Tệp không phải bảng có cột: {error}"),
    "no_date": ("“{text}” is no date", "“{text}” không phải một ngày, ví dụ đúng: 31/12/2025"),
    "no_number": ("“{text}” is no whole number", "“{text}” không phải số nguyên, ví dụ đúng: 1234"),
    "too_early": ("{day} is before {year}", "{day} trước năm {year}"),
    "twice": ("{day} comes twice", "ngày {day} có hai lần"),
    "no_cell": ("a column is missing", "thiếu cột"),
    "unclear_number": (
        "“{text}” may be {number} or a fraction: write whole numbers without separators",
        "“{text}” có thể là {number}, cũng có thể là số lẻ: viết liền các chữ số",
    ),
    "both_orders": (
        "Some days are day/month, others month/day: {first}, {second}.",
        "Có ngày viết ngày/tháng, có ngày viết tháng/ngày: {first}, {second}. Viết cùng một kiểu.",
    ),
    "unclear_order": (
        "{example} and its like follow each other only as month/day: say which by --dates.",
        "Đọc là tháng/ngày thì {example} và các ngày khác mới liền nhau. Hãy chọn “Thứ tự trong ngày” rồi tải lại.",
    ),
    "counted": ("{day} has figures already", "Ngày {day} đã có số liệu{origin}"),
    "open": ("{day} is not over", "Ngày {day} chưa hết"),
    "too_long": (
        "The file has more than {most} rows: split it",
        "Tệp có hơn {most} dòng. Chia nhỏ tệp, hoặc nhờ người vận hành nhập bằng lệnh",
    ),
    "too_many_visitors": (
        "The log has more than {most} readers: split it by days",
        "Nhật ký có hơn {most} người đọc khác nhau. Chia nhỏ theo ngày",
    ),
    "packed": (
        "cannot be read: {name} is packed in a way that is not known here; unpack it first",
        "Tệp được nén theo kiểu không đọc được ở đây. Giải nén trước rồi tải lại",
    ),
    "old_excel": (
        "cannot be read: save it as .xlsx or .csv",
        "Tệp Excel đời cũ (.xls). Lưu lại thành .xlsx rồi tải lên",
    ),
    "damaged": ("cannot be read: {error}", "Tệp hỏng hoặc không đọc được"),
    "too_big": (
        "The file is larger than {most}.",
        "Tệp lớn hơn {most}. Chia nhỏ, hoặc nhờ người vận hành nhập bằng lệnh",
    ),
    "waiting": (
        "Too many files wait.",
        "Bạn đang có {count} tệp chờ xác nhận. Nhập hoặc bỏ bớt rồi hãy tải thêm",
    ),
    "nothing": ("There is nothing to add.", "Không có ngày nào nhập được"),
    "altered": (
        "The totals of {day} do not agree with their checksum; see the proof page first.",
        "Số liệu ngày {day} không khớp với dấu hoặc sổ. Xem “Đối chiếu” và báo người vận hành trước khi hoàn tác",
    ),
    "changed": (
        "The totals hold less than was imported: somebody changed them.",
        "Tổng đang có nhỏ hơn số đã nhập: có người đã sửa số liệu. Xem “Đối chiếu” và báo người vận hành",
    ),
    "gone": ("The import does not exist.", "Tệp chờ này không còn. Hãy tải tệp lên lại"),
    "seen_before": (
        "The file was read again meanwhile.",
        "Tệp vừa được đọc lại ở tab khác, bảng dưới đây là bảng mới. Xem lại rồi xác nhận",
    ),
}


def _spoken(value: Any, language: int) -> Any:
    """Days and numbers as the language writes them; a stored report has days as ISO 8601."""
    if language == ENGLISH or isinstance(value, bool):
        return value
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        value = date.fromisoformat(value)
    if isinstance(value, date):
        return format_date(value)
    return format_number(value) if isinstance(value, int) else value


def _written(sentence: str, values: dict[str, Any], line: int, language: int) -> str:
    text = sentence.format(**{name: _spoken(value, language) for name, value in values.items()})
    if not line:
        return text
    return f"line {line}: {text}" if language == ENGLISH else f"Dòng {line}: {text}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file is refused: a key of PROBLEMS, its values, the line (0 for none)."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)
    line: int = 0

    def english(self) -> str:
        return _written(PROBLEMS[self.code][ENGLISH], self.values, self.line, ENGLISH)

    def vietnamese(self) -> str:
        return _written(PROBLEMS[self.code][VIETNAMESE], self.values, self.line, VIETNAMESE)


class Unusable(Exception):
    """The file cannot be taken; `problems` are the reasons, all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = list(problems)

    def __str__(self) -> str:
        return "\n".join(problem.english() for problem in self.problems)


def refused(code: str, line: int = 0, **values: Any) -> Unusable:
    return Unusable([Problem(code, values, line)])


class Report:
    """What was understood: `columns` [(name, key of READ_AS)], `notes` [(key of NOTES, values)], and of what is left
    out how many rows, with the first as an example.
    """

    def __init__(self) -> None:
        self.columns: list[tuple[str, str]] = []
        self.notes: list[tuple[str, dict[str, Any]]] = []
        self._left_out: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], tuple[int, str]] = {}

    def note(self, code: str, **values: Any) -> None:
        self.notes.append((code, values))

    def leave_out(self, code: str, example: str = "", *, line: int = 0, detail: str = "", count: int = 1) -> None:
        """Count rows that are left out: `code` of LEFT_OUT, `detail` what parts them further (a status, a day)."""
        self._left_out[code, detail] += count
        if (code, detail) not in self._examples:
            self._examples[code, detail] = line, example[:EXAMPLE_MAX_LENGTH]

    def has(self, code: str, detail: str = "") -> bool:
        """Whether something was left out for that, so that there is an example."""
        return (code, detail) in self._examples

    def count(self, code: str) -> int:
        return sum(count for (known, _), count in self._left_out.items() if known == code)

    def as_json(self) -> dict[str, Any]:
        left_out = [
            [code, detail, count, *self._examples[code, detail]] for (code, detail), count in self._left_out.items()
        ]
        return {"columns": _clean(self.columns), "notes": _clean(self.notes), "left_out": _clean(left_out)}


def _with_detail(reason: str, detail: str, language: int) -> str:
    return f"{reason}: {_spoken(detail, language)}" if detail else reason


def _clean(value: Any) -> Any:
    """What a file held, as PostgreSQL keeps it: no zeros, no halves of signs."""
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return clean_text(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A reason in words, how many rows, and the first of them (line 0: not known)."""

    reason: str
    count: int
    line: int
    example: str


def _at_most(rows: list[LeftOut], language: int) -> list[LeftOut]:
    """`rows`, from the LEFT_OUT_SHOWN-th on as one: years of days that are counted fill no page."""
    rest = rows[LEFT_OUT_SHOWN:]
    if not rest:
        return rows
    words = ("{} further reasons and days", "{} lý do hoặc ngày khác")[language].format(len(rest))
    return [*rows[:LEFT_OUT_SHOWN], LeftOut(words, sum(row.count for row in rest), 0, "")]


@dataclass(frozen=True, slots=True)
class Told:
    """A report in words: `columns` are (name, read as), `notes` sentences."""

    columns: list[tuple[str, str]]
    notes: list[str]
    left_out: list[LeftOut]

    @classmethod
    def of(cls, report: dict[str, Any], language: int = VIETNAMESE) -> "Told":
        """`report` as `Report.as_json` gives it."""
        return cls(
            [(name, READ_AS[code][language]) for name, code in report.get("columns", [])],
            [_written(NOTES[code][language], values, 0, language) for code, values in report.get("notes", [])],
            _at_most(
                [
                    LeftOut(_with_detail(LEFT_OUT[code][language], detail, language), count, line, example)
                    for code, detail, count, line, example in report.get("left_out", [])
                ],
                language,
            ),
        )
