"""What people read while the database is unavailable, with and without the page cache around Django."""

from http import HTTPStatus

import pytest

from tests.factories import EDITOR, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client(client):
    client.raise_request_exception = False
    return client


def test_an_editor_whose_session_cannot_be_looked_up_is_asked_to_come_back(client, make_database_unavailable):
    client.force_login(make_user(EDITOR))
    make_database_unavailable()

    answer = client.get("/quan-tri/articles/article/")

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer["Retry-After"]
    assert "Trang tin tạm thời chưa phục vụ được" in answer.content.decode()


def test_the_sender_of_a_form_reads_how_to_send_it_again(client, make_database_unavailable):
    client.force_login(make_user(EDITOR))
    make_database_unavailable()

    answer = client.post("/quan-tri/articles/article/add/", {"title": "Bến Lam nhận hồ sơ tại nhà"})

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "đồng ý gửi lại" in answer.content.decode()


def test_another_failure_is_called_one(client, monkeypatch):
    monkeypatch.setattr("articles.views.render", lambda *_: 1 / 0)

    answer = client.get("/")

    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "Lỗi đã được ghi lại" in answer.content.decode()
