"""The whole way in a real Chromium: a citizen reads and writes, a moderator decides, the next citizen sees it."""

import re

import pytest
from playwright.sync_api import expect

from comments.models import Comment
from stats.models import Hit
from tests.factories import MODERATOR, make_user
from tests.stats.factories import CHROME

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIKE_A_PERSON = "Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false})"
WORDS = "Xin hỏi thủ tục cấp đổi giấy chứng nhận có nằm trong 38 thủ tục trả ngay không?"
SENT = "Bình luận của bạn đã được gửi thành công. Cảm ơn bạn!"


def fill_in(page, *, email):
    page.fill("#c-body", WORDS)
    page.fill("#c-name", "Vũ Thị Hạnh")
    page.fill("#c-email", email)


def kept(page):
    return [page.input_value(f"#c-{name}") for name in ("body", "name", "email")]


def approve(visitor, comment):
    """Approve as a moderator: sign in, open the comment, press "Duyệt"."""
    make_user(MODERATOR, username="kiemduyet")
    admin_page = visitor()
    admin_page.goto(f"/quan-tri/login/?next=/quan-tri/comments/comment/{comment.pk}/change/")
    admin_page.fill("input[name=username]", "kiemduyet")
    admin_page.fill("input[name=password]", "a long password")
    admin_page.click("#login-form button[type=submit]")
    with admin_page.expect_navigation():
        admin_page.get_by_role("button", name="Duyệt", exact=True).click()


def test_what_a_reader_pastes_is_counted_and_never_cut(visitor, portal):
    reader = visitor(user_agent=CHROME)
    reader.goto(f"/binh-luan/{portal.pk}/")
    name = reader.get_by_label("Tên của bạn")
    name.fill("ấ" * 85)

    expect(reader.get_by_text("quá 5 ký tự", exact=True)).to_be_visible()
    expect(name).to_have_value("ấ" * 85)
    reader.get_by_role("button", name="Gửi bình luận").click()
    expect(reader.locator("#c-name-error")).to_have_text("Tên dài 85 ký tự, tối đa 80 ký tự. Xin bớt 5 ký tự.")
    expect(name).to_have_value("ấ" * 85)

    reader.fill("#tim", "ấ" * 203)
    expect(reader.get_by_text("quá 3 ký tự", exact=True)).to_be_visible()
    reader.press("#tim", "Enter")
    expect(reader.locator("#tim:invalid")).to_have_value("ấ" * 203)


def test_a_citizen_reads_and_comments_and_the_next_one_sees_it(visitor, portal):
    reader = visitor(user_agent=CHROME)
    reader.add_init_script(LIKE_A_PERSON)
    reader.goto(portal.get_absolute_url())

    for figure in ("data-view-count", "data-today", "data-total", "data-online"):
        expect(reader.locator(f"[{figure}]")).to_have_text("1")
    assert Hit.objects.get().article_id == portal.pk

    reader.locator("#nhan-xet").scroll_into_view_if_needed()
    reader.locator("#binh-luan-moi").wait_for()
    fill_in(reader, email="hanh.vu@")
    reader.get_by_role("button", name="Gửi bình luận").click()
    reader.locator(".note-error").wait_for()

    assert reader.locator(".note-error li").count() == 2, "the address and the consent, both at once"
    assert reader.locator("[aria-invalid=true]").count() == 2
    assert kept(reader) == [WORDS, "Vũ Thị Hạnh", "hanh.vu@"]

    reader.fill("#c-email", "hanh.vu@thu.example")
    reader.check("#c-consent")
    reader.get_by_role("button", name="Gửi bình luận").click()
    reader.get_by_text(SENT).wait_for()

    comment = Comment.objects.get(name="Vũ Thị Hạnh")
    assert comment.state == Comment.State.PENDING
    assert reader.context.cookies() == []

    approve(visitor, comment)
    second = visitor()
    second.goto(portal.get_absolute_url())

    assert second.locator(f"[data-comment='{comment.pk}']").inner_text().count(WORDS) == 1
    assert "hanh.vu" not in second.content()
    assert second.get_by_text("3 bình luận").is_visible()


def test_without_javascript_it_is_the_same(visitor, portal):
    reader = visitor(java_script_enabled=False, user_agent=CHROME)
    reader.goto(portal.get_absolute_url())
    reader.get_by_role("link", name="Viết bình luận").click()
    fill_in(reader, email="hanh.vu@")
    with reader.expect_navigation():
        reader.get_by_role("button", name="Gửi bình luận").click()

    assert reader.locator(".note-error li").count() == 2
    assert kept(reader) == [WORDS, "Vũ Thị Hạnh", "hanh.vu@"]

    reader.fill("#c-email", "hanh.vu@thu.example")
    reader.check("#c-consent")
    with reader.expect_navigation():
        reader.get_by_role("button", name="Gửi bình luận").click()

    assert reader.get_by_text(SENT).is_visible()

    approve(visitor, Comment.objects.get(name="Vũ Thị Hạnh"))
    reader.goto(portal.get_absolute_url())

    assert WORDS in reader.inner_text("#binh-luan")
    assert Hit.objects.filter(article_id=portal.pk).exists(), "the picture counts where no script runs"
    assert reader.context.cookies() == []


def test_an_answer_goes_below_the_comment_that_it_answers(visitor, portal):
    root = Comment.objects.get(parent=None)
    reader = visitor()
    reader.goto(portal.get_absolute_url())
    reader.locator(f"[data-comment='{root.pk}'] [data-answer='{root.pk}']").click()
    reader.locator("[data-answering]").wait_for()
    fill_in(reader, email="hanh.vu@thu.example")
    reader.check("#c-consent")
    reader.get_by_role("button", name="Gửi bình luận").click()
    reader.get_by_text(SENT).wait_for()

    assert Comment.objects.get(name="Vũ Thị Hạnh").parent == root


@pytest.mark.parametrize("javascript", [True, False])
def test_stars_are_given_with_and_without_javascript(visitor, portal, javascript):
    reader = visitor(java_script_enabled=javascript)
    reader.goto(portal.get_absolute_url())
    reader.locator("[data-rating] input[value='4']").check(force=True)
    reader.get_by_role("button", name="Gửi đánh giá").click()
    reader.get_by_text("Tổng số điểm của bài viết là: 4 trong 1 đánh giá").wait_for()

    assert re.search(r"/bai-viet/|/danh-gia/", reader.url)
    assert reader.context.cookies() == []
