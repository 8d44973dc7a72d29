"""A database connection ends with the thread that opened it.

A server ends its idle threads and starts new ones. Django's connection is then out of reach, but in a cycle of
references: it stays open until Python happens to collect it, and after a quiet hour with a few bursts of readers
PostgreSQL has no connection left to give.
"""

import threading

_of_this_thread = threading.local()


class _ClosedWithItsThread:
    """Nothing but the thread refers to this object, so it goes at the moment that the thread does."""

    def __init__(self, connection):
        self.connection = connection

    def __del__(self):
        self.connection.close()


def close_with_thread(connection, **kwargs):
    """For the signal `connection_created`; `connection` is Django's."""
    _of_this_thread.__dict__[connection.alias] = _ClosedWithItsThread(connection.connection)
