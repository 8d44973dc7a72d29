"""Charts as numbers for an SVG: of the admin, of pages for readers and of reports on paper. One template draws them
(`stats/includes/chart.html`; the hours of a week are `heat_maps`), and the same figures stand in a table beside.

Places are text with a dot: a Vietnamese template would write a comma.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from vietnamese.dates import format_date
from vietnamese.numbers import format_number


class Counted(Protocol):
    """What was counted on a day, or in a month under its first day (`queries.totals.Day`)."""

    @property
    def day(self) -> date: ...
    @property
    def visits(self) -> int: ...
    @property
    def views(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The value whose time is not over, by its place `at` (by default the last), and what it is called. It is drawn
    apart: a line of the same time ends before it.
    """

    name: str
    at: int = -1

    def standing(self, at: int) -> "Unfinished":
        """The same at another place."""
        return replace(self, at=at)


TODAY = Unfinished("hôm nay, chưa hết ngày")
THIS_MONTH = Unfinished("tháng này, chưa hết tháng")
THIS_HOUR = Unfinished("giờ này, chưa hết giờ")
THIS_MINUTE = Unfinished("phút này, chưa hết phút")


@dataclass(frozen=True, slots=True)
class Layout:
    """The measures of a picture in units of its view box; colours and letters are those of its page's stylesheet.

    `left` and `digit` make room for the numbers of the scale, which stand `number_gap` beside the grid and
    `number_drop` below its lines; `right` is empty but for the last `overhang` of the grid's lines. `bar` is the part
    of its column that a bar fills. A value's label stands `label_drop` below the floor and takes `label_room`.
    """

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    overhang: int
    digit: int
    grid_lines: int
    number_gap: int
    number_drop: int
    bar: float
    label_drop: int
    label_room: int
    writes_highest: bool


ADMIN = Layout(
    width=960,
    height=300,
    top=28,
    bottom=34,
    left=12,
    right=12,
    overhang=0,
    digit=8,
    grid_lines=6,
    number_gap=8,
    number_drop=4,
    bar=0.72,
    label_drop=20,
    label_room=72,
    writes_highest=False,
)
READERS = Layout(
    width=620,
    height=268,
    top=30,
    bottom=34,
    left=20,
    right=24,
    overhang=24,
    digit=9,
    grid_lines=5,
    number_gap=10,
    number_drop=5,
    bar=0.68,
    label_drop=24,
    label_room=72,
    writes_highest=True,
)
READERS_WIDE = replace(READERS, width=900, height=300, label_room=100)
PAPER = replace(READERS, width=700, height=230, label_room=16)


@dataclass(frozen=True, slots=True)
class Bar:
    """`x` and `y` are its upper left corner; with `open_name` its time is not over and it is drawn apart."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    name: str
    value: str
    open_name: str

    @property
    def is_open(self) -> bool:
        return bool(self.open_name)


@dataclass(frozen=True, slots=True)
class Line:
    """The points of a polyline; `number` (from 1) chooses its look."""

    number: int
    points: str


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A value whose time is not over, as `name` says, beside the line `number` that ends before it."""

    number: int
    x: str
    y: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class GridLine:
    """`label_y` is where its number is written."""

    y: str
    label: str
    label_y: str


@dataclass(frozen=True, slots=True)
class Label:
    x: str
    text: str


@dataclass(frozen=True, slots=True)
class Peak:
    """The highest value and where it stands; it is written at `text_x` and `text_y`, inside the picture."""

    x: str
    y: str
    value: str
    text_x: str
    text_y: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars and lines (in the order of drawing) over one scale from zero, whose numbers end at `grid_label_x`; `labels`
    stand at `label_y`. `area` holds the corners of what lies under a line. `highest` and `unfinished` (the value whose
    time is not over, if it has begun) are for the words about the picture, `peak` and `open_points` are drawn in it.
    """

    width: int
    height: int
    left: int
    right: int
    floor: str
    grid_label_x: int
    grid: list[GridLine]
    label_y: int
    labels: list[Label]
    bars: list[Bar] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    open_points: list[OpenPoint] = field(default_factory=list)
    unfinished: OpenPoint | None = None
    area: str = ""
    highest: Bar | None = None
    peak: Peak | None = None


def daily_chart(
    days: Sequence[Counted], today: Counted | None = None, before: Sequence[Counted] = (), *, is_monthly: bool = False
) -> Chart:
    """Visits of `days` (at least one) as bars, their views as a line, and the visits of `before` as a second. `today`,
    when given, stands at the right end and is not over. With `is_monthly` each of them is a month.
    """
    all_days = [*days, today] if today else days
    lines = [[day.views for day in all_days], [day.visits for day in before]]
    visits = [day.visits for day in all_days]
    return chart_by_day(all_days, visits, lines, is_monthly=is_monthly, has_open_end=today is not None)


def chart_by_day(
    days: Sequence[Counted],
    values: Sequence[int],
    lines: Sequence[Sequence[int]],
    *,
    is_monthly: bool = False,
    has_open_end: bool = False,
) -> Chart:
    """`bar_chart` with a bar for each of `days`, of which the first of `lines` is, too; with `is_monthly` each of them
    is a month. With `has_open_end` the last is not over.
    """
    names = [format_date(day.day)[3:] if is_monthly else format_date(day.day) for day in days]
    labels = [name if is_monthly else name[:5] for name in names]
    unfinished = (THIS_MONTH if is_monthly else TODAY) if has_open_end else None
    return bar_chart(values, labels, names, lines, unfinished=unfinished, lines_of_now=1)


def bar_chart(
    values: Sequence[int],
    labels: Sequence[str],
    names: Sequence[str] = (),
    lines: Sequence[Sequence[int]] = (),
    *,
    layout: Layout = ADMIN,
    unfinished: Unfinished | None = None,
    lines_of_now: int = 0,
) -> Chart:
    """A Chart of `values` as bars, each with the label below and its name (default: the label), and of `lines` of
    further values, no longer than the bars. Labels that have no room are left out; the last always stands. The first
    `lines_of_now` of the lines are of the same time as the bars: they end before what is `unfinished`.
    """
    lines = [line[: len(values)] for line in lines]
    axes = _Axes(max([*values, *(value for line in lines for value in line)], default=0), layout)
    column = axes.room / len(values)
    middles = [axes.left + column * (n + 0.5) for n in range(len(values))]
    ends = _Ends(axes, middles, unfinished)
    bars = [
        Bar(
            x=_place(middle - column * layout.bar / 2),
            y=_place(axes.y(value)),
            width=_place(column * layout.bar),
            height=_place(axes.floor - axes.y(value)),
            middle=_place(middle),
            name=name,
            value=format_number(value),
            open_name=ends.name if n == ends.at else "",
        )
        for n, (middle, value, name) in enumerate(zip(middles, values, names or labels, strict=True))
    ]
    every = math.ceil(layout.label_room / column)
    busiest = values.index(max(values)) if any(values) else None
    return axes.chart(
        labels=_labels(middles, labels)[(len(labels) - 1) % every :: every],
        bars=bars,
        lines=ends.lines(lines, lines_of_now),
        open_points=ends.points(lines[:lines_of_now]),
        unfinished=ends.point(0, values),
        highest=None if busiest is None else bars[busiest],
        peak=None if busiest is None else axes.peak(middles[busiest], values[busiest], rise=9),
    )


def line_chart(
    series: Sequence[Sequence[int]],
    labels: Sequence[str],
    *,
    layout: Layout = READERS_WIDE,
    unfinished: Unfinished | None = None,
) -> Chart:
    """A Chart of one or more `series` (lists of numbers, as long as `labels`) as lines. The first is that of now: it
    is drawn over the others, with the area below it, and ends before what is `unfinished`.
    """
    axes = _Axes(max(max(values) for values in series), layout)
    step = axes.room / max(1, len(labels) - 1)
    places = [axes.left + step * n for n in range(len(labels))]
    ends = _Ends(axes, places, unfinished)
    lines = ends.lines(series, 1)
    floor, now = _place(axes.floor), series[0]
    over = places[: ends.at]
    busiest = now.index(max(now))
    return axes.chart(
        labels=_labels(places, labels)[:: math.ceil(layout.label_room / step)],
        lines=lines[::-1],
        open_points=ends.points(series[:1]),
        unfinished=ends.point(0, now),
        area=f"{_place(over[0])},{floor} {axes.points(over, now)} {_place(over[-1])},{floor}" if over else "",
        peak=axes.peak(places[busiest], now[busiest], rise=12) if now[busiest] else None,
    )


class _Axes:
    """A scale from zero in round steps that holds `most`: where a value stands, and the lines behind it."""

    def __init__(self, most: int, layout: Layout) -> None:
        self.layout = layout
        self.step = _step_for(most, layout.grid_lines)
        self.steps = max(1, -(-most // self.step))
        self.top = self.step * self.steps
        self.left = layout.left + layout.digit * len(format_number(self.top))
        self.room = layout.width - layout.right - self.left
        self.floor = layout.height - layout.bottom

    def y(self, value: int) -> float:
        return self.floor - (self.floor - self.layout.top) * value / self.top

    def points(self, places: Sequence[float], values: Sequence[int]) -> str:
        """The points of a line of `values`, at most as many as `places` (x)."""
        return " ".join(f"{_place(x)},{_place(self.y(value))}" for x, value in zip(places, values, strict=False))

    def peak(self, x: float, value: int, *, rise: int) -> Peak | None:
        """A Peak whose writing stands `rise` above it, when the layout has one."""
        if not self.layout.writes_highest:
            return None
        text = format_number(value)
        text_x = min(x, self.layout.width - self.layout.digit * len(text) / 2)
        return Peak(_place(x), _place(self.y(value)), text, _place(text_x), _place(self.y(value) - rise))

    def chart(self, **drawn: Any) -> Chart:
        """The Chart of what is `drawn` on these axes."""
        layout = self.layout
        values = [self.step * n for n in range(self.steps + 1)]
        return Chart(
            width=layout.width,
            height=layout.height,
            left=self.left,
            right=layout.width - layout.right + layout.overhang,
            floor=_place(self.floor),
            grid_label_x=self.left - layout.number_gap,
            grid=[
                GridLine(_place(self.y(value)), format_number(value), _place(self.y(value) + layout.number_drop))
                for value in values
            ],
            label_y=self.floor + layout.label_drop,
            **drawn,
        )


class _Ends:
    """Where the lines of now end over `places`: before what is `unfinished`, which becomes a point of its own."""

    def __init__(self, axes: _Axes, places: Sequence[float], unfinished: Unfinished | None) -> None:
        self.axes, self.places = axes, places
        self.name = unfinished.name if unfinished else ""
        self.at = unfinished.at % len(places) if unfinished else len(places)

    def lines(self, series: Sequence[Sequence[int]], of_now: int) -> list[Line]:
        """A Line for each of `series` that has a point; the first `of_now` end."""
        cut = [values[: self.at] if n < of_now else values for n, values in enumerate(series)]
        return [Line(n, self.axes.points(self.places, values)) for n, values in enumerate(cut, start=1) if values]

    def points(self, series: Sequence[Sequence[int]]) -> list[OpenPoint]:
        found = (self.point(number, values) for number, values in enumerate(series, start=1))
        return [point for point in found if point]

    def point(self, number: int, values: Sequence[int]) -> OpenPoint | None:
        """What `values` have where it is unfinished."""
        if self.at >= len(values):
            return None
        x, value = self.places[self.at], values[self.at]
        return OpenPoint(number, _place(x), _place(self.axes.y(value)), self.name, format_number(value))


def _labels(places: Sequence[float], texts: Sequence[str]) -> list[Label]:
    return [Label(_place(x), text) for x, text in zip(places, texts, strict=True)]


def _step_for(most: int, lines: int) -> int:
    """The smallest of 1, 2, 5, 10, 20 … that reaches `most` in at most `lines` steps."""
    step = 1
    while step * lines < most:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _place(number: float) -> str:
    """With a dot: a Vietnamese template would write a comma."""
    return f"{number:.1f}"
