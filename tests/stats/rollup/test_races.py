"""What must hold while many write and roll up at once, and when the database's processes die under them."""

import random
import threading
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from stats.collect import append_log, recording, spool, visitors
from stats.collect.beacon import Beacon
from stats.models import ArticleDay, ArticleTotal, Hit, LedgerEntry, Seen, SiteDay
from stats.queries import live_counts
from stats.rollup import ledger
from stats.rollup.rollup import roll_up, roll_up_all
from tests.factories import make_article
from tests.stats.factories import CHROME, local, make_hit, see

from .races import in_threads, kill_who_waits_for, second_connection

pytestmark = pytest.mark.django_db(transaction=True)

NINE = local(2026, 3, 2, 9)


def test_eight_writers_and_four_rollers_count_exactly(time_machine):
    time_machine.move_to(NINE, tick=True)
    articles = [make_article() for _ in range(5)]
    writing = threading.Event()
    expected = Counter()

    def write(seed):
        chance, requests, counted = random.Random(seed), RequestFactory(), Counter()
        for _ in range(60):
            article, address = chance.choice([*articles, None]), f"203.0.113.{chance.randint(1, 40)}"
            request = requests.post("/", REMOTE_ADDR=address, headers={"User-Agent": CHROME})
            recording.record(request, Beacon(article and article.pk))
            counted[article and article.pk, address] += 1
        return counted

    def roll():
        while not writing.is_set():
            roll_up(batch=7)

    def write_all():
        try:
            return in_threads(*(lambda seed=seed: write(seed) for seed in range(8)))
        finally:
            writing.set()

    counted, *_ = in_threads(write_all, roll, roll, roll, roll)
    roll_up_all()

    expected = sum(counted, Counter())
    views, readers = Counter(), Counter()
    for (article_id, _), count in expected.items():
        views[article_id] += count
        readers[article_id] += 1
    rows = ArticleDay.objects.all()
    assert {row.article_id: row.views for row in rows} == {pk: views[pk] for pk in views if pk}
    assert {row.article_id: row.visitors for row in rows} == {pk: readers[pk] for pk in readers if pk}
    assert {row.article_id: row.views for row in ArticleTotal.objects.all()} == {pk: views[pk] for pk in views if pk}
    day = SiteDay.objects.get()
    addresses = {address for _, address in expected}
    assert (day.views, day.visits, day.visitors) == (480, len(addresses), len(addresses))


def test_processes_that_meet_a_new_day_at_once_have_the_same_salt():
    day = NINE.date()

    salts = in_threads(*(lambda: visitors._stored_salt(day) for _ in range(8)))

    assert set(salts) == {visitors._stored_salt(day)}


def test_a_ledger_that_two_fold_while_others_write_proves_the_same(monkeypatch):
    monkeypatch.setattr(ledger, "COMPACT_FROM", 2)
    start = local(2026, 3, 2)
    Hit.objects.bulk_create(Hit(visitor=n % 40, at=start + timedelta(minutes=n)) for n in range(300))
    all_rolled = threading.Event()

    def roll():
        while roll_up(batch=3):
            pass

    def roll_all():
        try:
            in_threads(roll, roll)
        finally:
            all_rolled.set()

    def compact():
        while not all_rolled.is_set():
            ledger.compact()

    in_threads(roll_all, compact, compact)
    ledger.compact()

    assert SiteDay.objects.get().views == 300
    assert LedgerEntry.objects.count() == 1
    assert ledger.verify(start.date()).agreed is True


def test_four_rollups_at_once_agree_on_visits():
    chance = random.Random(2026)
    times = {visitor: [chance.randint(0, 14 * 3600) for _ in range(25)] for visitor in range(12)}
    rows = [(visitor, seconds) for visitor, all_seconds in times.items() for seconds in all_seconds]
    chance.shuffle(rows)
    start = local(2026, 3, 2)
    Hit.objects.bulk_create(Hit(visitor=visitor, at=start + timedelta(seconds=s)) for visitor, s in rows)

    def roll():
        while roll_up(batch=5):
            pass

    in_threads(roll, roll, roll, roll)

    visits = 0
    for all_seconds in times.values():
        ordered = sorted(all_seconds)
        visits += 1 + sum(later - earlier >= 1800 for earlier, later in pairwise(ordered))
    assert SiteDay.objects.values_list("views", "visits", "visitors").get() == (300, visits, 12)


def test_what_is_shown_never_falls_back_while_rows_are_moved():
    article = make_article()
    Hit.objects.bulk_create(Hit(visitor=n, article_id=article.pk, at=NINE) for n in range(400))
    rolled = threading.Event()

    def roll():
        while roll_up(batch=20):
            pass
        rolled.set()

    def watch():
        seen = {live_counts.article_views(article.pk)}  # once at least, also when all is moved by then
        while not rolled.is_set():
            seen.add(live_counts.article_views(article.pk))
        return seen

    _, seen = in_threads(roll, watch)

    assert seen == {400}


def test_a_roller_that_dies_half_way_loses_nothing_and_counts_nothing_twice():
    article = make_article()
    make_hit(1, article, NINE)
    roll_up_all()
    for visitor in (1, 2, 3):
        make_hit(visitor, article, NINE)

    def roll():
        with pytest.raises(OperationalError):
            roll_up()

    with second_connection() as cursor:
        cursor.execute("SELECT * FROM stats_siteday FOR UPDATE")  # the last total that a rollup touches
        in_threads(roll, lambda: kill_who_waits_for(cursor))

    assert (Hit.objects.count(), Seen.objects.count()) == (3, 1)
    roll_up_all()
    assert ArticleDay.objects.values_list("views", "visitors").get() == (4, 3)
    assert ArticleTotal.objects.get().views == 4
    assert SiteDay.objects.values_list("views", "visits", "visitors").get() == (4, 3, 3)


def test_a_view_whose_writing_is_cut_off_is_not_acknowledged():
    article = make_article()

    with second_connection() as cursor:
        cursor.execute("LOCK TABLE stats_hit IN SHARE MODE")
        response, _ = in_threads(lambda: see(Client(), article), lambda: kill_who_waits_for(cursor))

    assert response.status_code == 503
    assert response["Cache-Control"] == "no-store"
    assert not Hit.objects.exists()


def test_a_view_that_cannot_be_written_for_now_goes_to_the_spool():
    """The statement was refused, so the row is not stored and the spool takes it."""
    article = make_article()

    def impatient():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        return see(Client(), article)

    with second_connection() as cursor:
        cursor.execute("LOCK TABLE stats_hit IN SHARE MODE")
        (response,) = in_threads(impatient)

    assert response.status_code == 200
    assert response.json()["article_views"] is None


def test_a_database_that_lets_nobody_write_leaves_views_to_the_spool(client):
    article = make_article()
    see(client, article)
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")

    answer = see(client, article)
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = off")

    assert (answer.status_code, answer.json()["article_views"]) == (200, None)
    assert spool.load() == 1
    assert Hit.objects.filter(article_id=article.pk).count() == 2


def test_while_a_write_does_not_end_other_views_go_to_the_spool(monkeypatch):
    """A database that stands still holds one thread, and not all that answer readers."""
    monkeypatch.setattr(append_log._log, "_timeout", 0.1)
    article = make_article()
    writing, others = threading.Event(), []

    def first():
        writing.set()
        return see(Client(), article)

    def second():
        assert writing.wait(20)
        while not append_log._log._writer:
            pass
        others.append(see(Client(), article).json()["article_views"])
        lock.connection.rollback()

    with second_connection() as lock:
        lock.execute("LOCK TABLE stats_hit IN SHARE MODE")
        answer, _ = in_threads(first, second)

    assert (answer.json()["article_views"], others) == (1, [None])
    assert spool.load() == 1
    assert Hit.objects.filter(article_id=article.pk).count() == 2
