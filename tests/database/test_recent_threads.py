from math import inf

import pytest
from django.db import OperationalError

from database import recent
from database.recent import Recent

from .source import ANSWER_SECONDS


class TestThreads:
    def test_the_first_reading_is_made_by_one_and_waited_for_by_all(self, source, threads):
        source.hang()
        value = Recent(source, seconds=10, initial=0)
        first = threads.submit(value.get)
        assert source.begun.wait(ANSWER_SECONDS)
        others = [threads.submit(value.get) for _ in range(7)]

        source.open.set()

        assert {future.result(ANSWER_SECONDS) for future in [first, *others]} == {1}
        assert source.asked == 1

    def test_while_one_reads_the_others_take_the_last_value(self, source, threads):
        value = Recent(source, seconds=10)
        value.get()
        value.expire()
        source.hang()
        reader = threads.submit(value.get)
        assert source.begun.wait(ANSWER_SECONDS)

        assert [threads.submit(value.get).result(ANSWER_SECONDS) for _ in range(20)] == [1] * 20
        source.open.set()

        assert reader.result(ANSWER_SECONDS) == 2
        assert (value.get(), source.asked) == (2, 2)

    def test_a_value_of_a_quiet_hour_is_not_taken_while_one_reads(self, source, threads, let_pass):
        value = Recent(source, seconds=10)
        value.get()
        let_pass(seconds=3600)
        source.hang()
        reader = threads.submit(value.get)
        assert source.begun.wait(ANSWER_SECONDS)
        others = [threads.submit(value.get) for _ in range(7)]

        source.open.set()

        assert {future.result(ANSWER_SECONDS) for future in [reader, *others]} == {2}
        assert source.asked == 2

    def test_a_reading_that_hangs_after_a_quiet_hour_does_not_hold_all_threads(
        self, source, threads, let_pass, monkeypatch
    ):
        monkeypatch.setattr(recent, "OLD_SECONDS", 0.05)
        value = Recent(source, seconds=10)
        value.get()
        let_pass(seconds=3600)
        source.hang()
        reader = threads.submit(value.get)
        assert source.begun.wait(ANSWER_SECONDS)

        assert [value.get(), value.get()] == [1, 1]
        source.open.set()

        assert reader.result(ANSWER_SECONDS) == 2

    def test_nobody_waits_for_a_database_that_was_unavailable(self, source, threads, let_pass, monkeypatch):
        monkeypatch.setattr(recent, "OLD_SECONDS", 2 * ANSWER_SECONDS)
        value = Recent(source, seconds=10)
        value.get()
        let_pass(seconds=10)
        source.error = OperationalError("gone")
        value.get()
        let_pass(seconds=3600)
        source.hang()
        reader = threads.submit(value.get)
        assert source.begun.wait(ANSWER_SECONDS)

        assert threads.submit(value.get).result(ANSWER_SECONDS) == 1
        source.open.set()

        assert reader.result(ANSWER_SECONDS) == 1

    def test_a_first_reading_that_hangs_does_not_hold_all_threads(self, source, threads, monkeypatch):
        monkeypatch.setattr(recent, "WAIT_SECONDS", 0.05)
        source.hang()
        needed, optional = Recent(source, seconds=10), Recent(source, seconds=10, initial=0)
        readers = [threads.submit(needed.get), threads.submit(optional.get)]
        while source.asked < 2:
            pass

        with pytest.raises(OperationalError):
            needed.get()
        assert (optional.get(), optional.is_current) == (0, False)
        source.open.set()

        assert {reader.result(ANSWER_SECONDS) for reader in readers} == {1, 2}
        assert {needed.get(), optional.get()} == {1, 2}
        assert optional.is_current

    def test_a_reading_that_began_before_a_change_is_not_kept(self, source, threads):
        value = Recent(source, seconds=inf)
        source.hang()
        reader = threads.submit(value.get)
        assert source.begun.wait(ANSWER_SECONDS)

        value.expire()
        source.open.set()

        assert reader.result(ANSWER_SECONDS) == 1
        assert value.get() == 2

    def test_a_reader_that_fails_lets_the_next_one_read(self, source, threads):
        value = Recent(source, seconds=10)
        source.error = ZeroDivisionError()
        with pytest.raises(ZeroDivisionError):
            value.get()

        source.error = None

        assert threads.submit(value.get).result(ANSWER_SECONDS) == 2
