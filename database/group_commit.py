"""Threads that write at the same moment share one statement and one wait for the disk, as PostgreSQL's own commits do.

The first to come writes at once and alone; who comes meanwhile is written together by the one of them that came first.
So nobody waits for company, and the more arrive, the less each of them costs.
"""

import threading


class GroupCommit:
    """`write(rows)` keeps all rows or none, and returns one answer for each; one thread at a time calls it.

    When it fails, each row is tried alone, so that one bad row takes no other along; not so after errors of the kinds
    `of_all`, which say nothing about a single row.
    """

    def __init__(self, write, *, of_all):
        self._write = write
        self._of_all = of_all
        self._lock = threading.Lock()
        self._waiting = []
        self._is_writing = False

    def add(self, row):
        """The answer for `row`, once it is kept. Raises what `write` raised for it."""
        entry = _Entry(row)
        with self._lock:
            self._waiting.append(entry)
            is_first, self._is_writing = not self._is_writing, True
        if not is_first:
            entry.turn.acquire()
        if not entry.is_done:
            self._write_waiting()
        if isinstance(entry.answer, BaseException):
            raise entry.answer
        return entry.answer

    def _write_waiting(self):
        with self._lock:
            group, self._waiting = self._waiting, []
        answers = [RuntimeError("The thread that wrote for others was ended.")] * len(group)
        try:
            answers = self._answers([entry.row for entry in group])
        finally:
            with self._lock:
                following = self._waiting[:1]
                self._is_writing = bool(following)
            for entry, entry.answer in zip(group, answers, strict=True):
                entry.is_done = True
            for entry in [*following, *group]:
                entry.turn.release()

    def _answers(self, rows):
        try:
            return self._write(rows)
        except Exception as error:
            if len(rows) == 1 or isinstance(error, self._of_all):
                return [error] * len(rows)
            return [answer for row in rows for answer in self._answers([row])]


class _Entry:
    """A row that waits: `turn` opens when it is done, or when its thread is to write for all that wait."""

    __slots__ = ("answer", "is_done", "row", "turn")

    def __init__(self, row):
        self.row = row
        self.answer = None
        self.is_done = False
        self.turn = threading.Lock()
        self.turn.acquire()
