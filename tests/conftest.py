"""What every test is given."""

from datetime import timedelta
from math import inf

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection
from django.test import TransactionTestCase

from accounts import roles
from database import clock, recent
from tests.waiting import wait_until

KEPT = {model._meta.db_table for model in (ContentType, Permission, Group, Group.permissions.through)}
TABLES_IN_USE = """
    SELECT relname FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
"""

OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The roles are there, as `manage.py prepare` leaves them, and no other rows."""
    with django_db_blocker.unblock():
        roles.sync()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_tables)
        yield
    with django_db_blocker.unblock():
        wait_until(nobody_else_is_connected, seconds=20)


def nobody_else_is_connected():
    """Threads of the live server, whose browser has just been closed, leave a moment later."""
    connection.close()  # the last test may have left a broken one
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        return cursor.fetchone() == (0,)


def empty_tables(_test):
    """After a test that commits. Django's own way empties every table, used or not, and makes all permissions anew:
    half a second.
    """
    tables = set(connection.introspection.django_table_names()) - KEPT
    with connection.cursor() as cursor:
        cursor.execute(TABLES_IN_USE)
        used = [name for (name,) in cursor if name in tables]
        for statement in connection.ops.sql_flush(no_style(), used, allow_cascade=True):
            cursor.execute(statement)


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords with a fast hasher: a real one is slow on purpose, and tests make many users."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def values_of_this_test():
    """Forget values that the process has read: it keeps them for longer than a test keeps its rows."""
    recent.forget_all()


@pytest.fixture(autouse=True)
def clocks_agree(monkeypatch):
    """Tests use Python's clock, which they may set; PostgreSQL keeps the machine's."""
    monkeypatch.setattr(clock, "offset", recent.Recent(timedelta, seconds=inf))


@pytest.fixture
def nothing_expires(monkeypatch):
    """What the process has read stays good, so that a slow machine asks no more queries than a quick one."""
    moment = recent.monotonic()
    monkeypatch.setattr(recent, "monotonic", lambda: moment)


@pytest.fixture
def django_assert_num_queries(nothing_expires, django_assert_num_queries):
    return django_assert_num_queries


@pytest.fixture
def django_assert_max_num_queries(nothing_expires, django_assert_max_num_queries):
    return django_assert_max_num_queries


@pytest.fixture
def let_pass(monkeypatch):
    """A function that lets so many seconds pass for every value that the process has read."""

    def let_pass(seconds):
        clock = recent.monotonic
        monkeypatch.setattr(recent, "monotonic", lambda: clock() + seconds)

    return let_pass
