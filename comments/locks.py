"""Work on behalf of one sender goes one after the other, on any number of processes."""

from django.db import connection


def one_at_a_time(key):
    """Wait until nobody else works under `key` (a uuid), and hold it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(key.bytes[:8], signed=True)])
