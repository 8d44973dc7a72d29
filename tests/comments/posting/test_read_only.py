"""A database that lets nobody write for a while: readers read, and what they send is not lost."""

from http import HTTPStatus

import pytest
from django.db import connection

from comments.models import Comment
from tests.comments.factories import address, filled_in, make_comment
from tests.factories import EDITOR, make_article, make_site, make_user

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "Sáng thứ Bảy bộ phận một cửa có trả kết quả không?"


@pytest.fixture
def read_only():
    """A function from which on this process cannot write."""

    def say(word):
        with connection.cursor() as cursor:
            cursor.execute(f"SET default_transaction_read_only = {word}")

    yield lambda: say("on")
    say("off")


@pytest.fixture
def client(client):
    make_site()
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("part", [{}, {"phan": "1"}])
def test_a_comment_that_cannot_be_kept_stays_in_its_form(client, read_only, part):
    article = make_article()
    form = filled_in(article, body=TEXT, name="Đỗ Hữu Thọ")
    read_only()

    answer = client.post(address(article), form, query_params=part)

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert int(answer["Retry-After"]) > 0
    assert "tạm thời chưa nhận bình luận" in page
    assert TEXT in page
    assert "Đỗ Hữu Thọ" in page
    assert "<form" in page


def test_the_same_form_is_taken_when_the_database_writes_again(client, read_only):
    article = make_article()
    form = filled_in(article, body=TEXT)
    read_only()
    client.post(address(article), form)
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = off")

    answer = client.post(address(article), form)

    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert Comment.objects.get().body == TEXT


def test_every_other_form_of_readers_says_the_same_and_shows_what_was_written(client, read_only):
    article = make_article()
    comment = make_comment(article, state=Comment.State.APPROVED)
    read_only()
    forms = {
        f"/binh-luan/{comment.pk}/thich/": {},
        f"/binh-luan/{comment.pk}/bao-cao/": {"reason": "insult", "note": TEXT},
        f"/danh-gia/{article.pk}/": {"score": "4", "reason": TEXT},
    }

    for where, form in forms.items():
        answer = client.post(where, form)
        assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE, where
        assert "tạm thời chỉ cho đọc" in answer.content.decode()
        assert (TEXT in answer.content.decode()) == bool(form)


def test_pages_are_read_and_staff_are_asked_to_come_back(client, read_only):
    article, editor = make_article(), make_user(EDITOR)
    read_only()

    assert client.get(article.get_absolute_url()).status_code == HTTPStatus.OK
    assert client.get(address(article)).status_code == HTTPStatus.OK
    signed_in = client.post("/quan-tri/login/", {"username": editor.username, "password": "a long password"})
    assert signed_in.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "đồng ý gửi lại" in signed_in.content.decode()
