"""How work grows with its input, in processor time of this thread: the load of the machine does not change it much."""

import time

TIMES = 4
LINEAR = 2.5 * TIMES  # a square would make it TIMES as much again


def growth(work, text):
    """How many times as long `work` takes for TIMES `text` as for `text`, the best of three each."""
    return _best(work, text * TIMES) / _best(work, text)


def _best(work, text):
    return min(_seconds(work, text) for _ in range(3))


def _seconds(work, text):
    begin = time.thread_time()
    work(text)
    return time.thread_time() - begin
