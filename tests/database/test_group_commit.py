import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from database.group_commit import GroupCommit, NotKnown, NotWritten

ANSWER_SECONDS = 20


class Away(Exception):
    pass


class Disk:
    """A store for GroupCommit that doubles numbers; `closed` holds the first writer until it is opened."""

    def __init__(self):
        self.groups = []
        self.begun = threading.Event()
        self.open = threading.Event()
        self.failing = {}

    def __call__(self, rows):
        self.groups.append(list(rows))
        self.begun.set()
        assert self.open.wait(ANSWER_SECONDS)
        for row in rows:
            if row in self.failing:
                raise self.failing[row]
        return [2 * row for row in rows]


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def commit(disk):
    return GroupCommit(disk, of_all=(Away,), timeout=ANSWER_SECONDS)


@pytest.fixture
def threads():
    with ThreadPoolExecutor(8) as pool:
        yield pool


def add_behind_the_first(commit, disk, threads, rows):
    """Futures of `rows`: the first is being written while all others come."""
    futures = [threads.submit(commit.add, rows[0])]
    assert disk.begun.wait(ANSWER_SECONDS)
    for count, row in enumerate(rows[1:], 1):
        futures.append(threads.submit(commit.add, row))
        while len(commit._waiting) < count:
            pass
    disk.open.set()
    return futures


def errors(futures):
    return [type(future.exception(ANSWER_SECONDS)) for future in futures]


def test_a_single_row_is_written_at_once(commit, disk):
    disk.open.set()

    assert [commit.add(1), commit.add(2)] == [2, 4]
    assert disk.groups == [[1], [2]]


def test_rows_that_arrive_meanwhile_are_written_together(commit, disk, threads):
    futures = add_behind_the_first(commit, disk, threads, [1, 2, 3, 4])

    assert [future.result(ANSWER_SECONDS) for future in futures] == [2, 4, 6, 8]
    assert disk.groups == [[1], [2, 3, 4]]


def test_everybody_gets_their_own_answer(disk, commit, threads):
    disk.open.set()

    assert list(threads.map(commit.add, range(5000))) == [2 * row for row in range(5000)]
    assert sorted(row for group in disk.groups for row in group) == list(range(5000))


def test_a_bad_row_takes_no_other_along(commit, disk, threads):
    disk.failing = {3: ValueError("no number")}

    futures = add_behind_the_first(commit, disk, threads, [1, 2, 3, 4])

    assert errors(futures) == [type(None), type(None), ValueError, type(None)]
    assert disk.groups == [[1], [2, 3, 4], [2], [3], [4]]


def test_what_concerns_all_is_not_tried_again(commit, disk, threads):
    disk.failing = {3: Away()}

    futures = add_behind_the_first(commit, disk, threads, [1, 2, 3, 4])

    assert errors(futures) == [type(None), Away, Away, Away]
    assert disk.groups == [[1], [2, 3, 4]]


def test_a_failure_stands_in_nobodys_way(commit, disk):
    disk.open.set()
    disk.failing = {1: ValueError("no number")}
    with pytest.raises(ValueError, match="no number"):
        commit.add(1)

    assert commit.add(2) == 4


def test_a_thread_that_is_ended_leaves_nobody_waiting(commit, disk, threads):
    disk.failing = {2: SystemExit()}

    futures = add_behind_the_first(commit, disk, threads, [1, 2, 3])

    assert errors(futures) == [type(None), SystemExit, RuntimeError]
    assert commit.add(4) == 8


def test_while_a_write_does_not_end_other_rows_give_up(disk, threads):
    commit = GroupCommit(disk, of_all=(Away,), timeout=0.05)
    first = threads.submit(commit.add, 1)
    assert disk.begun.wait(ANSWER_SECONDS)

    assert errors(threads.submit(commit.add, row) for row in (2, 3)) == [NotWritten, NotWritten]
    with pytest.raises(NotWritten):
        commit.add(4)
    disk.open.set()

    assert first.result(ANSWER_SECONDS) == 2
    assert commit.add(5) == 10
    assert disk.groups == [[1], [5]]


def test_a_row_that_waits_gives_up_sooner_than_a_row_that_is_being_written(disk, threads):
    commit = GroupCommit(disk, of_all=(Away,), timeout=ANSWER_SECONDS, patience=0.05)
    first = threads.submit(commit.add, 1)
    assert disk.begun.wait(ANSWER_SECONDS)

    with pytest.raises(NotWritten):
        commit.add(2)
    with pytest.raises(NotWritten):
        commit.add(3)  # at once: it is known to last
    disk.open.set()

    assert first.result(ANSWER_SECONDS) == 2


def test_a_row_of_a_write_that_does_not_end_has_an_unknown_result(disk, threads):
    second = threading.Event()

    def write(rows):
        answers = disk(rows)
        assert len(rows) == 1 or second.wait(ANSWER_SECONDS)
        return answers

    commit = GroupCommit(write, of_all=(Away,), timeout=0.5)
    futures = add_behind_the_first(commit, disk, threads, [1, 2, 3])

    assert [futures[0].result(ANSWER_SECONDS), type(futures[2].exception(ANSWER_SECONDS))] == [2, NotKnown]
    second.set()
    assert futures[1].result(ANSWER_SECONDS) == 4
    assert commit.add(5) == 10


def test_no_turn_is_lost_where_the_timeout_ends_just_then(threads):
    """Who gives up at the moment at which they are to write must write: all others wait for them."""
    commit = GroupCommit(lambda rows: [time.sleep(0.001) or row for row in rows], of_all=(), timeout=0.001)

    def add(row):
        with suppress(NotWritten, NotKnown):
            return commit.add(row)
        return None

    answers = list(threads.map(add, range(10_000)))

    assert all(answer in {None, row} for row, answer in enumerate(answers))
    assert commit.add(7) == 7
