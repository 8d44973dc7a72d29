"""Days and whole numbers as people and programs write them; a notation is found for a whole file, not for a cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from stats.days import FIRST_YEAR
from vietnamese.dates import InvalidDate, parse_date

from .report import refused

LARGEST = 10**12
DAY_MAX_LENGTH = 100
AUTO, DAY_FIRST, MONTH_FIRST = "auto", "day-first", "month-first"
# The day 0 of spreadsheets: of their days since 1 March 1900.
SERIAL_ZERO = date(1899, 12, 30)

_MIDNIGHT = r"(?:[T ]0{1,2}:00(?::00(?:\.0+)?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?"
_YEAR_FIRST = re.compile(rf"(?a)(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_MIDNIGHT}", re.IGNORECASE)
_COMPACT = re.compile(r"(?a)(\d{4})(\d\d)(\d\d)")
_SERIAL = re.compile(r"(?a)\d{5}")
_YEAR_LAST = re.compile(rf"(?a)(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_MIDNIGHT}")
_IN_WORDS = re.compile(r"(?a)(?:ngày )?(\d{1,2}) (?:tháng|thg) (\d{1,2})(?:,| năm)? (\d{4})")
_MONTH_NAMED = re.compile(r"(?a)([a-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_DAY_MONTH_NAMED = re.compile(r"(?a)(?a)(\d{1,2})[- ]([a-z]{3,9})\.?,?[- ](\d{4})")
_WEEKDAY = re.compile(r"^[^\W\d][^\d,]*, *(?=\w)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_WAYS = (  # a pattern, and which of its groups are year, month, day
    (_YEAR_FIRST, 1, 3, 4),
    (_COMPACT, 1, 2, 3),
    (_IN_WORDS, 3, 2, 1),
    (_MONTH_NAMED, 3, 1, 2),
    (_DAY_MONTH_NAMED, 3, 2, 1),
)

_PLAIN = re.compile(r"(?a)\d+")
_GROUPED = re.compile(r"(?a)[1-9]\d{0,2}(?:([., '’\u00a0\u202f])\d{3})(?:\1\d{3})*")
_WITH_ZEROS = re.compile(r"(?a)(\d+|[1-9]\d{0,2}(?:([., '’\u00a0\u202f])\d{3})+)([.,])0+")


@dataclass(frozen=True, slots=True)
class DayOrder:
    """How days with two short numbers are read; `is_guessed` where nothing in the file decides."""

    month_first: bool
    is_guessed: bool
    example: str = ""


def order_of(texts: Iterable[str], asked: str = AUTO) -> DayOrder:
    """The DayOrder of a column of days. Raises Unusable where it contradicts itself or only people can tell."""
    pairs = {text: (int(found[1]), int(found[3])) for text in texts if (found := _YEAR_LAST.fullmatch(_bare(text)))}
    if not pairs:
        return DayOrder(month_first=False, is_guessed=False)
    example = next(iter(pairs))
    if asked != AUTO:
        return DayOrder(asked == MONTH_FIRST, False, example)
    days_first = [text for text, (first, second) in pairs.items() if first > 12 >= second]
    months_first = [text for text, (first, second) in pairs.items() if second > 12 >= first]
    if days_first and months_first:
        raise refused("both_orders", first=days_first[0], second=months_first[0])
    if days_first or months_first:
        return DayOrder(bool(months_first), False, (days_first or months_first)[0])
    if _neighbours(pairs, month_first=True) > _neighbours(pairs, month_first=False):
        raise refused("unclear_order", example=example)
    return DayOrder(False, any(first != second for first, second in pairs.values()), example)


def _neighbours(pairs: dict[str, tuple[int, int]], *, month_first: bool) -> int:
    days = sorted({day for text in pairs if (day := _year_last(text, month_first=month_first))})
    return sum(after - before == timedelta(days=1) for before, after in pairwise(days))


def read_day(text: str, order: DayOrder) -> date:
    """The day that `text` names. Raises Unusable."""
    bare = _bare(text)
    try:
        day = _day(bare, order)
    except (ValueError, OverflowError) as error:
        raise refused("no_date", text=text[:40]) from error
    if day.year < FIRST_YEAR:
        raise refused("too_early", day=day.isoformat(), year=str(FIRST_YEAR))
    return day


def is_serial(text: str) -> bool:
    return bool(_SERIAL.fullmatch(text))


def _bare(text: str) -> str:
    return _WEEKDAY.sub("", text[:DAY_MAX_LENGTH].strip())


def _day(text: str, order: DayOrder) -> date:
    if is_serial(text):
        return SERIAL_ZERO + timedelta(days=int(text))
    if _YEAR_LAST.fullmatch(text):
        return _year_last(text, month_first=order.month_first, strict=True) or date.min
    for pattern, year, month, day in _WAYS:
        if found := pattern.fullmatch(text.lower()):
            return date(int(found[year]), _month(found[month]), int(found[day]))
    try:
        return parse_date(text)
    except InvalidDate as error:
        raise ValueError(text) from error


def _year_last(text: str, *, month_first: bool, strict: bool = False) -> date | None:
    found = _YEAR_LAST.fullmatch(_bare(text))
    if not found:
        return None
    first, second = int(found[1]), int(found[3])
    day, month = (second, first) if month_first else (first, second)
    try:
        return date(int(found[4]), month, day)
    except ValueError:
        if strict:
            raise
        return None


def _month(name: str) -> int:
    return int(name) if name.isdigit() else _MONTHS.index(name[:3]) + 1


class Numbers:
    """Reads the whole numbers of a file. A sign that stands before three digits parts thousands, unless the file
    shows elsewhere that it stands before a fraction: then such a number is refused, for it may be either.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._before_fractions: set[str] = set()
        self._thousands: set[str] = set()
        self.grouped = ""  # the first example
        for text in texts:
            self._look_at(text)

    def read(self, text: str) -> int:
        """The whole number that `text` is. Raises Unusable."""
        if _PLAIN.fullmatch(text) or _is_zero_fraction(text):
            digits = text if _PLAIN.fullmatch(text) else _WITH_ZEROS.sub(r"\1", text)
        elif found := _GROUPED.fullmatch(text):
            digits = text
            sign = found[1]
            if sign in self._before_fractions or (sign in ".," and {".", ","} <= self._thousands):
                raise refused("unclear_number", text=text[:40], number=re.sub(r"\D", "", text))
            self.grouped = self.grouped or text
        else:
            raise refused("no_number", text=text[:40])
        digits = re.sub(r"[^0-9]", "", digits)
        if len(digits) > 15 or int(digits) > LARGEST:
            raise refused("no_number", text=text[:40])
        return int(digits)

    def _look_at(self, text: str) -> None:
        if found := _GROUPED.fullmatch(text):
            self._thousands.add(found[1])
        elif _is_zero_fraction(text):
            found = _WITH_ZEROS.fullmatch(text)
            self._before_fractions.add(found[3] if found else "")
        elif found := re.fullmatch(r"\d+([.,])\d+", text):
            self._before_fractions.add(found[1])


def _is_zero_fraction(text: str) -> bool:
    """Whether `text` is a whole number with a fraction of nothing: 1234.0, 1.234,00; not 1.000, a thousand."""
    found = _WITH_ZEROS.fullmatch(text)
    return bool(found and found[2] != found[3] and not _GROUPED.fullmatch(text))
