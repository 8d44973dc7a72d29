"""Which days the desk shows, and with which it compares them, as the address of a page says it.

`ky` is a quick choice; `tu` and `den` (dd/mm/yyyy) a range of one's own, which goes first. `so_voi` says with what to
compare, `tu2` and `den2` the second range. Quick choices end with yesterday: only complete days can be compared.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from stats.days import Range
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
DEFAULT = "30"
COMPARISONS = {
    "truoc": "Bấy nhiêu ngày ngay trước đó",
    "nam-truoc": "Cùng kỳ năm trước",
    "rieng": "Khoảng ngày tự chọn",
}
BY_MONTH_FROM_DAYS = 121
LONGEST_DAYS = 20 * 366


@dataclass(frozen=True, slots=True)
class Period:
    """`chosen` is a key of QUICK, empty for a range of one's own; `error` a sentence when what was asked cannot be."""

    stretch: Range
    other: Range
    today: date
    chosen: str = DEFAULT
    compared: str = "truoc"
    error: str = ""

    @property
    def in_words(self):
        return in_words(self.stretch)

    @property
    def other_in_words(self):
        return in_words(self.other)

    @property
    def is_open(self):
        """Whether its last day is not over yet."""
        return self.stretch.last >= self.today

    @property
    def by_month(self):
        return len(self.stretch) >= BY_MONTH_FROM_DAYS

    @property
    def query(self):
        """What a link carries to show the same days."""
        return urlencode(self._days_asked() | self._comparison_asked())

    def quick_links(self):
        """(name, query, whether it is the one shown) of each quick choice, with the same kind of comparison."""
        kept = self._comparison_asked() if self.compared != "rieng" else {}
        return [(name, urlencode({"ky": key} | kept), key == self.chosen) for key, name in QUICK.items()]

    def _days_asked(self):
        if self.chosen:
            return {"ky": self.chosen}
        return {"tu": format_date(self.stretch.first), "den": format_date(self.stretch.last)}

    def _comparison_asked(self):
        if self.compared == "truoc":
            return {}
        if self.compared == "rieng":
            second = {"tu2": format_date(self.other.first), "den2": format_date(self.other.last)}
            return {"so_voi": "rieng"} | second
        return {"so_voi": self.compared}


def read_period(asked, today):
    """The Period that `asked` (a QueryDict or dict) names. A query for "all" alone; what cannot be shown becomes the
    default, with a sentence that tells why.
    """
    chosen = asked.get("ky", "")
    chosen = chosen if chosen in QUICK else DEFAULT
    compared = asked.get("so_voi", "")
    compared = compared if compared in COMPARISONS else "truoc"
    try:
        if asked.get("tu") or asked.get("den"):
            chosen, stretch = "", _typed(asked.get("tu", ""), asked.get("den", ""), today)
        else:
            stretch = _quick(chosen, today)
        other = _other(stretch, compared, asked, today)
    except InvalidDate as refused:
        stretch = _quick(DEFAULT, today)
        return Period(stretch, stretch.before(), today, error=str(refused))
    return Period(stretch, other, today, chosen, compared)


def in_words(stretch):
    """`từ 01/02/2026 đến hết 07/02/2026`, or `ngày 01/02/2026`."""
    if stretch.first == stretch.last:
        return f"ngày {format_date(stretch.first)}"
    return f"từ {format_date(stretch.first)} đến hết {format_date(stretch.last)}"


def _quick(chosen, today):
    yesterday = today - timedelta(days=1)
    if chosen.isdecimal():
        return Range(today - timedelta(days=int(chosen)), yesterday)
    if chosen == "thang-truoc":
        last = today.replace(day=1) - timedelta(days=1)
        return Range(last.replace(day=1), last)
    if chosen == "tat-ca":
        first = days_with_figures()[0] or today - timedelta(days=int(DEFAULT))
    else:
        first = today.replace(day=1) if chosen == "thang-nay" else today.replace(month=1, day=1)
    # On the first day there is no complete one yet.
    return Range(first, yesterday) if first <= yesterday else Range(today, today)


def _typed(first, last, today):
    stretch = Range(parse_date(first), parse_date(last))
    if stretch.first > stretch.last:
        raise InvalidDate("Ngày đầu phải trước hoặc bằng ngày cuối.")
    if stretch.last > today:
        raise InvalidDate(f"Chưa có số liệu sau hôm nay, {format_date(today)}.")
    if len(stretch) > LONGEST_DAYS:
        raise InvalidDate("Khoảng ngày dài nhất là 20 năm.")
    return stretch


def _other(stretch, compared, asked, today):
    if compared == "rieng":
        return _typed(asked.get("tu2", ""), asked.get("den2", ""), today)
    if compared == "nam-truoc":
        return Range(_year_before(stretch.first), _year_before(stretch.last))
    return stretch.before()


def _year_before(day):
    """The same day a year before; 28 February for 29 February."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
