"""Which errors mean an outage of the database that will end: it is away, overloaded, or read-only for a while."""

from django.db import InterfaceError, InternalError, OperationalError
from psycopg2.errors import ReadOnlySqlTransaction


def is_unavailable(error: BaseException | None) -> bool:
    """Whether `error` is such an error. A standby server, or one that is set to read-only, answers queries and refuses
    writes.
    """
    if isinstance(error, InternalError):
        return isinstance(error.__cause__, ReadOnlySqlTransaction)
    return isinstance(error, OperationalError | InterfaceError)
