"""What every test is given."""

import os
from datetime import timedelta
from math import inf

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connections
from django.db.backends.signals import connection_created
from django.test import TransactionTestCase

from accounts import roles
from articles import glossary
from cchc_portal.serving import content_version
from database import clock, recent
from database.limits import Limits
from proofreading import proofreader
from tests import databases, locked_alone
from tests.waiting import wait_until

READS = {"copyediting", "proofreading"}  # folders of tests


@pytest.fixture(scope="session", autouse=True)
def forgetful_disk():
    """Written files need not outlast a power cut, for which each would wait ten milliseconds. A file must be open."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", os.fstat)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings):
    if not request.config.option.clock:  # migrations write rows, with the moment
        databases.use_kept()


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """The roles are there, as `manage.py prepare` leaves them, and no other rows."""
    with django_db_blocker.unblock():
        if not request.config.option.clock:
            databases.keep()
        databases.empty()
        roles.sync()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: databases.empty())
        yield
    with django_db_blocker.unblock():
        wait_until(databases.nobody_else_is_connected, seconds=20)


@pytest.fixture(scope="session", autouse=True)
def rows_are_locked_alone():
    """Each connection refuses a statement that locks a row and reads another table (locked_alone.py)."""

    def watch(connection, **kwargs):
        if locked_alone.check not in connection.execute_wrappers:
            connection.execute_wrappers.append(locked_alone.check)

    connection_created.connect(watch)
    for connection in connections.all(initialized_only=True):
        watch(connection)
    yield
    connection_created.disconnect(watch)


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords with a fast hasher: a real one is slow on purpose, and tests make many users."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def values_of_this_test():
    """Forget values that the process has read or kept: it keeps them for longer than a test keeps its rows, and for
    longer yet where the clock is set back for each test.
    """
    recent.forget_all()
    cache.clear()


@pytest.fixture(autouse=True)
def clocks_agree(monkeypatch):
    """Tests use Python's clock, which they may set; PostgreSQL keeps the machine's."""
    monkeypatch.setattr(clock, "offset", recent.Recent(timedelta, seconds=inf))


@pytest.fixture(autouse=True)
def loaded_machines_answer(monkeypatch):
    """Pages of memory wait a fifth of a second for the database, which a machine full of tests may take."""
    monkeypatch.setattr(content_version, "PATIENCE", Limits(statement=10, lock=10))


@pytest.fixture(autouse=True)
def nothing_is_proofread(request, monkeypatch):
    """Texts of tests are made up, and a step would show what proofreading finds in them. Its own tests read them."""
    if not READS.intersection(request.path.parts):
        monkeypatch.setattr(proofreader, "FINDERS", ())


@pytest.fixture
def nothing_expires(monkeypatch):
    """What the process has read stays good, so that a slow machine asks no more queries than a quick one."""
    moment = recent.monotonic()
    monkeypatch.setattr(recent, "monotonic", lambda: moment)


@pytest.fixture
def content_types_are_known(db):
    """Each is asked for once in a process, by whichever test comes first."""
    ContentType.objects.get_for_models(*apps.get_models(include_auto_created=True))


@pytest.fixture
def glossary_is_known(db):
    """It is asked for once in some seconds, by whichever search or save comes first."""
    glossary.current()


@pytest.fixture
def django_assert_num_queries(nothing_expires, content_types_are_known, glossary_is_known, django_assert_num_queries):
    return django_assert_num_queries


@pytest.fixture
def django_assert_max_num_queries(
    nothing_expires, content_types_are_known, glossary_is_known, django_assert_max_num_queries
):
    return django_assert_max_num_queries


@pytest.fixture
def let_pass(monkeypatch):
    """A function that lets so many seconds pass for every value that the process has read."""

    def let_pass(seconds):
        clock = recent.monotonic
        monkeypatch.setattr(recent, "monotonic", lambda: clock() + seconds)

    return let_pass
