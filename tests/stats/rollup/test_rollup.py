from datetime import timedelta

import pytest
from django.db import connection

from stats.models import Activity, ArticleDay, ArticleTotal, Hit, Seen, SiteDay
from stats.queries import live_counts
from stats.rollup import rollup
from stats.rollup.rollup import backlog, roll_up, roll_up_all
from tests.factories import make_article
from tests.stats.factories import local, make_hit

pytestmark = pytest.mark.django_db

NINE = local(2026, 3, 2, 9)


def day_of_site():
    return SiteDay.objects.values_list("views", "visits", "visitors").get()


def test_views_and_readers_of_an_article_come_out_exact():
    article, other = make_article(), make_article()
    for visitor in (1, 1, 2, 3):
        make_hit(visitor, article, NINE)
    make_hit(3, other, NINE)
    make_hit(4, None, NINE)

    assert roll_up_all() == 6

    rows = {row.article_id: (row.views, row.visitors) for row in ArticleDay.objects.all()}
    assert rows == {article.pk: (4, 3), other.pk: (1, 1)}
    assert day_of_site() == (6, 4, 4)
    assert not Hit.objects.exists()


def test_rolling_up_in_small_pieces_gives_the_same():
    article = make_article()
    for n in range(10):
        make_hit(n % 3, article, NINE + timedelta(minutes=n))

    while roll_up(batch=2):
        pass

    assert ArticleDay.objects.values_list("views", "visitors").get() == (10, 3)
    assert ArticleTotal.objects.get(pk=article.pk).views == 10
    assert day_of_site() == (10, 3, 3)


def test_rolling_up_nothing_changes_nothing():
    assert roll_up() == 0
    assert not SiteDay.objects.exists()


def test_a_pause_of_thirty_minutes_ends_a_visit():
    make_hit(1, at=NINE)
    make_hit(1, at=NINE + timedelta(minutes=29, seconds=59, microseconds=999_999))
    make_hit(2, at=NINE)
    make_hit(2, at=NINE + timedelta(minutes=30))

    roll_up_all()

    assert day_of_site() == (4, 3, 2)


def test_a_visit_goes_on_across_rollups():
    for minutes in (0, 20, 40, 75):
        make_hit(1, at=NINE + timedelta(minutes=minutes))
        roll_up_all()

    assert day_of_site() == (4, 2, 1)


def test_views_that_come_late_and_in_any_order_give_the_same_visits():
    for minutes in (100, 0, 50, 25):  # 50 is a visit of its own until 25 joins it to 0
        make_hit(1, at=NINE + timedelta(minutes=minutes))
        roll_up_all()

    assert day_of_site() == (4, 2, 1)


def test_a_day_ends_at_midnight_in_viet_nam():
    article = make_article()
    make_hit(1, article, local(2026, 3, 2, 23, 59, 59))
    make_hit(2, article, local(2026, 3, 3, 0, 0))

    roll_up_all()

    assert [f"{row.day:%d/%m} {row.views}" for row in SiteDay.objects.order_by("day")] == ["02/03 1", "03/03 1"]
    assert ArticleDay.objects.count() == 2


def test_what_is_excluded_is_nobodys_view():
    make_hit(1, at=NINE, reason="bot")

    roll_up_all()

    assert not SiteDay.objects.exists()
    assert not Activity.objects.exists()


def test_totals_stay_when_an_article_is_deleted():
    article = make_article()
    make_hit(1, article, NINE)
    roll_up_all()

    article.delete()

    assert ArticleDay.objects.get().views == 1
    assert SiteDay.objects.get().views == 1


def test_totals_hold_more_than_an_int():
    SiteDay.objects.create(day=NINE.date(), views=2**40, visits=2**40, visitors=2**40)
    make_hit(1, at=NINE)

    roll_up_all()

    assert day_of_site() == (2**40 + 1, 2**40 + 1, 2**40 + 1)


def test_the_figures_are_the_same_before_and_after_a_rollup():
    article = make_article()
    for n in range(30):
        make_hit(n % 4, article, NINE + timedelta(minutes=7 * n))
    make_hit(9, None, NINE - timedelta(days=1))

    before = live_counts.load(NINE + timedelta(minutes=204)), live_counts.article_views(article.pk)
    roll_up(batch=13)
    between = live_counts.load(NINE + timedelta(minutes=204)), live_counts.article_views(article.pk)
    roll_up_all()
    after = live_counts.load(NINE + timedelta(minutes=204)), live_counts.article_views(article.pk)

    assert before == between == after
    assert after[0].views == after[1] == 30
    assert after[0].total == after[0].visits + 1


def test_online_are_those_of_the_last_five_minutes():
    make_hit(1, at=NINE - timedelta(minutes=5))
    make_hit(2, at=NINE - timedelta(minutes=4))
    make_hit(2, at=NINE)
    roll_up_all()
    make_hit(2, at=NINE)
    make_hit(3, at=NINE)

    assert live_counts.load(NINE).online == 2


def test_each_reader_of_a_day_is_seen_once():
    article = make_article()
    for _ in range(3):
        make_hit(1, article, NINE)
        roll_up_all()

    assert Seen.objects.count() == 1


def test_the_backlog_says_how_much_waits_and_since_when(django_assert_num_queries):
    assert backlog() == (0, None)
    make_hit(1, at=NINE)
    make_hit(1, at=NINE + timedelta(seconds=5))

    with django_assert_num_queries(1):
        assert backlog() == (2, NINE)


@pytest.mark.django_db(transaction=True)
def test_the_space_of_rolled_up_hits_is_used_again(monkeypatch):
    monkeypatch.setattr(rollup, "ROWS_BETWEEN_VACUUMS", 300)
    sizes = []

    for _ in range(12):
        Hit.objects.bulk_create(Hit(at=NINE, visitor=n, dimensions=["device=mobile"] * 9) for n in range(300))
        roll_up_all()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_relation_size('stats_hit')")
            sizes.append(cursor.fetchone()[0])

    assert max(sizes) < 4 * 300 * 300  # bytes of four rounds; without vacuum it would be twelve
