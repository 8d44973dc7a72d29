"""The lock on totals: one process at a time changes them, so nothing deadlocks."""

from django.db import connection

LOCK = 0x63636874  # "ccht": the number of PostgreSQL's advisory lock
HOLD = f"SELECT pg_advisory_xact_lock({LOCK}); "


def hold_totals() -> None:
    """Wait until nobody else changes totals, and hold them until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD)
