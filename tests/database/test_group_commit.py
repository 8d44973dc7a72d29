import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from database.group_commit import GroupCommit

ANSWER_SECONDS = 20


class Away(Exception):
    pass


class Disk:
    """What GroupCommit writes to: it doubles numbers; `closed` holds the first writer until it is opened."""

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
    return GroupCommit(disk, of_all=(Away,))


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


def test_who_comes_alone_is_written_at_once(commit, disk):
    disk.open.set()

    assert [commit.add(1), commit.add(2)] == [2, 4]
    assert disk.groups == [[1], [2]]


def test_who_comes_meanwhile_is_written_together(commit, disk, threads):
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
