"""Sums over any range are those of its days, whatever months and years they are put together from."""

import random
from datetime import date, timedelta

import pytest

from stats.history import add_days
from stats.ranges import Range, top_articles
from tests.factories import make_article, make_category

FIRST = date(2024, 1, 1)


def covered(stretch):
    """How often each day counts when the pieces are added up."""
    counts = {}
    for sign, span, first, last in stretch.pieces():
        day = first
        end = {"day": last, "month": _month_end(last), "year": date(last.year, 12, 31)}[span]
        while day <= end:
            counts[day] = counts.get(day, 0) + sign
            day += timedelta(days=1)
    return {day: count for day, count in counts.items() if count}


def _month_end(day):
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def test_the_pieces_of_any_range_are_its_days_once_each():
    chance = random.Random(4)
    for _ in range(1500):
        first = FIRST + timedelta(days=chance.randrange(1200))
        stretch = Range(first, first + timedelta(days=chance.choice([0, 6, 27, 30, 89, 364, chance.randrange(1100)])))
        assert covered(stretch) == dict.fromkeys(stretch.days(), 1), stretch


@pytest.mark.parametrize(
    ("first", "last", "pieces"),
    [
        (date(2026, 3, 5), date(2026, 3, 11), ["+day"]),
        (date(2026, 3, 1), date(2026, 3, 31), ["+month"]),
        (date(2026, 3, 1), date(2026, 3, 30), ["+month", "-day"]),
        (date(2024, 1, 1), date(2026, 12, 31), ["+year"]),
        (
            date(2024, 1, 2),
            date(2026, 12, 30),
            ["+month", "-day", "+month", "-day", "+year", "-month", "+year", "-month", "+year"],
        ),
    ],
)
def test_few_rows_are_added_up(first, last, pieces):
    found = [f"{'+' if piece.sign > 0 else '-'}{piece.span}" for piece in Range(first, last).pieces()]

    assert found == pieces


def test_the_range_before_is_as_long_and_ends_the_day_before():
    assert Range(date(2026, 3, 1), date(2026, 3, 7)).before() == Range(date(2026, 2, 22), date(2026, 2, 28))


@pytest.mark.django_db
def test_the_most_read_of_any_range_come_out_exact(django_assert_num_queries):
    chance = random.Random(2)
    place = make_category()
    articles = [make_article(category=place if n % 3 else make_category()) for n in range(9)]
    rows = [
        (FIRST + timedelta(days=n), article.pk, chance.randint(1, 50), 1)
        for n in range(0, 800, 3)
        for article in articles
        if chance.random() < 0.5
    ]
    add_days(articles=rows)
    inside = {article.pk for article in articles if article.category == place}

    for _ in range(60):
        first = FIRST + timedelta(days=chance.randrange(700))
        stretch = Range(first, first + timedelta(days=chance.randrange(400)))
        sums = {}
        for day, pk, views, _ in rows:
            if stretch.first <= day <= stretch.last:
                sums[pk] = sums.get(pk, 0) + views
        ranked = sorted(((pk, views) for pk, views in sums.items()), key=lambda row: (-row[1], -row[0]))
        with django_assert_num_queries(1):
            assert top_articles(stretch, 5) == ranked[:5]
        assert top_articles(stretch, 99, [place.pk]) == [row for row in ranked if row[0] in inside]
