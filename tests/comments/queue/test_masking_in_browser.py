"""Masking in Chromium: by its key and on to readers, taken back, the original; and what axe-core says of all."""

import pytest

from comments.models import Comment
from tests.axe import DARK_PHONE, LIGHT_WIDE, problems, problems_in
from tests.comments.factories import waiting
from tests.factories import make_article, make_site
from tests.signing_in import let_in

from .moderating import QUEUE, action
from .pressing import press, settled, shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NUMBER = "0912 345 678"
BODY = f"Thôn tôi mất nước ba ngày. Gọi ông Nam trưởng thôn {NUMBER} không ai nghe. Đề nghị xã cho biết bao giờ có."


def problems_of_queue(page):
    return problems(page, ".queue")


def test_one_key_hides_what_was_found_and_the_next_approves(page, moderator):
    make_site()
    article = make_article(title="Lịch cấp nước sạch cho các thôn trong tháng Mười hai")
    comment, following = waiting(article, name="Lê Văn Khải", body=BODY), waiting(article, name="Trần Thị Hoa")
    let_in(page, "anh")
    page.goto(QUEUE)
    shown(page, comment.pk)
    assert problems_in(page, [DARK_PHONE, LIGHT_WIDE], problems_of_queue) == {}

    press(page, "m")
    page.locator(".queue-body", has_text="[đã ẩn số điện thoại]").wait_for()
    press(page, "z")
    page.locator(".queue-body", has_text=NUMBER).wait_for()
    press(page, "m")
    page.locator(".queue-body", has_text="[đã ẩn số điện thoại]").wait_for()
    press(page, "a")
    settled(page, "Lê Văn Khải: đã duyệt")
    shown(page, following.pk)

    comment.refresh_from_db()
    assert (comment.state, NUMBER in comment.body) == (Comment.State.APPROVED, False)
    page.goto(action("original", comment))
    assert problems_of_queue(page) == []
    page.get_by_role("button", name="Bỏ che").click()
    page.locator(".queue-body", has_text=NUMBER).wait_for()
