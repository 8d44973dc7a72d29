"""Locks of a sender across processes, and limits of a connection."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

MAX_PER_NETWORK_AND_DAY = 30  # more than a busy office behind one address


class TooManyFromHere(Exception):
    """One connection sent more in a day than a busy office would."""


def one_at_a_time(key: UUID) -> None:
    """Wait until nobody else works under `key` (a uuid), and hold it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(key.bytes[:8], signed=True)])


def refuse_crowd(rows: QuerySet[Any], network: UUID, *, limit: int = MAX_PER_NETWORK_AND_DAY) -> None:
    """Raise TooManyFromHere when `limit` of `rows` came over `network`. One query.

    Counts correctly under the lock of that network (`one_at_a_time`).
    """
    if rows.filter(network=network).count() >= limit:
        raise TooManyFromHere
