from contextlib import closing
from math import inf

import psycopg2
import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connection, transaction

from database import recent
from database.recent import Recent

from .source import ANSWER_SECONDS, Source


class TestTime:
    def test_a_value_is_read_once_in_its_seconds(self, source, let_pass):
        value = Recent(source, seconds=10)
        assert [value.get(), value.get()] == [1, 1]

        let_pass(seconds=9)
        assert value.get() == 1
        let_pass(seconds=1)
        assert [value.get(), value.get()] == [2, 2]

    def test_the_value_itself_can_say_how_long_it_is_good(self, source, let_pass):
        value = Recent(source, seconds=lambda number, took: 10 * number)
        value.get()
        let_pass(seconds=10)
        assert value.get() == 2

        let_pass(seconds=19)
        assert value.get() == 2
        let_pass(seconds=1)
        assert value.get() == 3

    def test_its_seconds_may_depend_on_how_long_the_reading_took(self, let_pass):
        took = []
        value = Recent(lambda: let_pass(seconds=7), seconds=lambda _, seconds: took.append(seconds) or 30)

        value.get()

        assert 7 <= took[0] < 7 + ANSWER_SECONDS

    def test_the_time_of_the_reading_counts_for_its_age(self, let_pass):
        asked = []

        def slow():
            asked.append(1)
            let_pass(seconds=7)

        value = Recent(slow, seconds=10)
        value.get()

        let_pass(seconds=3)
        value.get()

        assert len(asked) == 2

    def test_a_value_that_expires_is_read_again_at_once(self, source):
        value = Recent(source, seconds=inf)
        value.get()

        value.expire()

        assert value.last() == 1
        assert [value.get(), value.get()] == [2, 2]

    def test_a_kept_value_is_as_good_as_one_that_was_read(self, source, let_pass):
        value = Recent(source, seconds=10)

        value.keep(50)

        assert value.get() == 50
        let_pass(seconds=10)
        assert value.get() == 1

    def test_before_any_reading_the_last_value_is_the_initial_one(self, source):
        assert Recent(source, seconds=10).last() is None
        assert Recent(source, seconds=10, initial=0).last() == 0
        assert source.asked == 0


class TestUnavailable:
    @pytest.mark.parametrize("error", [OperationalError, InterfaceError, ProgrammingError])
    def test_the_last_value_stays_and_is_asked_for_again_a_second_later(self, source, let_pass, error):
        value = Recent(source, seconds=60)
        value.get()
        source.error = error("gone")
        let_pass(seconds=60)

        assert [value.get(), value.get(), value.get()] == [1, 1, 1]
        assert (source.asked, value.is_current) == (2, False)

        source.error = None
        let_pass(seconds=1)
        assert (value.get(), value.is_current) == (3, True)

    def test_before_any_value_came_it_is_the_initial_one(self, source, let_pass):
        source.error = OperationalError("gone")
        value = Recent(source, seconds=60, initial=0)
        assert value.is_current

        assert [value.get(), value.get()] == [0, 0]
        assert (source.asked, value.is_current) == (1, False)

        source.error = None
        let_pass(seconds=1)
        assert (value.get(), value.is_current) == (2, True)

    def test_without_an_initial_value_the_error_is_raised_until_one_came(self, source, let_pass):
        source.error = OperationalError("gone")
        value = Recent(source, seconds=60)
        for _ in range(2):
            with pytest.raises(OperationalError, match="gone"):
                value.get()

        source.error = None
        assert value.get() == 3

    def test_none_can_be_the_initial_value(self, source):
        source.error = OperationalError("gone")

        assert Recent(source, seconds=60, initial=None).get() is None

    def test_it_is_logged_once_an_absence(self, source, let_pass, caplog):
        value = Recent(source, seconds=60, initial=0)
        for _ in range(2):
            source.error = OperationalError("gone")
            for _ in range(3):
                let_pass(seconds=60)
                value.get()
            source.error = None
            let_pass(seconds=60)
            value.get()

        assert caplog.text.count("gone") == 2

    def test_the_log_names_the_value(self, source, caplog):
        def read_the_version():
            source()

        source.error = OperationalError("gone")
        Recent(read_the_version, seconds=60, initial=0).get()
        Recent(source, seconds=60, initial=0).get()

        assert f"{__name__}.TestUnavailable" in caplog.text
        assert "read_the_version: " in caplog.text
        assert f"{Source.__module__}.Source: " in caplog.text

    def test_a_mistake_is_raised_and_the_last_value_stays(self, source):
        value = Recent(source, seconds=60, initial=0)
        value.get()
        value.expire()
        source.error = ZeroDivisionError()

        with pytest.raises(ZeroDivisionError):
            value.get()
        assert (value.last(), value.is_current) == (1, True)

    @pytest.mark.django_db
    def test_inside_a_transaction_the_error_is_raised_for_the_transaction_is_lost(self, source):
        value = Recent(source, seconds=60, initial=0)
        value.get()
        value.expire()
        source.error = OperationalError("gone")

        with pytest.raises(OperationalError), transaction.atomic():
            value.get()
        assert value.last() == 1

    @pytest.mark.django_db(transaction=True)
    def test_a_connection_that_the_server_ended_is_replaced(self):
        value = Recent(backend, seconds=60)
        first = value.get()
        end(first)
        value.expire()

        assert value.get() not in {first, None}
        assert value.is_current

    @pytest.mark.django_db(transaction=True)
    def test_a_statement_that_the_server_refuses_is_not_tried_twice(self, source):
        def refused():
            source()
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")

        assert Recent(refused, seconds=60, initial=0).get() == 0
        assert source.asked == 1


def backend():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def end(pid):
    parameters = connection.get_connection_params()
    with closing(psycopg2.connect(**{**parameters, "cursor_factory": None})) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


class TestKeys:
    def test_a_value_goes_with_its_key(self):
        asked = []
        value = Recent(lambda key: asked.append(key) or key.upper(), seconds=inf)

        assert [value.get(key) for key in "aabbba"] == ["A", "A", "B", "B", "B", "A"]
        assert asked == ["a", "b", "a"]

    def test_the_last_value_of_another_key_is_none_of_this_one(self):
        value = Recent(str.upper, seconds=inf)
        value.get("a")

        assert (value.last("a"), value.last("b")) == ("A", None)

    def test_the_last_value_of_another_key_does_not_stand_in_for_this_one(self, source):
        value = Recent(lambda key: source(), seconds=inf)
        value.get("a")
        source.error = OperationalError("gone")

        with pytest.raises(OperationalError):
            value.get("b")
        assert value.get("a") == 1

    def test_threads_that_ask_for_different_keys_get_each_its_own(self, threads):
        value = Recent(lambda key: -key, seconds=inf)

        def ask(number):
            return [value.get((number + step) // 7) + (number + step) // 7 for step in range(300)]

        assert {result for results in threads.map(ask, range(8)) for result in results} == {0}


class TestReset:
    def test_all_values_of_the_process_can_be_forgotten(self, source):
        values = [Recent(source, seconds=inf), Recent(source, seconds=inf, initial=0)]
        assert [value.get() for value in values] == [1, 2]

        recent.forget_all()

        assert [value.last() for value in values] == [None, 0]
        assert [value.get() for value in values] == [3, 4]

    def test_a_forgotten_absence_is_none(self, source):
        source.error = OperationalError("gone")
        value = Recent(source, seconds=60, initial=0)
        value.get()

        recent.forget_all()

        assert value.is_current

    def test_a_value_that_nobody_uses_is_not_held_for_that(self, source):
        before = len(recent._all)
        Recent(source, seconds=10)

        assert len(recent._all) == before

    def test_afterwards_nobody_waits_for_a_thread_that_still_reads(self, source, threads):
        """As in a child that was forked meanwhile: there the thread does not exist."""
        value = Recent(source, seconds=inf)
        source.hang()
        reader = threads.submit(value.get)
        assert source.begun.wait(ANSWER_SECONDS)

        recent.forget_all()
        second = threads.submit(value.get)
        while source.asked < 2:
            pass
        source.open.set()

        assert (reader.result(ANSWER_SECONDS), second.result(ANSWER_SECONDS)) == (1, 2)
