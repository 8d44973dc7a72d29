"""The charts of pages for readers and of reports: numbers that a template writes into an SVG; the same figures stand
in a table beside. Places are text with a dot: a Vietnamese template would write a comma.
"""

from dataclasses import dataclass

from vietnamese.numbers import format_number

from .scale import place, step_for

GRID_LINES = 5
DIGIT_WIDTH = 9
TOP, BOTTOM = 30, 34
LABELS = 7


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of writing, or a bar with its value: `x` and `y` are its upper left, `middle` where its label stands."""

    x: str
    y: str
    label: str
    middle: str = ""
    width: str = ""
    height: str = ""
    value: str = ""
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """`lines` are points of polylines, the first that of now; `area` is under it."""

    width: int
    height: int
    left: int
    floor: str
    grid: list
    labels: list
    highest: Mark | None
    bars: list = ()
    lines: list = ()
    area: str = ""


def line_chart(series, labels, width=900, height=300):
    """A Chart of one or more `series` (lists of numbers, as long as `labels`), the first of which is that of now."""
    frame = _Frame(max(max(values) for values in series), width, height)
    step = frame.room / max(1, len(labels) - 1)
    places = [frame.left + step * n for n in range(len(labels))]
    lines = [
        " ".join(f"{place(x)},{place(frame.y(value))}" for x, value in zip(places, values, strict=True))
        for values in series
    ]
    now = series[0]
    peak = now.index(max(now))
    every = max(1, round(len(labels) / LABELS))
    return Chart(
        width,
        height,
        frame.left,
        place(frame.floor),
        frame.grid(),
        [Mark(place(x), "", label) for n, (x, label) in enumerate(zip(places, labels, strict=True)) if not n % every],
        _peak(places[peak], frame.y(now[peak]), now[peak], width) if now[peak] else None,
        lines=lines,
        area=f"{place(places[0])},{place(frame.floor)} {lines[0]} {place(places[-1])},{place(frame.floor)}",
    )


def bar_chart(values, labels, width=620, height=268, every=1):
    """A Chart of `values` as bars; the last is told apart. A label stands under every `every`-th and the last."""
    frame = _Frame(max(values), width, height)
    column = frame.room / len(values)
    middles = [frame.left + column * (n + 0.5) for n in range(len(values))]
    bars = [
        Mark(
            x=place(middle - column * 0.34),
            y=place(frame.y(value)),
            label=label,
            middle=place(middle),
            width=place(column * 0.68),
            height=place(frame.floor - frame.y(value)),
            value=format_number(value),
            is_last=n == len(values) - 1,
        )
        for n, (middle, value, label) in enumerate(zip(middles, values, labels, strict=True))
    ]
    peak = values.index(max(values))
    highest = _peak(middles[peak], frame.y(values[peak]), values[peak], width) if values[peak] else None
    labels = [Mark(bar.middle, "", bar.label) for n, bar in enumerate(bars) if not (len(bars) - 1 - n) % every]
    return Chart(width, height, frame.left, place(frame.floor), frame.grid(), labels, highest, bars=bars)


class _Frame:
    """Where a value stands, and the lines behind it."""

    def __init__(self, most, width, height):
        self.step = step_for(most, GRID_LINES)
        self.count = max(1, -(-most // self.step))
        self.top = self.step * self.count
        self.left = 20 + DIGIT_WIDTH * len(format_number(self.top))
        self.room = width - self.left - 24
        self.floor = height - BOTTOM

    def y(self, value):
        return self.floor - (self.floor - TOP) * value / self.top

    def grid(self):
        values = [self.step * n for n in range(self.count + 1)]
        return [Mark("", place(self.y(value)), format_number(value)) for value in values]


def _peak(x, y, value, width):
    """The highest value written over its place, inside the picture."""
    half = DIGIT_WIDTH * len(format_number(value)) / 2
    return Mark(place(x), place(y), format_number(value), middle=place(min(x, width - half)))
