"""The daily figures of an older counter, from a CSV file: one line for each day."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from stats.days import FIRST_YEAR
from stats.models import Excluded, SiteDay
from stats.rollup.lock import hold_totals
from vietnamese.dates import InvalidDate, parse_date
from vietnamese.text import fold

from .history import add_days

NAMES = {  # as `fold` leaves them
    "ngay": "day",
    "day": "day",
    "date": "day",
    "luot xem": "views",
    "views": "views",
    "luot truy cap": "visits",
    "visits": "visits",
    "khach": "visitors",
    "visitors": "visitors",
}
FIGURES = ("views", "visits", "visitors")
LARGEST = 10**12

Row = tuple[date, int, int, int]  # day, views, visits, visitors


@dataclass
class Unusable(Exception):
    """The file cannot be taken; `problems` are sentences, each with its line."""

    problems: list[str]


def read(text: str) -> list[Row]:
    """`[(day, views, visits, visitors)]` of a file with a header line, separated by semicolons or commas.

    Days as 2025-12-31 or 31/12/2025; numbers as 1234, 1.234 or "1 234". A figure without a column is 0. Raises
    Unusable with every problem.
    """
    try:
        lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=_separator(text)))
    except csv.Error as error:
        raise Unusable([str(error)]) from error
    columns = {NAMES[fold(name).strip()]: n for n, name in enumerate(lines[0] if lines else ()) if _is_known(name)}
    if "day" not in columns or not columns.keys() & set(FIGURES):
        raise Unusable(["The first line must name the columns: day and at least one of views, visits, visitors."])
    rows, problems = {}, []
    for number, line in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in line):
            continue
        try:
            day, *figures = _row(line, columns)
            if day in rows:
                raise ValueError(f"{day} comes twice")
            rows[day] = (day, *figures)
        except (ValueError, IndexError) as error:
            problems.append(f"line {number}: {error}")
    if problems or not rows:
        raise Unusable(problems or ["There is no day in the file."])
    return [rows[day] for day in sorted(rows)]


@transaction.atomic
def add(rows: list[Row]) -> None:
    """Add what `read` returned to the totals. Raises Unusable as `check` does."""
    hold_totals()  # else another import could add the same days after this check
    check(rows)
    add_days(site=rows)


def check(rows: list[Row]) -> None:
    """Raise Unusable when a day of `rows` is counted already, or is not over. One query."""
    days = [day for day, *_ in rows]
    problems = [f"{day} has figures already" for day in sorted(counted(days))]
    problems += [f"{day} is not over" for day in days if day >= timezone.localdate()]
    if problems:
        raise Unusable(problems)


def counted(days: list[date]) -> set[date]:
    """Those of `days` that have figures, even if only of excluded beacons. One query."""
    views = SiteDay.objects.filter(day__in=days).exclude(views=0, visits=0).values_list("day")
    excluded = Excluded.objects.filter(day__in=days).order_by().values_list("day")
    return {day for (day,) in views.union(excluded)}


def _is_known(name: str) -> bool:
    return fold(name).strip() in NAMES


def _separator(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(";,\t", key=header.count)


def _row(line: list[str], columns: dict[str, int]) -> Iterator[Any]:
    yield _day(line[columns["day"]].strip())
    for name in FIGURES:
        yield _number(line[columns[name]].strip()) if name in columns else 0


def _day(text: str) -> date:
    day = _date(text)
    if day.year < FIRST_YEAR:
        raise ValueError(f"{day} is before {FIRST_YEAR}")
    return day


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parse_date(text)
    except InvalidDate as error:
        raise ValueError(f"“{text}” is no date") from error


def _number(text: str) -> int:
    if not re.fullmatch(r"\d+|\d{1,3}([., ]\d{3})+", text) or (number := int(re.sub(r"\D", "", text))) > LARGEST:
        raise ValueError(f"“{text}” is no whole number")
    return number
