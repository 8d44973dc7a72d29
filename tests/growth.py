"""How work grows with its input, in processor time of this thread.

A machine full of other work makes even that time longer, by emptying caches and by handing out memory slowly, and
longer for a long text than for a short one. So a result that is too high is looked at once more with a text so long
that a line and a square are far apart: what others do does not make work a six-fold slower each time.
"""

import time
from math import log

TIMES = 4
LINEAR = 2.5 * TIMES  # a square would make it TIMES as much again
FURTHER = 4  # times as long again, when it is not sure


def growth(work, text):
    """How many times as long `work` takes for TIMES `text` as for `text`."""
    return longer(work, lambda length: text * length, TIMES, LINEAR)


def longer(work, made, times, linear, best_once=None):
    """How many times as long `work` takes for `made(times)` as for `made(1)`, of which `best_once` is measured
    already. When that is more than `linear`, it is worked out from FURTHER times as much; unless that is refused, and
    so quick.
    """
    once, more = made(1), made(times)
    best_once, best_more = best_once or seconds(work, once), seconds(work, more)
    for _ in range(3):
        if best_more < linear * best_once:
            return best_more / best_once
        best_once, best_more = min(best_once, seconds(work, once)), min(best_more, seconds(work, more))
    longest = made(times * FURTHER)
    best_longest = min(seconds(work, longest) for _ in range(2))
    if best_longest < best_more:
        return best_more / best_once
    return (best_longest / best_once) ** (log(times) / log(times * FURTHER))


def seconds(work, given):
    begin = time.thread_time()
    work(given)
    return time.thread_time() - begin
