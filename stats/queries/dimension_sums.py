"""Sums of dimensions over any days: browsers, sources, hours, and what readers did, most first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db import connection

from stats.days import DateRange, days_in
from stats.models import DimensionDay

SUMS = """
WITH sums AS (
    SELECT kind, value, coalesce(sum(count) FILTER (WHERE day BETWEEN %(first)s AND %(last)s), 0)::bigint AS now,
           coalesce(sum(count) FILTER (WHERE day BETWEEN %(other_first)s AND %(other_last)s), 0)::bigint AS before
    FROM stats_facetday
    WHERE kind = ANY (%(kinds)s)
        AND (day BETWEEN %(first)s AND %(last)s OR day BETWEEN %(other_first)s AND %(other_last)s)
    GROUP BY kind, value
), ranked AS (
    SELECT *, sum(now) OVER whole AS all_now, sum(before) OVER whole AS all_before,
           count(*) FILTER (WHERE now > 0) OVER whole AS values,
           row_number() OVER (PARTITION BY kind ORDER BY now DESC, before DESC, value) AS place
    FROM sums WINDOW whole AS (PARTITION BY kind)
)
SELECT kind, value, now, before, all_now::bigint, all_before::bigint, values FROM ranked
WHERE now > 0 AND (%(count)s IS NULL OR place <= %(count)s) ORDER BY kind, place
"""
# The number of results may change: the last one counts. Values are split after they are added up (MATERIALIZED), when
# they are few.
SEARCHES = """
WITH sums AS MATERIALIZED (
    SELECT value, sum(count) AS times, max(day) AS last_on FROM stats_facetday
    WHERE kind = 'search' AND day BETWEEN %(first)s AND %(last)s GROUP BY value
), searches AS (
    SELECT substr(value, strpos(value, ' ') + 1) AS words, split_part(value, ' ', 1)::numeric AS found, times, last_on
    FROM sums WHERE value ~ '^[0-9]+ .'
), by_words AS (
    SELECT words, sum(times)::bigint AS times,
           coalesce(sum(times) FILTER (WHERE found = 0), 0)::bigint AS in_vain,
           (array_agg(found ORDER BY last_on DESC, found DESC))[1] AS found
    FROM searches GROUP BY words
), ranked AS (
    SELECT *, row_number() OVER (ORDER BY times DESC, words) AS place,
           row_number() OVER (ORDER BY in_vain DESC, words) AS place_in_vain,
           count(*) OVER () AS all_words, count(*) FILTER (WHERE in_vain > 0) OVER () AS words_in_vain,
           (sum(times) OVER ())::bigint AS all_times
    FROM by_words
)
SELECT words, times, in_vain, found, place, place_in_vain, all_words, words_in_vain, all_times FROM ranked
WHERE %(count)s IS NULL OR place <= %(count)s OR (place_in_vain <= %(count)s AND in_vain > 0) ORDER BY place
"""
HEAT = """
SELECT extract(isodow FROM day)::int - 1, value::int, sum(count)::bigint
FROM stats_facetday
WHERE kind = 'hour' AND day BETWEEN %(first)s AND %(last)s AND value ~ '^[0-9]{2}$'
GROUP BY 1, 2
"""


class Compared(Protocol):
    """The days that are asked for, and those they are compared with."""

    @property
    def date_range(self) -> DateRange: ...

    @property
    def other(self) -> DateRange: ...


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a dimension: how often now and in the days compared with."""

    value: str
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class Sums:
    """The first `rows` (Value) of a dimension; `now` and `before` add up all of its `count` values."""

    rows: tuple[Value, ...] = ()
    now: int = 0
    before: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Search:
    """`found` is the number of results when the words were last searched for; `in_vain` how often there was none."""

    words: str
    times: int
    in_vain: int
    found: int


@dataclass(frozen=True, slots=True)
class Searches:
    """`rows` (Search), the most frequent first; `in_vain`, those without results; the number of different words of
    both, and of searches.
    """

    rows: list[Search]
    in_vain: list[Search]
    words: int
    words_in_vain: int
    times: int


def dimension_sums(period: Compared, kinds: Iterable[str], count: int | None = None) -> dict[str, Sums]:
    """{kind: Sums} of each of `kinds` (`Dimension`) on days of `period`, `count` values each at most. One query."""
    asked: dict[str, Any] = {
        "kinds": [str(kind) for kind in kinds],
        "first": period.date_range.first,
        "last": period.date_range.last,
        "other_first": period.other.first,
        "other_last": period.other.last,
        "count": count,
    }
    found: dict[str, list[Value]] = {str(kind): [] for kind in kinds}
    wholes: dict[str, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(SUMS, asked)
        for kind, value, now, before, *whole in cursor.fetchall():
            found[kind].append(Value(value, now, before))
            wholes[kind] = whole
    return {kind: Sums(tuple(rows), *wholes.get(kind, ())) for kind, rows in found.items()}


def searches(date_range: DateRange, count: int | None = None) -> Searches:
    """The Searches of `date_range` (a DateRange), at most `count` in each of its lists. One query."""
    with connection.cursor() as cursor:
        cursor.execute(SEARCHES, {"first": date_range.first, "last": date_range.last, "count": count})
        rows = cursor.fetchall()
    found = [
        (Search(words, times, in_vain, int(last)), *places) for words, times, in_vain, last, *places, _, _, _ in rows
    ]
    in_vain = sorted((row for row in found if row[0].in_vain), key=lambda row: row[2])
    most = count or len(rows)
    return Searches(
        [search for search, place, _ in found if place <= most],
        [search for search, _, place in in_vain if place <= most],
        *(rows[0][6:] if rows else (0, 0, 0)),
    )


def views_by_hour_of_week(date_range: DateRange) -> dict[tuple[int, int], float]:
    """{(weekday from Monday = 0, hour): views on an average day} in `date_range` (a DateRange). One query."""
    days_of = [0] * 7
    for day in date_range.days():
        days_of[day.weekday()] += 1
    with connection.cursor() as cursor:
        cursor.execute(HEAT, {"first": date_range.first, "last": date_range.last})
        return {(weekday, hour): views / days_of[weekday] for weekday, hour, views in cursor.fetchall()}


def views_by_hour(days: Iterable[date]) -> dict[date, list[int]]:
    """{day: [views of hour 0, … of hour 23]} of each of `days`. One query."""
    hours = {day: [0] * 24 for day in days}
    for day, hour, count in DimensionDay.objects.filter(kind="hour", day__in=days).values_list(
        "day", "value", "count"
    ):
        hours[day][int(hour)] += count
    return hours


def days_of_values(kind: str, values: Iterable[str], *date_ranges: DateRange) -> dict[date, int]:
    """{day: count} of `values` of one dimension together, in `date_ranges` (DateRange). One query."""
    rows = DimensionDay.objects.filter(days_in(*date_ranges), kind=kind, value__in=values)
    days: dict[date, int] = {}
    for day, count in rows.values_list("day", "count"):
        days[day] = days.get(day, 0) + count
    return days
