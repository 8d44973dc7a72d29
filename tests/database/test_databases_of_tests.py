import threading
from contextlib import closing, suppress

import psycopg2
import pytest
from django.db import connection

from articles.models import Tag
from layout.models import SiteSettings
from tests import databases
from tests.comments.factories import make_comment
from tests.factories import WRITER, make_article, make_image, make_site, make_user
from tests.waiting import wait_until

SIZE_AND_COUNT = "SELECT pg_relation_size(oid), reltuples FROM pg_class WHERE relname = 'articles_tag'"
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))"
AT_WORK = """
    SELECT pid, state, wait_event, pg_blocking_pids(pid), left(query, 300)
    FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with a migration, a kind of field that migrations use, and locked packages."""
    for name in ("articles/migrations/0001_initial.py", "articles/fields.py", "requirements.lock"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("as it was")
    monkeypatch.setattr(databases, "PROJECT", tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["articles/migrations/0001_initial.py", "articles/fields.py", "requirements.lock"])
def test_a_change_of_what_makes_the_tables_asks_for_another_database(project, name):
    before = databases.name_of_kept()
    (project / name).write_text("as it is now")

    assert databases.name_of_kept() != before


def test_a_migration_more_and_another_name_ask_for_another_database(project):
    names = {databases.name_of_kept()}
    migration = project / "articles" / "migrations" / "0002_second.py"
    migration.write_text("as it was")
    names.add(databases.name_of_kept())
    migration.rename(migration.with_name("0002_other.py"))
    names.add(databases.name_of_kept())

    assert len(names) == 3


def test_a_change_of_other_code_keeps_the_database(project):
    before = databases.name_of_kept()
    (project / "articles" / "views.py").write_text("new")

    assert databases.name_of_kept() == before


def tables_with_rows():
    with connection.cursor() as cursor:
        names = connection.introspection.django_table_names(only_existing=True, include_views=False)
        for name in names:
            cursor.execute(f"SELECT EXISTS (SELECT FROM {connection.ops.quote_name(name)})")  # noqa: S608 - our names
            if cursor.fetchone()[0]:
                yield name


def answer(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return cursor.fetchone()


@pytest.mark.django_db(transaction=True)
def test_after_a_test_that_commits_the_rows_are_left_that_come_with_the_tables():
    make_site()
    article = make_article(cover=make_image(), tags=[Tag.objects.create(name="một cửa")])
    article.slug = "ten-moi"
    article.save()
    make_comment(article)
    make_user(WRITER)
    Tag.objects.all().delete()

    databases.empty()

    assert set(tables_with_rows()) == databases.MADE_ONCE


@pytest.mark.django_db(transaction=True)
def test_a_table_that_grew_or_was_counted_is_as_new():
    Tag.objects.bulk_create(Tag(name=f"thẻ {number}", slug=f"the-{number}") for number in range(5000))
    answer("ANALYZE articles_tag; SELECT 1")

    databases.empty()

    assert answer(SIZE_AND_COUNT) == (0, -1)


@pytest.mark.django_db(transaction=True)
def test_what_another_thread_is_writing_is_taken_out_too():
    wait_until(lambda: not others_at_work(), what=others_at_work)  # for a server's thread of the test before
    Tag.objects.create(name="một cửa")
    with psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None}) as writing:
        writing.cursor().execute("INSERT INTO articles_tag (name, slug) VALUES ('hộ tịch', 'ho-tich')")
        emptying = threading.Thread(target=empty_and_leave)
        emptying.start()
        # For whichever table: a trigger of tags reads another one, which may be locked before.
        wait_until(lambda: answer(WAITING, writing.info.backend_pid) == (1,), seconds=20, what=others_at_work)
    writing.close()
    emptying.join()

    assert not Tag.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_where_each_waits_for_the_other_the_rows_are_taken_out_all_the_same():
    wait_until(lambda: not others_at_work(), what=others_at_work)
    Tag.objects.create(name="một cửa")
    make_site()
    first, last = tables_in_use()[0], tables_in_use()[-1]
    with closing(psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})) as writing:
        cursor = writing.cursor()
        cursor.execute("SET deadlock_timeout = '20s'")  # the other finds it and is ended
        cursor.execute(f"LOCK TABLE {last} IN ROW EXCLUSIVE MODE")
        emptying = threading.Thread(target=empty_and_leave)
        emptying.start()
        wait_until(lambda: answer(WAITING, writing.info.backend_pid) == (1,), seconds=20, what=others_at_work)
        with suppress(psycopg2.errors.DeadlockDetected):
            cursor.execute(f"LOCK TABLE {first} IN ROW EXCLUSIVE MODE")
        writing.rollback()
    emptying.join()

    assert not Tag.objects.exists()
    assert not SiteSettings.objects.exists()


def tables_in_use():
    """In the order in which they are locked."""
    emptied = set(connection.introspection.django_table_names()) - databases.MADE_ONCE
    with connection.cursor() as cursor:
        cursor.execute(databases.TABLES_IN_USE)
        return [name for name, is_made_anew in cursor if not is_made_anew and name in emptied]


def others_at_work():
    """What other connections do that may hold a table. Threads of the live server keep theirs, out of transactions,
    for as long as a browser keeps its own to them.
    """
    with connection.cursor() as cursor:
        cursor.execute(AT_WORK)
        return "\n".join(map(str, cursor))


def empty_and_leave():
    databases.empty()
    connection.close()
