from datetime import date, timedelta

import pytest

from stats.queries.totals import Day
from stats.render.charts import (
    ADMIN,
    PAPER,
    READERS,
    READERS_WIDE,
    THIS_HOUR,
    THIS_MONTH,
    TODAY,
    bar_chart,
    daily_chart,
    line_chart,
)
from stats.render.heat_maps import heat_map

MONDAY = date(2026, 3, 2)


def chart_of(*visits):
    days = [Day(MONDAY + timedelta(days=n), visits=count, views=2 * count) for n, count in enumerate(visits)]
    return daily_chart(days[:-1], days[-1])


@pytest.mark.parametrize(
    ("most", "labels"),
    [
        (0, ["0", "1"]),
        (1, ["0", "1", "2"]),
        (7, ["0", "5", "10", "15"]),
        (12_500, ["0", "5.000", "10.000", "15.000", "20.000", "25.000"]),
        (156_171_617, ["0", "100.000.000", "200.000.000", "300.000.000", "400.000.000"]),
    ],
)
def test_the_scale_has_round_steps_that_hold_the_most(most, labels):
    assert [line.label for line in chart_of(0, most).grid] == labels


def test_bars_stand_on_the_floor_and_stay_inside():
    chart = chart_of(3, 0, 8, 5)

    for bar in chart.bars:
        assert float(bar.y) + float(bar.height) == pytest.approx(float(chart.floor), abs=0.2)
        assert chart.left <= float(bar.x)
        assert float(bar.x) + float(bar.width) <= chart.right
    assert [bar.is_open for bar in chart.bars] == [False, False, False, True]
    assert (chart.highest.name, chart.highest.value) == ("04/03/2026", "8")


def test_labels_of_days_leave_room_for_each_other_and_name_today():
    chart = chart_of(*range(91))

    labelled = {label.x for label in chart.labels}
    named = [n for n, bar in enumerate(chart.bars) if bar.middle in labelled]
    assert named[-1] == 90
    assert len(named) < 15


def test_without_any_visit_no_day_is_the_busiest():
    assert chart_of(0, 0).highest is None


def test_days_compared_with_are_drawn_no_longer_than_the_days_shown():
    days = [Day(MONDAY + timedelta(days=n), visits=3) for n in range(3)]

    chart = daily_chart(days, before=[Day(MONDAY, visits=9)] * 5)

    views, before = chart.lines
    assert len(before.points.split()) == len(views.points.split()) == 3
    assert chart.grid[-1].label == "10"


def test_the_heat_map_is_darkest_where_most_is_read():
    heat = heat_map({(0, 9): 200.0, (6, 23): 4.5, (2, 10): 100.0})

    steps = {(square.x, square.y): square.step for square in heat.squares}
    assert len(steps) == 7 * 24
    assert sorted(steps.values())[-3:] == [1, 3, 5]
    assert heat.most == "Thứ Hai, từ 9 đến 10 giờ"
    assert heat.rows[23] == (23, ["0", "0", "0", "0", "0", "0", "4,5"])
    assert heat_map({}) is None


def test_readers_see_the_line_of_now_over_the_lines_before():
    chart = line_chart([[3, 9, 6], [12, 1, 2]], ["a", "b", "c"])

    assert [line.number for line in chart.lines] == [2, 1]
    assert chart.lines[-1].points in chart.area
    assert chart.peak.value == "9"
    assert (chart.peak.x, chart.peak.y) == tuple(chart.lines[-1].points.split()[1].split(","))


@pytest.mark.parametrize("layout", [ADMIN, READERS, READERS_WIDE, PAPER])
def test_every_layout_holds_its_bars_and_writes_the_highest_value_inside(layout):
    chart = bar_chart([3, 1_000_000], ["9", "10"], layout=layout)

    assert float(chart.bars[-1].x) + float(chart.bars[-1].width) <= chart.right <= layout.width
    assert min(float(bar.y) for bar in chart.bars) >= layout.top
    assert chart.highest.name == "10"
    if chart.peak:
        assert float(chart.peak.text_x) + layout.digit * len(chart.peak.value) / 2 <= layout.width


@pytest.mark.parametrize("most", [0, 99_999_999])
def test_on_paper_each_day_of_a_month_has_its_label(most):
    chart = bar_chart([most] * 31, [f"{day:02}" for day in range(1, 32)], layout=PAPER)

    assert len(chart.labels) == 31


@pytest.mark.parametrize("most", [0, 99_999_999])
def test_readers_see_every_second_month_named_the_newest_among_them(most):
    labels = [f"{month:02}/26" for month in range(1, 13)]

    chart = bar_chart([most] * 12, labels, layout=READERS, unfinished=THIS_MONTH)

    assert [label.text for label in chart.labels] == labels[1::2]


@pytest.mark.parametrize("most", [0, 99_999_999])
def test_readers_see_every_fourth_day_named_the_first_among_them(most):
    labels = [str(day) for day in range(30)]

    chart = line_chart([[most] * 30], labels)

    assert [label.text for label in chart.labels] == labels[::4]


def test_without_any_visit_readers_see_no_highest_value():
    assert line_chart([[0, 0], [0, 0]], ["a", "b"]).peak is None
    assert bar_chart([0, 0], ["a", "b"], layout=READERS).peak is None


def points_of(line):
    return line.points.split()


@pytest.mark.parametrize("is_monthly", [False, True])
def test_the_line_ends_before_what_is_not_over_which_stands_apart_by_name(is_monthly):
    months = [Day(date(2026, month, 1), visits=50, views=90) for month in (1, 2, 3)]
    last = Day(date(2026, 4, 1), visits=2, views=4)

    chart = daily_chart(months, last, before=[Day(MONDAY, visits=9)] * 4, is_monthly=is_monthly)

    views, before = chart.lines
    (apart,) = chart.open_points
    assert (len(points_of(views)), len(points_of(before))) == (3, 4)
    assert (apart.number, apart.x, apart.value) == (1, chart.bars[-1].middle, "4")
    assert [bar.is_open for bar in chart.bars] == [False, False, False, True]
    assert chart.unfinished.name == apart.name == (THIS_MONTH if is_monthly else TODAY).name
    assert chart.unfinished.value == "2"


def test_readers_lines_and_their_ground_end_before_today_the_days_before_go_on():
    chart = line_chart([[3, 9, 1], [12, 1, 2]], ["a", "b", "c"], unfinished=TODAY)

    before, now = chart.lines
    assert (len(points_of(now)), len(points_of(before))) == (2, 3)
    assert chart.area.split()[1:-1] == points_of(now)
    assert chart.area.split()[-1].split(",")[0] == points_of(now)[-1].split(",")[0]
    (apart,) = chart.open_points
    assert (apart.x, apart.y) not in [tuple(point.split(",")) for point in points_of(now)]
    assert (apart.x, apart.value) == (points_of(before)[-1].split(",")[0], "1")


def test_a_day_that_is_already_the_highest_is_called_so_and_still_stands_apart():
    chart = line_chart([[3, 9, 20]], ["a", "b", "c"], unfinished=TODAY)

    assert (chart.peak.value, chart.peak.x) == ("20", chart.open_points[0].x)
    assert len(points_of(chart.lines[0])) == 2


@pytest.mark.parametrize("draw", [line_chart, bar_chart])
def test_where_only_today_is_shown_no_line_is_drawn_but_its_point(draw):
    if draw is line_chart:
        chart = line_chart([[7]], ["a"], unfinished=TODAY)
    else:
        chart = bar_chart([5], ["a"], lines=[[7]], unfinished=TODAY, lines_of_now=1)

    assert (chart.lines, chart.area) == ([], "")
    assert [point.value for point in chart.open_points] == ["7"]


def test_an_hour_amid_others_is_open_and_the_lines_of_other_days_do_not_end():
    chart = bar_chart([5, 6, 1, 0], list("abcd"), lines=[[1, 2, 3, 4]], unfinished=THIS_HOUR.standing(2))

    assert [bar.is_open for bar in chart.bars] == [False, False, True, False]
    assert len(points_of(chart.lines[0])) == 4
    assert (chart.unfinished.value, chart.open_points) == ("1", [])
