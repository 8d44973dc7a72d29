"""Dates as Vietnamese readers write them, in the time of Việt Nam.

Every function takes a date or a datetime. An aware datetime is converted to Asia/Ho_Chi_Minh; a naive one is
taken as local already.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

Day = TypeVar("Day", date, datetime)
P = ParamSpec("P")

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")

# Beyond these, a day's end or its moment in UTC may leave Python's calendar.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
# No date of a portal lies beyond these. `database/moments.py` returns one of them for a value of the database that
# Python cannot read.
_FIRST_READABLE, _LAST_READABLE = 1001, 8999
UNREADABLE = "ngày giờ không đọc được"
_DAY_MONTH_YEAR = re.compile(r"\s*([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})\s*")


class InvalidDate(ValueError):
    """What was typed is no date; the message is a Vietnamese sentence that says how to correct it."""


def local(dt: Day) -> Day:
    """An aware datetime in the time of Việt Nam; dates and naive datetimes as they are."""
    if not isinstance(dt, datetime) or not dt.tzinfo:
        return dt
    # At either end of the calendar Python has no such moment in another zone.
    return dt.astimezone(VIETNAM) if is_readable(dt) else dt.replace(tzinfo=VIETNAM)


def is_readable(dt: date) -> bool:
    """Whether `dt` can be written and calculated with: it lies in the years 1001 to 8999."""
    return _FIRST_READABLE <= dt.year <= _LAST_READABLE


def _or_unreadable(write: Callable[Concatenate[Any, P], str]) -> Callable[Concatenate[Any, P], str]:
    """`write`, but UNREADABLE for a day that is not readable: one such row must not break the list that shows it."""

    @wraps(write)
    def written(dt: date, *args: P.args, **kwargs: P.kwargs) -> str:
        return write(dt, *args, **kwargs) if is_readable(dt) else UNREADABLE

    return written


@_or_unreadable
def weekday(d: date) -> str:
    """`Thứ Hai` … `Chủ Nhật`"""
    return WEEKDAYS[local(d).weekday()]


@_or_unreadable
def format_date(dt: date) -> str:
    """`15/03/2023`"""
    dt = local(dt)
    return f"{dt.day:02}/{dt.month:02}/{dt.year:04}"


def _clock(dt: datetime) -> str:
    return f"{dt.hour:02}:{dt.minute:02}"


def format_moment(at: datetime) -> str:
    """`10:42`, with the day if that is another one than today."""
    is_today = local(at).date() == datetime.now(VIETNAM).date()
    return format_clock(at) if is_today else format_time_date(at)


@_or_unreadable
def format_clock(dt: datetime) -> str:
    """`08:47`"""
    return _clock(local(dt))


@_or_unreadable
def format_hour(dt: datetime) -> str:
    """The time as public notices write it: `8 giờ`, `7 giờ 30`."""
    dt = local(dt)
    return f"{dt.hour} giờ {dt.minute:02}" if dt.minute else f"{dt.hour} giờ"


@_or_unreadable
def format_datetime(dt: date) -> str:
    """`Thứ Tư, 15/03/2023 08:47`; a date is written without a time."""
    day = f"{weekday(dt)}, {format_date(dt)}"
    return f"{day} {_clock(local(dt))}" if isinstance(dt, datetime) else day


@_or_unreadable
def format_time_date(dt: date) -> str:
    """`10:20, 21/11/2026`; a date alone is `21/11/2026`."""
    return f"{_clock(local(dt))}, {format_date(dt)}" if isinstance(dt, datetime) else format_date(dt)


@_or_unreadable
def format_second(dt: date) -> str:
    """`10:20:05, 21/11/2026`: a moment that is told from others of its minute."""
    if not isinstance(dt, datetime):
        return format_date(dt)
    return f"{_clock(local(dt))}:{local(dt).second:02}, {format_date(dt)}"


def format_iso(dt: date) -> str:
    """ISO 8601 with the offset of Việt Nam, to the second, for `<time datetime>`: `2023-03-15T08:47:00+07:00`."""
    if not isinstance(dt, datetime):
        return dt.isoformat()
    if not dt.tzinfo:
        dt = dt.replace(tzinfo=VIETNAM)
    return local(dt).isoformat(timespec="seconds")


@_or_unreadable
def timesince(dt: date, now: datetime | None = None) -> str:
    """`Vừa xong`, `5 phút trước`, `3 giờ trước`, `Hôm qua 08:47`, and the date for the day before yesterday and
    earlier.

    Days are local days. A future moment is written as time and date. A date is only
    `Hôm nay`, `Hôm qua` or itself.
    """
    now = local(now or datetime.now(VIETNAM))
    if not isinstance(dt, datetime):
        return _days_since(dt, now)
    dt = local(dt)
    if not dt.tzinfo or not now.tzinfo:
        dt, now = dt.replace(tzinfo=VIETNAM), now.replace(tzinfo=VIETNAM)
    minutes = (now - dt) // timedelta(minutes=1)
    if minutes < 0:
        return format_time_date(dt)
    if minutes < 60:
        return f"{minutes} phút trước" if minutes else "Vừa xong"
    if dt.date() == now.date():
        return f"{minutes // 60} giờ trước"
    if dt.date() == now.date() - timedelta(days=1):
        return f"Hôm qua {_clock(dt)}"
    return format_date(dt)


def _days_since(day: date, now: datetime) -> str:
    days = (now.date() - day).days
    return {0: "Hôm nay", 1: "Hôm qua"}.get(days) or format_date(day)


def parse_date(s: str) -> date:
    """The date that a person typed: `15/03/2023`, `1/1/2026`, `01-01-2026`, `01.01.2026`.

    Raises InvalidDate with a sentence for the reader.
    """
    if not s.strip():
        raise InvalidDate("Hãy nhập ngày, ví dụ 15/03/2026.")
    match = _DAY_MONTH_YEAR.fullmatch(s)
    if not match:
        raise InvalidDate("Hãy viết ngày theo dạng ngày/tháng/năm, ví dụ 15/03/2026.")
    day, month, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        raise InvalidDate("Hãy viết đủ bốn chữ số của năm, ví dụ 15/03/2026.")
    _check(day, month, year)
    return date(year, month, day)


def _check(day: int, month: int, year: int) -> None:
    if not 1 <= month <= 12:
        hint = " Hãy viết ngày trước, tháng sau, ví dụ 15/03/2026." if 12 < month <= 31 and 1 <= day <= 12 else ""
        raise InvalidDate(f"Không có tháng {month}.{hint}")
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise InvalidDate(f"Năm phải từ {_FIRST_YEAR} đến {_LAST_YEAR}.")
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        of_year = f" năm {year}" if (day, month) == (29, 2) else ""
        raise InvalidDate(f"Tháng {month}{of_year} không có ngày {day}.")
