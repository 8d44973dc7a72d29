"""The days that a statistics page shows, and those it compares them with, as its address says.

`ky` is a quick choice; `tu` and `den` (dd/mm/yyyy) a range of one's own, which goes first. `so_voi` says with what to
compare, `tu2` and `den2` the second range. Quick choices end with yesterday: only complete days can be compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import QueryDict

from stats.days import DateRange, months_back
from stats.render.charts import THIS_MONTH, TODAY, Unfinished
from stats.rollup.ledger import days_with_figures
from vietnamese.dates import InvalidDate, format_date, parse_date

QUICK = {
    "7": "7 ngày",
    "30": "30 ngày",
    "90": "90 ngày",
    "thang-nay": "Tháng này",
    "thang-truoc": "Tháng trước",
    "nam-nay": "Năm nay",
    "tat-ca": "Tất cả",
}
Asked = Mapping[str, str] | QueryDict

DEFAULT = "30"
COMPARISONS = {
    "truoc": "Bấy nhiêu ngày ngay trước đó",
    "nam-truoc": "Cùng kỳ năm trước",
    "rieng": "Khoảng ngày tự chọn",
}
BY_MONTH_FROM_DAYS = 121
MAX_DAYS = 20 * 366


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """`chosen` is a key of QUICK, empty for a range of one's own; `error` a sentence when what was asked cannot be."""

    date_range: DateRange
    other: DateRange
    today: date
    chosen: str = DEFAULT
    compared: str = "truoc"
    error: str = ""

    @property
    def description(self) -> str:
        return describe(self.date_range)

    @property
    def other_description(self) -> str:
        return describe(self.other)

    @property
    def is_open(self) -> bool:
        """Whether its last day is not over yet."""
        return self.date_range.last >= self.today

    @property
    def for_averages(self) -> DateRange:
        """Its days without the one that is not over, which would draw averages down; where it is alone, that one."""
        leaves_out = self.is_open and len(self.date_range) > 1
        return DateRange(self.date_range.first, self.today - timedelta(days=1)) if leaves_out else self.date_range

    @property
    def note_of_averages(self) -> str:
        """What averages say of the day that is not over; "" where there is none."""
        if not self.is_open:
            return ""
        return "Hôm nay chưa hết ngày nên không tính vào" if len(self.date_range) > 1 else "Hôm nay chưa hết ngày"

    @property
    def unfinished(self) -> Unfinished | None:
        """The last of its days, or of its months where it is shown by month, when that is not over yet."""
        if self.by_month:
            return THIS_MONTH if months_back(self.date_range.last, 0) >= months_back(self.today, 0) else None
        return TODAY if self.is_open else None

    @property
    def note_of_last(self) -> str:
        """What a table says of that last day or month."""
        return self.unfinished.name if self.unfinished else ""

    @property
    def by_month(self) -> bool:
        return len(self.date_range) >= BY_MONTH_FROM_DAYS

    @property
    def query(self) -> str:
        """What a link carries to show the same days."""
        return urlencode(self._days_asked() | self._comparison_asked())

    def quick_links(self) -> list[tuple[str, str, bool]]:
        """(name, query, whether it is the one shown) of each quick choice, with the same kind of comparison."""
        kept = self._comparison_asked() if self.compared != "rieng" else {}
        return [(name, urlencode({"ky": key} | kept), key == self.chosen) for key, name in QUICK.items()]

    def _days_asked(self) -> dict[str, str]:
        if self.chosen:
            return {"ky": self.chosen}
        return {"tu": format_date(self.date_range.first), "den": format_date(self.date_range.last)}

    def _comparison_asked(self) -> dict[str, str]:
        if self.compared == "truoc":
            return {}
        if self.compared == "rieng":
            second = {"tu2": format_date(self.other.first), "den2": format_date(self.other.last)}
            return {"so_voi": "rieng"} | second
        return {"so_voi": self.compared}


def read_period(asked: Asked, today: date) -> PeriodChoice:
    """The PeriodChoice that `asked` (a QueryDict or dict) names. A query for "all" alone; what cannot be shown becomes
    the default, with a sentence that says why.
    """
    chosen = asked.get("ky", "")
    chosen = chosen if chosen in QUICK else DEFAULT
    compared = asked.get("so_voi", "")
    compared = compared if compared in COMPARISONS else "truoc"
    try:
        if asked.get("tu") or asked.get("den"):
            chosen, date_range = "", _typed(asked.get("tu", ""), asked.get("den", ""), today)
        else:
            date_range = _quick(chosen, today)
        other = _other(date_range, compared, asked, today)
    except InvalidDate as refused:
        date_range = _quick(DEFAULT, today)
        return PeriodChoice(date_range, date_range.before(), today, error=str(refused))
    return PeriodChoice(date_range, other, today, chosen, compared)


def describe(date_range: DateRange) -> str:
    """`từ 01/02/2026 đến hết 07/02/2026`, or `ngày 01/02/2026`."""
    if date_range.first == date_range.last:
        return f"ngày {format_date(date_range.first)}"
    return f"từ {format_date(date_range.first)} đến hết {format_date(date_range.last)}"


def _quick(chosen: str, today: date) -> DateRange:
    yesterday = today - timedelta(days=1)
    if chosen.isdecimal():
        return DateRange(today - timedelta(days=int(chosen)), yesterday)
    if chosen == "thang-truoc":
        last = today.replace(day=1) - timedelta(days=1)
        return DateRange(last.replace(day=1), last)
    if chosen == "tat-ca":
        first = days_with_figures()[0] or today - timedelta(days=int(DEFAULT))
    else:
        first = today.replace(day=1) if chosen == "thang-nay" else today.replace(month=1, day=1)
    # On the first day there is no complete one yet.
    return DateRange(first, yesterday) if first <= yesterday else DateRange(today, today)


def _typed(first: str, last: str, today: date) -> DateRange:
    date_range = DateRange(parse_date(first), parse_date(last))
    if date_range.first > date_range.last:
        raise InvalidDate("Ngày đầu phải trước hoặc bằng ngày cuối.")
    if date_range.last > today:
        raise InvalidDate(f"Chưa có số liệu sau hôm nay, {format_date(today)}.")
    if len(date_range) > MAX_DAYS:
        raise InvalidDate("Khoảng ngày dài nhất là 20 năm.")
    return date_range


def _other(date_range: DateRange, compared: str, asked: Asked, today: date) -> DateRange:
    if compared == "rieng":
        return _typed(asked.get("tu2", ""), asked.get("den2", ""), today)
    if compared == "nam-truoc":
        return DateRange(_year_before(date_range.first), _year_before(date_range.last))
    return date_range.before()


def _year_before(day: date) -> date:
    """The same day a year before; 28 February for 29 February."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
