"""Charts as numbers for an SVG: a template draws them, and the same figures stand in a table beside.

Places are text with a dot: a Vietnamese template would write a comma.
"""

import math
from dataclasses import dataclass

from vietnamese.dates import WEEKDAYS, format_date
from vietnamese.numbers import format_number

from .scale import place, step_for

WIDTH, HEIGHT = 960, 300
TOP, RIGHT, BOTTOM = 28, 12, 34
DIGIT_WIDTH = 8
GRID_LINES_MAX = 6
BETWEEN_LABELS = 72
HEAT_STEPS = 5
HEAT_LEFT, HEAT_TOP, HEAT_COLUMN, HEAT_ROW = 84, 24, 36, 34


@dataclass(frozen=True, slots=True)
class Bar:
    x: str
    y: str
    width: str
    height: str
    middle: str
    name: str
    value: str
    label: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class GridLine:
    y: str
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`bars` and `lines` (points of a polyline, empty where there is nothing) over one scale from zero."""

    bars: list
    lines: list
    grid: list
    left: int
    right: int
    floor: str
    highest: Bar | None
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Square:
    """`step` from 0 (nothing) to HEAT_STEPS (the most)."""

    x: int
    y: int
    step: int
    title: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Hours from left to right, weekdays from top to bottom; `rows` are the same figures for a table by hour."""

    squares: list
    hours: list
    weekdays: list
    rows: list
    most: str
    width: int = HEAT_LEFT + 24 * HEAT_COLUMN
    height: int = HEAT_TOP + 7 * HEAT_ROW


def daily_chart(days, today=None, before=(), *, is_monthly=False):
    """Visits of `days` (`reports.Day`, at least one) as bars, their views as a line, and the visits of `before` as a
    second. `today`, when given, stands at the right end and is not over. With `is_monthly` a Day is a month.
    """
    all_days = [*days, today] if today else days
    lines = [[day.views for day in all_days], [day.visits for day in before][: len(all_days)]]
    visits = [day.visits for day in all_days]
    return chart_by_day(all_days, visits, lines, is_monthly=is_monthly, has_open_end=today is not None)


def chart_by_day(days, values, lines, *, is_monthly=False, has_open_end=False):
    """`chart_of` with a bar for each of `days` (`reports.Day`); with `is_monthly` a Day is a month."""
    names = [format_date(day.day)[3:] if is_monthly else format_date(day.day) for day in days]
    labels = [name if is_monthly else name[:5] for name in names]
    return chart_of(values, names, labels, lines, has_open_end=has_open_end)


def chart_of(values, names, labels, lines=(), *, has_open_end=False):
    """A Chart of `values` as bars, each with its name and the label below, and of `lines` of further values."""
    most = max([*values, *(value for line in lines for value in line)], default=0)
    step = step_for(most, GRID_LINES_MAX)
    steps = max(1, -(-most // step))
    top = step * steps
    left = 12 + DIGIT_WIDTH * len(format_number(top))
    column = (WIDTH - RIGHT - left) / len(values)
    floor = HEIGHT - BOTTOM

    def height(value):
        return (floor - TOP) * value / top

    def middle(position):
        return left + column * (position + 0.5)

    every = max(1, -(-BETWEEN_LABELS // column))
    bars = [
        Bar(
            x=place(middle(n) - column * 0.36),
            y=place(floor - height(value)),
            width=place(column * 0.72),
            height=place(height(value)),
            middle=place(middle(n)),
            name=names[n],
            value=format_number(value),
            label=labels[n] if (len(values) - 1 - n) % every == 0 else "",
            is_open=has_open_end and n == len(values) - 1,
        )
        for n, value in enumerate(values)
    ]
    drawn = [
        " ".join(f"{place(middle(n))},{place(floor - height(value))}" for n, value in enumerate(line))
        for line in lines
    ]
    grid = [GridLine(place(floor - height(step * n)), format_number(step * n)) for n in range(steps + 1)]
    busiest = max(values, default=0)
    highest = bars[values.index(busiest)] if busiest else None
    return Chart(bars, drawn, grid, left, WIDTH - RIGHT, place(floor), highest)


def heat_map(views):
    """A HeatMap of {(weekday from Monday = 0, hour): views on an average day}; None when there was no view."""
    most = max(views.values(), default=0)
    if not most:
        return None
    squares = [
        Square(
            x=HEAT_LEFT + hour * HEAT_COLUMN,
            y=HEAT_TOP + day * HEAT_ROW,
            step=math.ceil(views.get((day, hour), 0) * HEAT_STEPS / most),
            title=f"{WEEKDAYS[day]}, {hour} giờ: {_average(views.get((day, hour), 0))} lượt xem",
        )
        for day in range(7)
        for hour in range(24)
    ]
    (day, hour), _ = max(views.items(), key=lambda item: (item[1], item[0]))
    return HeatMap(
        squares=squares,
        hours=[(HEAT_LEFT + hour * HEAT_COLUMN + HEAT_COLUMN // 2, hour) for hour in range(0, 24, 2)],
        weekdays=[(HEAT_TOP + day * HEAT_ROW + HEAT_ROW // 2, name) for day, name in enumerate(WEEKDAYS)],
        rows=[(hour, [_average(views.get((day, hour), 0)) for day in range(7)]) for hour in range(24)],
        most=f"{WEEKDAYS[day]}, từ {hour} đến {hour + 1} giờ",
    )


def _average(number):
    """Small averages with one decimal: a quiet hour is not a dead one."""
    return format_number(round(number, 1) if number < 10 else round(number))
