"""The database goes away while a comment is sent: nothing is lost, and the second press sends it once."""

import threading
from contextlib import contextmanager

import psycopg2
import pytest
from django.db import connection
from django.test import Client

from comments.models import Comment, CommentEvent
from tests.comments.factories import filled_in, make_token, post
from tests.factories import make_article, make_site
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

CUT_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
CUT_WHO_WAITS = """
SELECT pg_terminate_backend(pid) FROM pg_locks
WHERE NOT granted AND relation = 'comments_commentevent'::regclass
"""


@pytest.fixture(autouse=True)
def site():
    return make_site()


@pytest.fixture
def reader():
    """A test client that gets the server's answer, also when a view fails."""
    return Client(raise_request_exception=False)


@contextmanager
def server(**options):
    """A connection beside Django's, at the server's own database."""
    settings = connection.get_connection_params() | {"dbname": "postgres"} | options
    settings.pop("cursor_factory", None)
    beside = psycopg2.connect(**settings)
    beside.autocommit = True
    with beside.cursor() as cursor:
        yield cursor
    beside.close()


@contextmanager
def database_stopped():
    """Cut every connection, and refuse new ones."""
    name = connection.settings_dict["NAME"]
    with server() as cursor:
        cursor.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false')
        cursor.execute(CUT_ALL, [name])
        try:
            yield
        finally:
            cursor.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true')
            connection.close()


def test_the_reader_is_asked_to_send_again_and_it_arrives_once(reader):
    article = make_article()
    fields = {"token": make_token(article), "wants_mail": "1"}

    with database_stopped():
        answers = [post(reader, article, **fields) for _ in range(2)]
    again = [post(reader, article, **fields) for _ in range(2)]

    page = answers[0].content.decode()
    assert [answer.status_code for answer in answers] == [503, 503]
    assert answers[0]["Retry-After"]
    assert "no-store" in answers[0]["Cache-Control"]
    assert "những gì bạn vừa viết sẽ được gửi lại nguyên vẹn" in page  # the browser has it and sends it on F5
    assert [answer.status_code for answer in again] == [303, 303]
    assert Comment.objects.count() == CommentEvent.objects.count() == 1


def test_a_page_with_javascript_keeps_the_form(reader):
    """The module shows its own sentence above the form for whatever is no part of ours (static/js/comments.js)."""
    article = make_article()

    with database_stopped():
        answer = post(reader, article, query="?phan=1")

    assert answer.status_code == 503
    assert "data-part" not in answer.content.decode()


@pytest.mark.parametrize("path", ["thich", "bao-cao"])
def test_what_else_readers_send_is_answered_as_kindly(reader, path):
    with database_stopped():
        answer = reader.post(f"/binh-luan/1/{path}/", {"reason": "spam"})

    assert answer.status_code == 503
    assert "F5" in answer.content.decode()


def test_cut_off_half_way_nothing_is_stored_and_the_second_press_sends_it(reader):
    """The comment is written, its event waits for us: then the connection is cut."""
    article = make_article()
    fields = filled_in(article)
    answers = []

    def send():
        answers.append(reader.post(f"/binh-luan/{article.pk}/", fields))
        connection.close()

    with server(dbname=connection.settings_dict["NAME"]) as cursor:
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE comments_commentevent IN EXCLUSIVE MODE")
        sending = threading.Thread(target=send)
        sending.start()
        cut_who_waits(cursor)
        sending.join()
        cursor.execute("ROLLBACK")

    assert answers[0].status_code == 503
    assert not Comment.objects.exists()
    assert reader.post(f"/binh-luan/{article.pk}/", fields).status_code == 303
    assert Comment.objects.count() == CommentEvent.objects.count() == 1


def cut_who_waits(cursor):
    """End the first connection that waits for a lock of this test."""

    def cut():
        cursor.execute(CUT_WHO_WAITS)
        return cursor.fetchone()

    wait_until(cut, seconds=30)
