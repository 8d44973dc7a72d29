"""Locks of a sender across processes, and limits of a connection."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

# Of ratings of one article, and of likes of one comment. One person can feign many browsers, and many people share an
# address: what exceeds the first is kept without being counted, so that nobody has to be refused.
COUNTED_PER_NETWORK_AND_DAY = 5
MAX_PER_NETWORK_AND_DAY = 300  # so that nobody fills the tables: more than readers behind one address


class TooManyFromHere(Exception):
    """More came in a day, from one browser or over one connection, than readers would send."""


def one_at_a_time(*keys: UUID) -> None:
    """Wait until nobody else works under one of `keys` (uuids), and hold them until the transaction ends. One query.

    Whoever takes several takes them in the order of their kinds (the network first), so that no two wait for each
    other.
    """
    locks = ", ".join(["pg_advisory_xact_lock(%s)"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {locks}", [int.from_bytes(key.bytes[:8], signed=True) for key in keys])


def is_crowded(rows: QuerySet[Any], network: UUID) -> bool:
    """Whether a further one of `rows` that comes over `network` exceeds what counts. One query.

    Raises TooManyFromHere when not even its storing is right. Counts correctly under the lock of that network
    (`one_at_a_time`).
    """
    sent = rows.filter(network=network).count()
    if sent >= MAX_PER_NETWORK_AND_DAY:
        raise TooManyFromHere
    return sent >= COUNTED_PER_NETWORK_AND_DAY
