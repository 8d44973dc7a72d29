"""For what other threads and processes do."""

import time


def wait_until(condition, seconds=2, what=""):
    """Two seconds are the bar: whatever changes, every worker shows it by then. `what` is said when it does not."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"not within {seconds} seconds: {what}"
        time.sleep(0.02)
