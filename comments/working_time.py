"""Hours of work of an office that keeps Vietnamese office hours. Pure functions.

Monday to Friday, 07:30–11:30 and 13:30–17:30 in the time of Việt Nam: eight hours a day. The holidays of a fixed date
are known (Bộ luật Lao động 2019, Điều 112); those of the lunar year, and days given in lieu, come in `free_days`, a
set of dates that `read_days` reads.
"""

import re
from collections.abc import Iterator, Set
from datetime import date, datetime, time, timedelta

from vietnamese.dates import VIETNAM, InvalidDate, format_date, local, parse_date

Days = Set[date]

SESSIONS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30)))
HOURS_A_DAY = 8
FIXED_HOLIDAYS = {(1, 1), (30, 4), (1, 5), (2, 9), (3, 9)}
MAX_RANGE = timedelta(days=31)
# A policy that declares every day free would make this run for ever.
FURTHEST = timedelta(days=3660)
_RANGE = re.compile(r"\s+(?:-|–|đến)\s+")


def is_working_day(day: date, free_days: Days = frozenset()) -> bool:
    return day.weekday() < 5 and (day.day, day.month) not in FIXED_HOLIDAYS and day not in free_days


def add_hours(moment: datetime, hours: float, free_days: Days = frozenset()) -> datetime:
    """The moment at which `hours` hours of work have passed since `moment` (aware)."""
    left = timedelta(hours=hours)
    last = moment + FURTHEST
    for begin, end in _sessions(moment, last, free_days):
        if left <= end - begin:
            return begin + left
        left -= end - begin
    return last


def hours_between(start: datetime, end: datetime, free_days: Days = frozenset()) -> float:
    """Hours of work from `start` to `end` (aware), as a float; 0 when `end` is the earlier."""
    worked = sum((until - begin for begin, until in _sessions(start, end, free_days)), timedelta())
    return worked / timedelta(hours=1)


def _sessions(start: datetime, end: datetime, free_days: Days) -> Iterator[tuple[datetime, datetime]]:
    """The pieces of working time between two moments, in order."""
    day, last = local(start).date(), local(end).date()
    while day <= last:
        if is_working_day(day, free_days):
            for opens, closes in SESSIONS:
                begin = max(datetime.combine(day, opens, VIETNAM), start)
                until = min(datetime.combine(day, closes, VIETNAM), end)
                if begin < until:
                    yield begin, until
        day += timedelta(days=1)


def read_days(text: str) -> frozenset[date]:
    """The dates in `text`: a line each, a day ("16/02/2027") or a range ("13/02/2027 - 19/02/2027").

    Raises InvalidDate with a sentence that names the line.
    """
    return frozenset(day for line in text.splitlines() if line.strip() for day in _days_of(line.strip()))


def _days_of(line: str) -> list[date]:
    try:
        ends = [parse_date(written) for written in _RANGE.split(line)]
    except InvalidDate as error:
        raise InvalidDate(f"Dòng “{line}”: {error}") from error
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or not timedelta() <= last - first <= MAX_RANGE:
        raise InvalidDate(f"Dòng “{line}”: xin ghi từ ngày trước đến ngày sau, dài nhất {MAX_RANGE.days} ngày.")
    return [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]


def describe_hours(hours: float) -> str:
    """`hours` of work as people say them: "40 phút làm việc", "5 giờ làm việc", "12 ngày làm việc"."""
    if hours < 1:
        return f"{max(int(hours * 60), 1)} phút làm việc"
    if hours < 5 * HOURS_A_DAY:
        return f"{int(hours)} giờ làm việc"
    return f"{int(hours // HOURS_A_DAY)} ngày làm việc"


def time_left(due_at: datetime, now: datetime, free_days: Days = frozenset()) -> str:
    """What is left until `due_at`: "còn 5 giờ làm việc", "quá hạn 3 giờ làm việc"; after two months the date alone."""
    if now > due_at + timedelta(days=60):
        return f"quá hạn từ {format_date(due_at)}"
    if now > due_at:
        return f"quá hạn {describe_hours(hours_between(due_at, now, free_days))}"
    return f"còn {describe_hours(hours_between(now, due_at, free_days))}"
