"""Finding a comment in Chromium: by the search field, and from its place on a public page."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from comments.models import Comment, CommentMode, SenderStop
from tests.axe import DARK_PHONE, LIGHT_WIDE, problems, problems_in
from tests.comments.factories import make_comment, waiting
from tests.factories import make_article, make_site, make_user

from .moderating import QUEUE
from .pressing import shown
from .test_queue_in_browser import admin_page, problems_of_queue

__all__ = ["admin_page"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def site(transactional_db):
    make_site()


def test_a_comment_is_found_and_its_sender_stopped_by_keys_alone(admin_page):
    article = make_article()
    waiting(article, body="Chuyện khác")
    sought = waiting(article, body="Gọi 0912.345.678 nhé", browser_key=uuid4())
    admin_page.goto(QUEUE)
    admin_page.get_by_role("searchbox", name="Tìm trong mọi bình luận").focus()
    admin_page.keyboard.type("0912 345 678")
    with admin_page.expect_navigation():
        admin_page.keyboard.press("Enter")
    shown(admin_page, sought.pk)
    assert not problems_in(admin_page, [LIGHT_WIDE, DARK_PHONE], problems_of_queue)

    admin_page.get_by_text("Tạm dừng người gửi này").press("Enter")
    form = admin_page.locator("form", has=admin_page.locator("[name=length]"))
    form.locator("[name=other_reason]").fill("Đe dọa cán bộ")
    form.locator("[name=other_reason]").press("Enter")
    expect(admin_page.locator("[data-queue-bar]")).to_contain_text("Đã tạm dừng người gửi")
    expect(admin_page.locator("[data-queue-opened]")).to_contain_text("đang tạm dừng một người gửi")
    assert SenderStop.objects.in_force().count() == 1

    CommentMode.objects.create(article=article, mode="slow", by=make_user())
    for address in ("tam-dung/", f"cach-nhan/?bai={article.pk}"):
        admin_page.goto(QUEUE + address)
        assert not problems_in(admin_page, [LIGHT_WIDE, DARK_PHONE], lambda page: problems(page, ".stats"))


def test_from_a_public_comment_a_moderator_gets_to_it_in_one_click(admin_page):
    comment = make_comment(body="Lời vu khống")
    link = admin_page.get_by_role("link", name="Duyệt, gỡ bình luận của Nguyễn Thị Bích Liên")
    admin_page.goto(comment.article.get_absolute_url())
    expect(admin_page.get_by_role("link", name="Báo vi phạm")).to_be_visible()
    expect(link).to_have_count(0)
    waiting(Comment.objects.get().article)
    admin_page.goto(QUEUE)
    expect(admin_page.locator("[data-queue-opened] [data-pk]")).to_be_visible()

    admin_page.set_viewport_size({"width": 390, "height": 800})
    admin_page.goto(comment.article.get_absolute_url())
    with admin_page.expect_navigation():
        link.click()

    expect(admin_page.locator(f".queue-comment[data-pk='{comment.pk}']")).to_be_visible()
    expect(admin_page.get_by_role("button", name="Bình luận rác")).to_be_in_viewport()
