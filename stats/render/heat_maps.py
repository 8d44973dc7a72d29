"""The hours of a week as squares for an SVG, the darker the more was read; the same figures stand in a table."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from vietnamese.dates import WEEKDAYS
from vietnamese.numbers import format_number

HEAT_STEPS = 5
HEAT_LEFT, HEAT_TOP, HEAT_COLUMN, HEAT_ROW = 84, 24, 36, 34


@dataclass(frozen=True, slots=True)
class Square:
    """`step` from 0 (nothing) to HEAT_STEPS (the most)."""

    x: int
    y: int
    step: int
    title: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Hours from left to right, weekdays from top to bottom: `hours` are (x, hour), `weekdays` (y, name). `rows` are
    the same figures for a table: (hour, the average of each weekday, as text).
    """

    squares: list[Square]
    hours: list[tuple[int, int]]
    weekdays: list[tuple[int, str]]
    rows: list[tuple[int, list[str]]]
    most: str
    width: int = HEAT_LEFT + 24 * HEAT_COLUMN
    height: int = HEAT_TOP + 7 * HEAT_ROW


def heat_map(views: Mapping[tuple[int, int], float]) -> HeatMap | None:
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


def _average(number: float) -> str:
    """Small averages with one decimal: a quiet hour is not a dead one."""
    return format_number(round(number, 1) if number < 10 else round(number))
