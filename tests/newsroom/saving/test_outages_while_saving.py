"""The server is killed, its database stops or hangs, while an article is saved: in Chromium, on a real server."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import expect

from articles.models import Article
from sample.management.commands.screenshots import session_of
from tests.newsroom.copies.test_lost_pages import article, line, ready, type_into_body
from tests.newsroom.forms_in_admin import page_of

from .outages import Server, Way
from .test_save_accidents import has_focus, press, said

__all__ = ["article"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = "Chữ vẫn còn nguyên trên trang này"


@pytest.fixture(scope="module")
def server(django_db_setup, django_db_blocker, tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.kill()
    server.database.close()


@pytest.fixture
def page(article, server, open_window, live_server):
    """The form of the article with text typed into its body; it came from the server of the tests, which has its
    scripts at hand, and it is saved on the real one.
    """
    way = Way("localhost", urlsplit(live_server.url).port)
    address = f"http://localhost:{way.port}"
    page = open_window(seconds=30)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of("hoa"), "url": address}
    page.context.add_cookies([cookie])
    page.goto(address + page_of(article))
    ready(page)
    way.lead_to("127.0.0.1", server.port)
    type_into_body(page, " Một.")
    press(page, "Lưu và sửa tiếp")
    expect(line(page)).to_contain_text("Đã lưu bài lúc", timeout=30_000)
    type_into_body(page, " Hai.")
    yield page
    page.close()
    way.close()


def saved_once():
    article = Article.objects.get()
    return article.body == "<p>Bà Hạnh cười. Một. Hai.</p>" and article.edition == 2


def test_the_server_is_killed_while_it_saves(page, server):
    server.database.hang()
    press(page, "Lưu và sửa tiếp")
    assert server.database.is_holding.wait(20)
    server.kill()
    expect(said(page)).to_contain_text("Mất kết nối với máy chủ nên bài chưa lưu được")
    expect(said(page)).to_contain_text(KEPT)
    assert has_focus(page)
    assert Article.objects.get().edition == 1
    server.database.go_on()
    server.start()
    press(page, "Lưu lại")

    expect(line(page)).to_contain_text("Đã lưu bài lúc")
    assert saved_once()


def test_the_database_is_stopped_while_an_article_is_saved(page, server):
    server.database.stop()
    press(page, "Lưu và sửa tiếp")
    expect(said(page)).to_contain_text("Máy chủ đang bận hoặc đang tạm ngừng nên bài chưa lưu được")
    expect(said(page)).to_contain_text(KEPT)
    assert has_focus(page)
    server.database.start()
    press(page, "Lưu lại")

    expect(line(page)).to_contain_text("Đã lưu bài lúc")
    assert saved_once()


def test_the_database_hangs_and_the_answer_to_the_save_is_lost(page, server):
    page.evaluate("document.querySelector('[data-saving]').dataset.seconds = 1")
    server.database.hang()
    press(page, "Lưu và sửa tiếp")
    expect(said(page)).to_contain_text("Máy chủ chưa trả lời. Có thể bài đã lưu, có thể chưa")
    assert has_focus(page)
    server.database.go_on()
    page.evaluate("document.querySelector('[data-saving]').dataset.seconds = 30")
    press(page, "Lưu lại")

    expect(line(page)).to_contain_text("Đã lưu bài lúc")
    assert saved_once()
