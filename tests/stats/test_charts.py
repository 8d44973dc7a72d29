from datetime import date, timedelta

import pytest

from stats.charts import daily_chart
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
    assert [bar.is_today for bar in chart.bars] == [False, False, False, True]
    assert (chart.highest.day, chart.highest.value) == ("04/03/2026", "8")


def test_labels_of_days_leave_room_for_each_other_and_name_today():
    chart = chart_of(*range(91))

    named = [n for n, bar in enumerate(chart.bars) if bar.label]
    assert named[-1] == 90
    assert len(named) < 15


def test_without_any_visit_no_day_is_the_busiest():
    assert chart_of(0, 0).highest is None
