from datetime import date, timedelta

import pytest

from stats.charts import daily_chart, heat_map
from stats.reports import Day

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

    named = [n for n, bar in enumerate(chart.bars) if bar.label]
    assert named[-1] == 90
    assert len(named) < 15


def test_without_any_visit_no_day_is_the_busiest():
    assert chart_of(0, 0).highest is None


def test_days_compared_with_are_drawn_no_longer_than_the_days_shown():
    days = [Day(MONDAY + timedelta(days=n), visits=3) for n in range(3)]

    chart = daily_chart(days, before=[Day(MONDAY, visits=9)] * 5)

    views, before = chart.lines
    assert len(before.split()) == len(views.split()) == 3
    assert chart.grid[-1].label == "10"


def test_the_heat_map_is_darkest_where_most_is_read():
    heat = heat_map({(0, 9): 200.0, (6, 23): 4.5, (2, 10): 100.0})

    steps = {(square.x, square.y): square.step for square in heat.squares}
    assert len(steps) == 7 * 24
    assert sorted(steps.values())[-3:] == [1, 3, 5]
    assert heat.most == "Thứ Hai, từ 9 đến 10 giờ"
    assert heat.rows[23] == (23, ["0", "0", "0", "0", "0", "0", "4,5"])
    assert heat_map({}) is None
