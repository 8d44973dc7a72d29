"""Threads that pass the same moments together, and are interrupted as often as Python can."""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError


def midnights(count, work, threads=8):
    """`[work(n) of each thread]` for n = 0, 1, … `count` - 1; no thread begins one before all have ended the last."""
    together = Barrier(threads)

    def run(_):
        answers = []
        try:
            for number in range(count):
                together.wait(60)
                answers.append(work(number))
        except BrokenBarrierError:  # another thread has failed and raises the reason
            pass
        except BaseException:
            together.abort()
            raise
        return answers

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(threads) as pool:
            return list(zip(*pool.map(run, range(threads)), strict=True))
    finally:
        sys.setswitchinterval(interval)
