"""While the database is unavailable, or a page fails, the last copy is answered."""

from http import HTTPStatus
from unittest.mock import Mock

import pytest
from django.db import OperationalError

from cchc_portal.serving import content_version
from tests.factories import make_article, make_site

from .workers import Worker, committed, signed_cookies, small_application

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    make_site()


@committed
def test_while_the_database_is_unavailable_the_last_copy_is_answered(make_database_unavailable, monkeypatch, let_pass):
    article, worker = make_article(), Worker()
    fresh = worker.get(article.get_absolute_url())

    make_database_unavailable()
    let_pass(0.02)
    kept = worker.get(article.get_absolute_url())
    for_staff = worker.get(article.get_absolute_url(), cookie=signed_cookies())
    never_seen = worker.get("/so-do-trang/")
    monkeypatch.undo()
    let_pass(0.02)
    again = worker.get("/so-do-trang/")

    assert (kept.status, kept.text) == (HTTPStatus.OK, fresh.text)
    assert kept.headers["warning"].startswith("111")
    assert "age" in kept.headers
    for refused in (never_seen, for_staff):
        assert refused.status == HTTPStatus.SERVICE_UNAVAILABLE
        assert refused.headers["retry-after"] == "10"
        assert "Xin bạn thử lại sau ít phút" in refused.text
    assert again.status == HTTPStatus.OK


@committed
@pytest.mark.parametrize("cookies", [lambda: "", lambda: "sessionid=x", signed_cookies])
def test_a_database_that_is_back_a_moment_after_the_failure_is_no_error_of_ours(monkeypatch, cookies):
    worker, cookie = Worker(), cookies()
    worker.get("/robots.txt")
    with monkeypatch.context() as broken:
        broken.setattr("articles.views.render", Mock(side_effect=OperationalError("server closed the connection")))
        got = worker.get("/so-do-trang/", cookie=cookie)

    assert got.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert got.headers["retry-after"] == "10"
    assert worker.get("/so-do-trang/").status == HTTPStatus.OK


@committed
def test_when_a_page_fails_the_last_copy_is_answered(let_pass):
    worker = Worker(small_application())
    worker.get("/")
    worker.application = small_application("500 Internal Server Error")
    content_version.advance()
    let_pass(0.02)

    got = worker.get("/")

    assert got.status == HTTPStatus.OK
    assert "warning" in got.headers
    assert worker.get("/so-do-trang/").status == HTTPStatus.INTERNAL_SERVER_ERROR
