"""The list before an official answer in Chromium: by keys, while others are opened, without JavaScript."""

import pytest
from playwright.sync_api import expect

from comments.models import Comment
from tests.axe import DARK_PHONE, LIGHT_WIDE, problems_in
from tests.copyediting.made_up_slips import SLIP, one_rule
from tests.factories import make_site
from tests.signing_in import let_in

from .moderating import QUEUE
from .pressing import many_waiting, settled, shown
from .test_queue_in_browser import admin_page, problems_of_queue

__all__ = ["admin_page", "one_rule"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_rule")]
BODY = f"Xã đẩy mạnh {SLIP} cách."


@pytest.fixture(autouse=True)
def site(transactional_db):
    make_site()


def write(page, text=BODY):
    page.get_by_text("Phản hồi của cơ quan").click()
    form = page.locator("[data-queue-answer]")
    form.locator("textarea").fill(text)
    return form


def test_the_list_is_read_and_the_answer_posted_by_keys_alone(admin_page):
    comment, following = many_waiting(2)
    admin_page.goto(QUEUE)
    shown(admin_page, comment.pk)
    form = write(admin_page)
    form.get_by_role("button", name="Duyệt và đăng câu trả lời").focus()

    admin_page.keyboard.press("Enter")
    places = form.locator(".desk-places")
    expect(places).to_contain_text("Soát lỗi có 1 lời nhắc.")
    expect(places).to_be_focused()
    for key in "asr":  # they decide about the comment, not about its answer
        admin_page.keyboard.press(key)
    assert not problems_in(admin_page, [LIGHT_WIDE, DARK_PHONE], problems_of_queue)
    assert Comment.objects.state_counts() == {"pending": 2}

    admin_page.keyboard.press("Tab")
    expect(places.get_by_role("button", name="Đến chỗ này")).to_be_focused()
    admin_page.keyboard.press("Enter")
    expect(form.locator("textarea")).to_be_focused()
    assert admin_page.evaluate("getSelection().toString()") == SLIP

    button = form.get_by_role("button", name="Đã đọc, duyệt và đăng câu trả lời")
    button.focus()
    admin_page.keyboard.press("Enter")
    shown(admin_page, following.pk)
    settled(admin_page, "Đã đăng câu trả lời")
    assert Comment.objects.get(is_official=True).body == BODY
    admin_page.keyboard.press("a")
    settled(admin_page, "đã duyệt")


def test_an_answer_without_findings_is_posted_by_one_press(admin_page):
    comment, following = many_waiting(2)
    admin_page.goto(QUEUE)
    shown(admin_page, comment.pk)

    write(admin_page, "Xin cảm ơn.").get_by_role("button", name="Duyệt và đăng").click()

    shown(admin_page, following.pk)
    settled(admin_page, "Đã đăng câu trả lời")


def test_who_goes_on_meanwhile_finds_the_answer_and_its_list_when_they_come_back(admin_page):
    comment, following = many_waiting(2)
    admin_page.goto(QUEUE)
    shown(admin_page, comment.pk)
    form = write(admin_page)
    form.get_by_role("button", name="Duyệt và đăng").focus()
    under_way = []

    def hold(route):
        under_way.append(route)

    admin_page.route("**/tra-loi/", hold, times=1)
    with admin_page.expect_request("**/tra-loi/"):
        admin_page.keyboard.press("Enter")
    admin_page.keyboard.press("j")
    shown(admin_page, following.pk)
    under_way[0].continue_()
    settled(admin_page, f"Chưa đăng câu trả lời cho {comment.name}. Soát lỗi có 1 lời nhắc.")
    assert admin_page.locator(".desk-places").count() == 0

    admin_page.keyboard.press("k")
    shown(admin_page, comment.pk)
    expect(form.locator("textarea")).to_have_value(BODY)
    form.get_by_role("button", name="Đã đọc, duyệt và đăng").click()

    shown(admin_page, following.pk)
    settled(admin_page, "Đã đăng câu trả lời")
    assert Comment.objects.get(is_official=True).parent_id == comment.pk


def test_the_list_is_read_without_javascript(open_window, moderator):
    comment, following = many_waiting(2)
    page = open_window(java_script_enabled=False)
    let_in(page, "anh")
    page.goto(QUEUE)
    with page.expect_navigation():
        write(page).get_by_role("button", name="Duyệt và đăng").click()
    assert page.locator(".desk-places").get_by_text(SLIP, exact=True).is_visible()
    assert page.locator("[data-queue-answer] textarea").input_value() == BODY
    assert page.get_by_role("button", name="Đến chỗ này").count() == 0

    with page.expect_navigation():
        page.get_by_role("button", name="Đã đọc, duyệt và đăng").click()

    page.get_by_role("heading", name=following.name).wait_for()
    assert Comment.objects.get(is_official=True).parent_id == comment.pk
