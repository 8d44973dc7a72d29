"""Threads that write at the same moment share one statement and one wait for the disk, as PostgreSQL's own commits do.

The first thread writes at once and alone; the rows that arrive meanwhile are written together by the first of their
threads. So no thread waits for others to come, and a row costs less the more rows arrive.
"""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Row = TypeVar("Row")
Answer = TypeVar("Answer")


class NotWritten(Exception):
    """A write lasted too long, and this row was not part of it: it is not stored."""


class NotKnown(Exception):
    """The write lasted too long; it is unknown whether this row is stored."""


class GroupCommit(Generic[Row, Answer]):
    """`write(rows)` keeps all rows or none, and returns one answer for each; one thread at a time calls it.

    When it fails, each row is written alone, so that one bad row does not lose others; but not after errors of the
    classes `of_all`, which do not depend on a single row. While a write does not return, only its own thread waits
    longer than `timeout` seconds. A thread whose row is not part of the write waits `patience` seconds at most
    (default `timeout`): a server that does not answer must not hold all threads.
    """

    def __init__(
        self,
        write: Callable[[list[Row]], list[Answer]],
        *,
        of_all: type[Exception] | tuple[type[Exception], ...],
        timeout: float,
        patience: float | None = None,
    ) -> None:
        self._write = write
        self._of_all = of_all
        self._timeout = timeout
        self._patience = timeout if patience is None else patience
        self._lock = threading.Lock()
        self._waiting: list[_Entry[Row, Answer]] = []
        self._writer: _Entry[Row, Answer] | None = None  # the entry whose thread writes
        self._writing_since = 0.0

    def add(self, row: Row) -> Answer:
        """The answer for `row`, once it is kept. Raises what `write` raised for it, NotWritten, or NotKnown when a
        write that it is part of lasts too long.
        """
        entry: _Entry[Row, Answer] = _Entry(row)
        with self._lock:
            if self._writer and time.monotonic() > self._writing_since + self._patience:
                raise NotWritten("A write does not end.")
            self._waiting.append(entry)
            if not self._writer:
                self._let_write(entry)
        if not entry.turn.acquire(timeout=self._patience):
            self._give_up(entry)
        if not entry.is_done:
            self._write_waiting()
        if isinstance(entry.answer, BaseException):
            raise entry.answer
        return entry.answer

    def _let_write(self, entry: "_Entry[Row, Answer] | None") -> None:
        self._writer, self._writing_since = entry, time.monotonic()
        if entry:
            entry.turn.release()

    def _give_up(self, entry: "_Entry[Row, Answer]") -> None:
        """Raises NotWritten or NotKnown, unless the turn of `entry` has come meanwhile."""
        with self._lock:
            if entry.turn.acquire(blocking=False):
                return
            if entry in self._waiting:
                self._waiting.remove(entry)
                raise NotWritten("A write does not end.")
        if not entry.turn.acquire(timeout=self._timeout - self._patience):
            raise NotKnown("A write does not end.")

    def _write_waiting(self) -> None:
        with self._lock:
            group, self._waiting = self._waiting, []
        answers: Sequence[Answer | BaseException] = [
            RuntimeError("The thread that wrote for others was ended.")
        ] * len(group)
        try:
            answers = self._answers([entry.row for entry in group])
        finally:
            with self._lock:
                self._let_write(self._waiting[0] if self._waiting else None)
            for entry, answer in zip(group, answers, strict=True):
                entry.answer, entry.is_done = answer, True
            for entry in group:
                entry.turn.release()

    def _answers(self, rows: list[Row]) -> Sequence[Answer | BaseException]:
        try:
            return self._write(rows)
        except Exception as error:
            if len(rows) == 1 or isinstance(error, self._of_all):
                return [error] * len(rows)
            return [answer for row in rows for answer in self._answers([row])]


class _Entry(Generic[Row, Answer]):
    """A row that waits. `turn` is set when the row is done, or when its thread must write for all that wait."""

    __slots__ = ("answer", "is_done", "row", "turn")

    def __init__(self, row: Row) -> None:
        self.row = row
        self.answer: Answer | BaseException
        self.is_done = False
        self.turn = threading.Lock()
        self.turn.acquire()
