"""Statements end in time: by PostgreSQL's own clock, and by ours where it does not answer."""

import psycopg2
import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg2 import extensions

from database import limits
from database.limits import Limits, within
from tests.factories import make_category

from .hanging import server_that_may_hang

pytestmark = pytest.mark.django_db(transaction=True)
SHORT = Limits(statement=0.1, lock=0.05)
LONG = Limits(statement=60, lock=60)


@pytest.fixture(autouse=True)
def keeping_time():
    limits.keep_time()
    yield
    extensions.set_wait_callback(None)
    limits.forget_hang()


@pytest.fixture
def server(keeping_time):
    with server_that_may_hang() as server:
        yield server


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def setting(name):
    return ask("SELECT current_setting(%s)", name)


def test_a_statement_that_lasts_too_long_is_ended_and_the_connection_goes_on():
    with within(SHORT), pytest.raises(OperationalError, match="statement timeout"):
        ask("SELECT pg_sleep(60)")

    assert ask("SELECT 1") == 1
    assert not limits.hangs()


def test_a_lock_is_not_waited_for_longer_than_that():
    category = make_category()
    other = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    with other, other.cursor() as cursor:
        cursor.execute("SELECT FROM articles_category WHERE id = %s FOR UPDATE", [category.pk])
        with within(Limits(statement=60, lock=0.05)), pytest.raises(OperationalError, match="lock timeout"):
            category.save()
    other.close()


def test_limits_hold_for_each_statement_alone_and_leave_nothing_behind():
    before = setting("statement_timeout"), setting("lock_timeout")

    with within(LONG):
        inside = setting("statement_timeout"), setting("lock_timeout")
        with within(Limits(statement=2, lock=1)):
            nested = setting("statement_timeout"), setting("lock_timeout")
        with transaction.atomic():
            in_transaction = setting("statement_timeout")

    assert (inside, nested, in_transaction) == (("1min", "1min"), ("2s", "1s"), "1min")
    assert (setting("statement_timeout"), setting("lock_timeout")) == before


def test_statements_say_what_they_did_as_without_limits():
    with within(LONG), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE numbers (n integer)")
        cursor.execute("INSERT INTO numbers SELECT generate_series(1, %s)", [5])
        assert cursor.rowcount == 5
        cursor.executemany("INSERT INTO numbers VALUES (%s)", [[6], [7]])
        cursor.execute("DELETE FROM numbers WHERE n > 3 RETURNING n")
        assert sorted(cursor.fetchall()) == [(4,), (5,), (6,), (7,)]
        cursor.execute("SELECT '100%'")
        assert cursor.fetchone() == ("100%",)
        cursor.execute("VACUUM numbers")
        cursor.execute("DROP TABLE numbers")


def test_a_savepoint_is_rolled_back_in_a_transaction_that_has_failed():
    with within(LONG), transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic():
            ask("INSERT INTO articles_tag (name, slug) VALUES (NULL, 'x') RETURNING id")
        assert ask("SELECT 1") == 1


def test_rows_are_fetched_in_pieces_as_without_limits():
    make_category()
    model = type(make_category())

    with within(LONG):
        assert len(list(model.objects.iterator(chunk_size=1))) == 2


def test_a_server_that_does_not_answer_is_given_up(server):
    ask("SELECT 1")
    server.hang()

    for _ in range(2):  # on the connection that was there, and on a new one
        with within(SHORT), pytest.raises(OperationalError, match="does not answer"):
            ask("SELECT 1")
        connection.close()  # as at the end of a request
    server.go_on()

    with within(LONG):
        assert ask("SELECT 1") == 1


def test_a_commit_that_is_not_answered_is_given_up(server):
    def work():
        with transaction.atomic():
            ask("SELECT 1")
            server.hang()

    with within(SHORT), pytest.raises(OperationalError):
        work()
    connection.close()


def test_a_short_limit_is_no_evidence_that_the_database_hangs(server):
    ask("SELECT 1")
    server.hang()
    with within(SHORT), pytest.raises(OperationalError):
        ask("SELECT 1")
    connection.close()

    assert not limits.hangs()


def test_once_it_hangs_others_are_refused_at_once_and_keep_their_connections(server, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(limits, "monotonic", lambda: clock[0])
    with within(LONG):
        ask("SELECT 1")
        limits._hang.note()
        before = connection.connection
        for _ in range(3):
            with pytest.raises(OperationalError, match="does not answer"):
                ask("SELECT 1")
        assert connection.connection is before
        assert not before.closed


def test_one_thread_at_a_time_tries_a_database_that_hangs(monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(limits, "monotonic", lambda: clock[0])
    limits._hang.note()
    clock[0] += limits.PAUSE_SECONDS

    limits._hang.refuse()  # this one may
    with pytest.raises(OperationalError):
        limits._hang.refuse()


def test_an_answer_ends_what_was_known_of_a_hang(server, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(limits, "monotonic", lambda: clock[0])
    limits._hang.note()
    clock[0] += limits.PAUSE_SECONDS

    with within(LONG):
        assert ask("SELECT 1") == 1
        assert ask("SELECT 2") == 2

    assert not limits.hangs()


def test_without_limits_nobody_is_refused(server):
    limits._hang.note()

    assert ask("SELECT 1") == 1
    assert not limits.hangs()
