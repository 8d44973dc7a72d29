"""A comment that the server would not even read, as the reader in Chromium sees it."""

import pytest

from comments import anonymous
from comments.models import Comment
from tests.factories import make_article, make_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_was_typed_stays_in_the_form_when_the_server_does_not_read_it(page, monkeypatch):
    make_site()
    monkeypatch.setattr(anonymous, "MAX_POST_BYTES", 10_000)
    page.goto(make_article().get_absolute_url())
    page.locator("#nhan-xet").scroll_into_view_if_needed()  # the form comes by itself
    page.fill("#c-body", "Bà con đã chờ nửa tháng. " * 200)
    page.get_by_role("button", name="Gửi bình luận").click()

    page.get_by_text(anonymous.TOO_BIG).wait_for()

    assert page.input_value("#c-body").startswith("Bà con đã chờ nửa tháng.")
    assert page.get_by_role("button", name="Gửi bình luận").is_enabled()


def test_while_the_server_is_away_the_text_stays_and_the_second_press_sends_it_once(page):
    make_site()
    article = make_article()
    page.goto(article.get_absolute_url())
    page.locator("#nhan-xet").scroll_into_view_if_needed()
    page.fill("#c-body", "Bà con đã chờ nửa tháng.")
    page.fill("#c-name", "Đỗ Hữu Thọ")
    page.fill("#c-email", "tho@thu.example")
    page.check("#c-consent")
    where = f"**/binh-luan/{article.pk}/?phan=1"
    page.route(where, lambda route: route.fulfill(status=503, content_type="text/html", body="<h1>503</h1>"))
    page.get_by_role("button", name="Gửi bình luận").click()
    page.get_by_text("Không kết nối được với máy chủ. Nội dung bạn viết vẫn còn nguyên.").wait_for()
    assert page.input_value("#c-body") == "Bà con đã chờ nửa tháng."

    page.unroute(where)
    page.get_by_role("button", name="Gửi bình luận").click()

    page.get_by_text("Bình luận của bạn đã được gửi thành công.").wait_for()
    assert Comment.objects.get().name == "Đỗ Hữu Thọ"
