"""Which failures mean that the database cannot serve now, and will again: away, overloaded, read-only for a while."""

from django.db import InterfaceError, InternalError, OperationalError
from psycopg2.errors import ReadOnlySqlTransaction


def is_unavailable(error: BaseException | None) -> bool:
    """Whether `error` is such a failure. A server that only follows another one, or is told to write nothing, answers
    reading and refuses writing.
    """
    if isinstance(error, InternalError):
        return isinstance(error.__cause__, ReadOnlySqlTransaction)
    return isinstance(error, OperationalError | InterfaceError)
