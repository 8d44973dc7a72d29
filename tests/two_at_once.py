"""Two who come at the same row at once: the second waits for the first, whichever machine it is."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections, transaction

from .waiting import wait_until

WAITS_FOR_ME = (
    "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
)


def while_it_waits(first, second):
    """Let `first` happen in a transaction that ends once `second`, on a connection of its own, waits for what it has
    locked; returns what `second` does, and fails if that did not wait. For tests with `transaction=True`.
    """
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            later = pool.submit(_closing, second)
            wait_until(lambda: later.done() or somebody_waits(), seconds=30, what="nobody waits")
            assert not later.done(), f"did not wait: {later.exception() or later.result()}"
        return later.result()


def _closing(work):
    try:
        return work()
    finally:
        connections.close_all()


def somebody_waits():
    """Whether somebody waits for what this connection has locked."""
    with connection.cursor() as cursor:
        cursor.execute(WAITS_FOR_ME)
        return cursor.fetchone()[0]
