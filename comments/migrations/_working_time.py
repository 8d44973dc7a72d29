"""Hours of work as they were when targets came, frozen: `0050_targets_of_waiting` counts with them.

Monday to Friday, 07:30–11:30 and 13:30–17:30 in the time of Việt Nam, without the holidays of a fixed date. The living
ones are in `comments.working_time`; what changes there must not change what an old database is given.
"""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SESSIONS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30)))
FIXED_HOLIDAYS = {(1, 1), (30, 4), (1, 5), (2, 9), (3, 9)}
LONGEST_RANGE = timedelta(days=31)
FURTHEST = timedelta(days=3660)
FIRST_YEAR, LAST_YEAR = 1900, 2199
_RANGE = re.compile(r"\s+(?:-|–|đến)\s+")
_DAY_MONTH_YEAR = re.compile(r"\s*([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})\s*")


def add_hours(moment, hours, free_days=frozenset()):
    """The moment at which `hours` hours of work have passed since `moment` (aware)."""
    left = timedelta(hours=hours)
    last = moment + FURTHEST
    for begin, end in _sessions(moment, last, free_days):
        if left <= end - begin:
            return begin + left
        left -= end - begin
    return last


def _sessions(start, end, free_days):
    """The pieces of working time between two moments, in order."""
    day, last = start.astimezone(VIETNAM).date(), end.astimezone(VIETNAM).date()
    while day <= last:
        if day.weekday() < 5 and (day.day, day.month) not in FIXED_HOLIDAYS and day not in free_days:
            for opens, closes in SESSIONS:
                begin = max(datetime.combine(day, opens, VIETNAM), start)
                until = min(datetime.combine(day, closes, VIETNAM), end)
                if begin < until:
                    yield begin, until
        day += timedelta(days=1)


def read_days(text):
    """The dates in `text`: a line each, a day ("16/02/2027") or a stretch ("13/02/2027 - 19/02/2027").

    Raises ValueError with the line that says neither.
    """
    return frozenset(day for line in text.splitlines() if line.strip() for day in _days_of(line.strip()))


def _days_of(line):
    ends = [_read_date(written, line) for written in _RANGE.split(line)]
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or not timedelta() <= last - first <= LONGEST_RANGE:
        raise ValueError(line)
    return [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]


def _read_date(written, line):
    match = _DAY_MONTH_YEAR.fullmatch(written)
    if not match or not FIRST_YEAR <= int(match[4]) <= LAST_YEAR:
        raise ValueError(line)
    return date(int(match[4]), int(match[3]), int(match[1]))
