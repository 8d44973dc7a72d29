"""For what other threads and processes do."""

import time


def wait_until(condition, seconds=2, what=""):
    """Wait up to two seconds, in which every worker must show a change; fails with `what` after that."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"not within {seconds} seconds: {what}"
        time.sleep(0.02)
