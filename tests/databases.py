"""The database of a process: made as a copy of one that an earlier process migrated, and emptied after each test that
commits.

The migrated one is kept in the embedded server under a name made of the migrations and the locked packages, until one
of them changes; a copy is a tenth of a second's work, migrating six. What the copy lacks is migrated as ever.
"""

import os
from contextlib import closing, contextmanager, suppress
from hashlib import sha256

import psycopg2
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import OperationalError, connection
from psycopg2 import errors

from .environment import PROJECT

# A migration imports nothing else of the project (tests/migration/test_history.py).
SOURCES = ("*/migrations/*.py", "*/fields.py", "requirements.lock")
KEPT = "SELECT datname FROM pg_database WHERE datname LIKE 'migrated%'"
OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
SOMEBODY_ELSE_DOES = (errors.DuplicateDatabase, errors.UniqueViolation, errors.ObjectInUse)

MADE_ONCE = {model._meta.db_table for model in (ContentType, Permission, Group, Group.permissions.through)}
# Whether each is better made anew than emptied row by row: where it is large, where a test has let PostgreSQL count
# its rows, since plans of later tests would follow that, and for all where nobody may switch triggers off.
TABLES_IN_USE = """
    SELECT relname, pg_relation_size(oid) > 256 * 1024 OR reltuples >= 0 OR current_setting('is_superuser') = 'off'
    FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
"""
LOCKING = """
    LOCK TABLE {} IN ACCESS EXCLUSIVE MODE;
    SET LOCAL session_replication_role = replica;
"""
DELETING = "DELETE FROM {};"
SOMEBODY_ELSE_WRITES = (errors.DeadlockDetected, errors.LockNotAvailable)
TRIES = 5


def use_kept():
    """Let Django copy the kept database, where there is one, instead of an empty one."""
    if is_own() and name_of_kept() in kept():
        connection.settings_dict["TEST"]["TEMPLATE"] = name_of_kept()


def keep():
    """Keep a copy of the database that this process has just migrated, in place of older ones."""
    if not is_own() or connection.settings_dict["TEST"].get("TEMPLATE"):
        return
    connection.close()  # a database is copied while nobody uses it
    for older in kept() - {name_of_kept()}:
        alter(f"DROP DATABASE IF EXISTS {older}")
    alter(f'CREATE DATABASE {name_of_kept()} TEMPLATE "{connection.settings_dict["NAME"]}"')


def is_own():
    """Whether the server is that of the tests; on another's nothing is kept."""
    return os.environ.get("OWN_POSTGRES") == "1"


def name_of_kept():
    paths = sorted(path for pattern in SOURCES for path in PROJECT.glob(pattern))
    whole = sha256()
    for path in paths:
        whole.update(f"{path.relative_to(PROJECT)}\n".encode() + path.read_bytes())
    return f"migrated_{whole.hexdigest()[:16]}"


def kept():
    with server() as cursor:
        cursor.execute(KEPT)
        return {name for (name,) in cursor}


def alter(statement):
    with server() as cursor, suppress(*SOMEBODY_ELSE_DOES):
        cursor.execute(statement)


@contextmanager
def server():
    """A cursor outside of all these databases, and outside of transactions."""
    parameters = connection.get_connection_params() | {"dbname": "postgres", "cursor_factory": None}
    with closing(psycopg2.connect(**parameters)) as outside:
        outside.autocommit = True
        with outside.cursor() as cursor:
            yield cursor


def empty(tries=TRIES):
    """Take out all rows but those that are made with the tables.

    Django's own way empties every table, used or not, and makes all permissions anew: half a second. TRUNCATE makes
    new files for a table and each of its indexes, which is many times the work of deleting a few rows. The lock waits,
    as that of TRUNCATE does, for a thread that is still writing; where each waits for the other, PostgreSQL ends one,
    and this tries again: rows that stay would fail the next test.
    """
    try:
        _empty()
    except OperationalError as error:
        if tries == 1 or not isinstance(error.__cause__, SOMEBODY_ELSE_WRITES):
            raise
        empty(tries - 1)


def _empty():
    emptied = set(connection.introspection.django_table_names()) - MADE_ONCE
    with connection.cursor() as cursor:
        cursor.execute(TABLES_IN_USE)
        in_use = [(name, is_made_anew) for name, is_made_anew in cursor if name in emptied]
        if small := [connection.ops.quote_name(name) for name, is_made_anew in in_use if not is_made_anew]:
            cursor.execute(LOCKING.format(", ".join(small)) + "".join(map(DELETING.format, small)))
        made_anew = [name for name, is_made_anew in in_use if is_made_anew]
        for statement in connection.ops.sql_flush(no_style(), made_anew, allow_cascade=True):
            cursor.execute(statement)


def nobody_else_is_connected():
    """Threads of the live server, whose browser has just been closed, leave a moment later."""
    connection.close()  # the last test may have left a broken one
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        return cursor.fetchone() == (0,)
