"""For what other threads and processes do."""

import time


def wait_until(condition, seconds=10, what=""):
    """Wait until `condition()` holds, for `seconds` at most; then fails with `what`, a text or a function of one."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"not within {seconds} seconds: {what() if callable(what) else what}"
        time.sleep(0.02)
