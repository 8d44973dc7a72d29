"""Sums over any range are those of its days, whatever months and years they are put together from."""

import random
from datetime import date, timedelta

import pytest

from articles.models import Author
from stats.days import DateRange
from stats.imports.history import add_days
from stats.models import Dimension
from stats.queries.ranges import top_articles, top_articles_compared
from stats.rollup.ledger import sign_days
from tests.factories import make_article, make_category, make_event
from tests.stats.factories import local

FIRST = date(2024, 1, 1)


def test_the_range_before_is_as_long_and_ends_the_day_before():
    assert DateRange(date(2026, 3, 1), date(2026, 3, 7)).before() == DateRange(date(2026, 2, 22), date(2026, 2, 28))


@pytest.mark.django_db
def test_the_most_read_of_any_range_come_out_exact(time_machine, django_assert_num_queries):
    chance, late = random.Random(2), FIRST + timedelta(days=100)
    time_machine.move_to(local(2026, 3, 2, 9))
    place, event, byline = make_category(), make_event(), "Quang Hậu – Thùy Nhung"
    articles = [
        make_article(
            category=place if n % 3 else make_category(),
            event=event if n % 2 else None,
            byline=byline if n % 4 else "Thùy Nhung",
        )
        for n in range(9)
    ]
    rows = [
        (FIRST + timedelta(days=n), article.pk, chance.randint(1, 50), 1)
        for n in range(0, 800, 3)
        for article in articles
        if chance.random() < 0.5
    ]
    rows += [(date(2026, 3, 2), articles[0].pk, 7, 1)]  # today
    add_days(articles=rows)
    sign_days()
    add_days(articles=[(late, articles[1].pk, 30, 1)])
    sign_days()
    rows += [(late, articles[1].pk, 30, 1)]
    author = Author.objects.get(name="Quang Hậu")
    inside = {
        Dimension.CATEGORY: (place, [article.pk for n, article in enumerate(articles) if n % 3]),
        Dimension.EVENT: (event, [article.pk for n, article in enumerate(articles) if n % 2]),
        Dimension.AUTHOR: (author, [article.pk for n, article in enumerate(articles) if n % 4]),
    }

    before = dict(top_articles(DateRange(FIRST, late)))

    for _ in range(80):
        first = FIRST + timedelta(days=chance.randrange(700))
        date_range = DateRange(first, first + timedelta(days=chance.randrange(900)))
        sums = {}
        for day, pk, views, _ in rows:
            if date_range.first <= day <= date_range.last:
                sums[pk] = sums.get(pk, 0) + views
        ranked = sorted(((pk, views) for pk, views in sums.items()), key=lambda row: (-row[1], -row[0]))
        with django_assert_num_queries(2):
            assert top_articles(date_range, 5) == ranked[:5]
        for kind, (row, pks) in inside.items():
            assert top_articles(date_range, 99, kind, [row.pk]) == [one for one in ranked if one[0] in pks]
        compared = top_articles_compared(date_range, DateRange(FIRST, late), 99)
        assert compared == [(pk, views, before.get(pk, 0)) for pk, views in ranked]
