"""Charts as numbers for an SVG: a template draws them, and the same figures stand in a table beside."""

from dataclasses import dataclass

from vietnamese.dates import format_date
from vietnamese.numbers import format_number

WIDTH, HEIGHT = 960, 300
TOP, RIGHT, BOTTOM = 28, 12, 34
DIGIT_WIDTH = 8
GRID_LINES_MAX = 6
DAYS_BETWEEN_LABELS = 72


@dataclass(frozen=True, slots=True)
class Bar:
    """Places are text with a dot: a Vietnamese template would write a comma."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    day: str
    value: str
    label: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class GridLine:
    y: str
    label: str


@dataclass(frozen=True, slots=True)
class DailyChart:
    """Visits as bars, views as a line; the last day is today and not over."""

    bars: list
    line: str
    grid: list
    left: int
    right: int
    floor: str
    highest: Bar | None
    width: int = WIDTH
    height: int = HEIGHT


def daily_chart(days, today):
    """A DailyChart of `days` (`reports.Day`, at least one) and of `today` at its right end."""
    all_days = [*days, today]
    most = max(max(day.views, day.visits) for day in all_days)
    step = _step(most)
    lines = max(1, -(-most // step))
    top = step * lines
    left = 12 + DIGIT_WIDTH * len(format_number(top))
    column = (WIDTH - RIGHT - left) / len(all_days)
    floor = HEIGHT - BOTTOM

    def height(value):
        return (floor - TOP) * value / top

    def middle(position):
        return left + column * (position + 0.5)

    every = max(1, round(DAYS_BETWEEN_LABELS / column))
    bars = [
        Bar(
            x=_place(middle(n) - column * 0.36),
            y=_place(floor - height(day.visits)),
            width=_place(column * 0.72),
            height=_place(height(day.visits)),
            middle=_place(middle(n)),
            day=format_date(day.day),
            value=format_number(day.visits),
            label=format_date(day.day)[:5] if (len(all_days) - 1 - n) % every == 0 else "",
            is_today=n == len(days),
        )
        for n, day in enumerate(all_days)
    ]
    line = " ".join(f"{_place(middle(n))},{_place(floor - height(day.views))}" for n, day in enumerate(all_days))
    grid = [GridLine(_place(floor - height(step * n)), format_number(step * n)) for n in range(lines + 1)]
    busiest = max(all_days, key=lambda day: day.visits)
    highest = bars[all_days.index(busiest)] if busiest.visits else None
    return DailyChart(bars, line, grid, left, WIDTH - RIGHT, _place(floor), highest)


def _step(most):
    """The smallest of 1, 2, 5, 10, 20 … that reaches `most` in as many steps as there may be lines."""
    step = 1
    while step * GRID_LINES_MAX < most:
        leading = int(str(step)[0])
        step = step * 5 // 2 if leading == 2 else step * 2
    return step


def _place(number):
    return f"{number:.1f}"
