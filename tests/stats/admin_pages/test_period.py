"""Which days the admin shows: quick choices, a range of one's own, what it is compared with."""

from datetime import date

import pytest

from stats.admin_pages.period import read_period
from stats.days import DateRange
from stats.imports.history import add_days

TODAY = date(2026, 3, 12)


def days(first, last):
    return DateRange(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "date_range", "other"),
    [
        ({}, ("2026-02-10", "2026-03-11"), ("2026-01-11", "2026-02-09")),
        ({"ky": "7"}, ("2026-03-05", "2026-03-11"), ("2026-02-26", "2026-03-04")),
        ({"ky": "thang-nay"}, ("2026-03-01", "2026-03-11"), ("2026-02-18", "2026-02-28")),
        ({"ky": "thang-truoc"}, ("2026-02-01", "2026-02-28"), ("2026-01-04", "2026-01-31")),
        ({"ky": "nam-nay"}, ("2026-01-01", "2026-03-11"), ("2025-10-23", "2025-12-31")),
        ({"ky": "tat-ca"}, ("2025-12-24", "2026-03-11"), ("2025-10-07", "2025-12-23")),
        ({"ky": "7", "so_voi": "nam-truoc"}, ("2026-03-05", "2026-03-11"), ("2025-03-05", "2025-03-11")),
        ({"tu": "1/3/2026", "den": "12-03-2026"}, ("2026-03-01", "2026-03-12"), ("2026-02-17", "2026-02-28")),
        (
            {"tu": "01/03/2026", "den": "02/03/2026", "so_voi": "rieng", "tu2": "10/01/2026", "den2": "20/01/2026"},
            ("2026-03-01", "2026-03-02"),
            ("2026-01-10", "2026-01-20"),
        ),
        (
            {"tu": "29/02/2024", "den": "29/02/2024", "so_voi": "nam-truoc"},
            ("2024-02-29", "2024-02-29"),
            ("2023-02-28", "2023-02-28"),
        ),
    ],
)
def test_what_an_address_asks_for(asked, date_range, other):
    add_days(site=[(date(2025, 12, 24), 1, 1, 1)])

    period = read_period(asked, TODAY)

    assert (period.error, period.date_range, period.other) == ("", days(*date_range), days(*other))


@pytest.mark.parametrize("key", ["thang-nay", "nam-nay"])
def test_on_the_first_day_there_is_only_today(key):
    period = read_period({"ky": key}, date(2026, 1, 1))

    assert period.date_range == days("2026-01-01", "2026-01-01")
    assert period.is_open


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"tu": "31/02/2026", "den": "01/03/2026"}, "Tháng 2 không có ngày 31."),
        ({"tu": "11/03/2026", "den": "10/03/2026"}, "Ngày đầu phải trước hoặc bằng ngày cuối."),
        ({"tu": "11/03/2026", "den": "13/03/2026"}, "Chưa có số liệu sau hôm nay, 12/03/2026."),
        ({"tu": "01/01/1990", "den": "01/01/2026"}, "Khoảng ngày dài nhất là 20 năm."),
        ({"tu": "11/03/2026"}, "Hãy nhập ngày, ví dụ 15/03/2026."),
        ({"so_voi": "rieng", "tu2": "hôm qua", "den2": "01/01/2026"}, "Hãy viết ngày theo dạng"),
    ],
)
def test_a_range_that_cannot_be_shown_is_reported_and_the_default_shown(asked, sentence):
    period = read_period(asked, TODAY)

    assert period.error.startswith(sentence)
    assert period.date_range == days("2026-02-10", "2026-03-11")


@pytest.mark.parametrize(
    "asked",
    [
        {"ky": "90", "so_voi": "nam-truoc"},
        {"tu": "01/03/2026", "den": "02/03/2026", "so_voi": "rieng", "tu2": "10/01/2026", "den2": "20/01/2026"},
    ],
)
def test_links_carry_the_days_on(rf, asked):
    period = read_period(asked, TODAY)

    again = read_period(rf.get(f"/?{period.query}").GET, TODAY)

    assert again == period


def test_long_ranges_are_drawn_by_month():
    assert read_period({"tu": "01/01/2025", "den": "11/03/2026"}, TODAY).by_month
    assert not read_period({"ky": "90"}, TODAY).by_month
