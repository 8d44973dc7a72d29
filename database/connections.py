"""Closes a database connection with the thread that opened it.

A server ends its idle threads and starts new ones. Django's connection is then unreachable, but in a reference
cycle, so it stays open until Python collects it. After a quiet hour with a few bursts of readers PostgreSQL would have
no connection left.
"""

import threading

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2.extensions import connection as PsycopgConnection  # noqa: N812 (a class that is written small)

_of_this_thread = threading.local()


class _ClosedWithItsThread:
    """Closes its connection when it is deleted. Only the thread refers to it, so that happens when the thread ends."""

    def __init__(self, connection: PsycopgConnection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


def close_with_thread(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """Receives `connection_created`; `connection` is Django's."""
    _of_this_thread.__dict__[connection.alias] = _ClosedWithItsThread(connection.connection)
