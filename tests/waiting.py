"""For what other threads and processes do."""

import time


def wait_until(condition, seconds=2):
    """Two seconds are the bar: whatever changes, every worker shows it by then."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"not within {seconds} seconds"
        time.sleep(0.05)
