"""Accidents of a journalist's session: it is gone while they type, and not a letter is."""

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from accounts.idle import USED
from accounts.models import User
from articles.models import Article
from newsroom.models import WorkingCopy
from tests.newsroom.copies.test_lost_pages import SAVED, article, body, desk, line, ready, type_into_body
from tests.newsroom.form.test_admin_in_browser import PASSWORD, sign_in
from tests.newsroom.forms_in_admin import page_of
from tests.waiting import wait_until

__all__ = ["article", "desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT_HERE = "đang giữ bản nháp trên máy này"
OVER = "Phiên làm việc đã hết"


def dialog(page):
    return page.get_by_role("dialog", name=OVER)


def sign_in_again(page, password=PASSWORD):
    dialog(page).get_by_label("Mật khẩu").fill(password)
    page.keyboard.press("Enter")
    expect(dialog(page)).to_be_hidden()


def has_copy(text):
    return lambda: any(text in copy.value("body") for copy in WorkingCopy.objects.open())


def let_half_an_hour_pass():
    session = SessionStore(Session.objects.get().session_key)
    session[USED] -= 30 * 60
    session.save()


def test_the_row_of_the_session_is_deleted_while_somebody_types(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Một.")
    expect(line(page)).to_contain_text(SAVED)
    Session.objects.all().delete()
    page.keyboard.type(" Hai.")
    expect(dialog(page)).to_be_visible()
    assert not has_copy("Hai")()

    sign_in_again(page)
    expect(body(page)).to_be_focused()
    page.keyboard.type(" Ba.")

    expect(body(page)).to_have_text("Bà Hạnh cười. Một. Hai. Ba.")
    wait_until(has_copy("Hai. Ba."), seconds=10)
    page.get_by_role("button", name="Lưu và sửa tiếp").click()
    wait_until(lambda: Article.objects.get().body == "<p>Bà Hạnh cười. Một. Hai. Ba.</p>", seconds=10)


@pytest.mark.parametrize("presses", [True, False])
def test_all_cookies_are_gone_and_the_sign_in_is_offered(desk, article, presses):
    page = desk("hoa", page_of(article))
    page.context.clear_cookies()
    type_into_body(page, " Một.")
    if presses:
        page.get_by_role("button", name="Lưu và sửa tiếp").click()
    expect(dialog(page)).to_be_visible(timeout=15_000)

    sign_in_again(page)
    if not presses:
        wait_until(has_copy("Một."), seconds=10)
        page.get_by_role("button", name="Lưu và sửa tiếp").click()

    wait_until(lambda: Article.objects.get().body == "<p>Bà Hạnh cười. Một.</p>", seconds=10)
    expect(page.locator("[data-save-sentence]")).to_have_count(0)
    assert not WorkingCopy.objects.open().exists()


def test_the_token_alone_is_gone_and_the_save_brings_a_new_one(desk, article):
    page = desk("hoa", page_of(article))
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    type_into_body(page, " Một.")
    page.get_by_role("button", name="Lưu và sửa tiếp").click()

    wait_until(lambda: Article.objects.get().body == "<p>Bà Hạnh cười. Một.</p>", seconds=10)


def test_the_page_is_closed_in_place_of_signing_in_again(desk, article):
    page = desk("hoa", page_of(article))
    Session.objects.all().delete()
    type_into_body(page, " Chưa ai có.")
    expect(line(page)).to_contain_text(KEPT_HERE)
    page.close()
    assert not WorkingCopy.objects.exists()

    again = page.context.new_page()
    sign_in(again, "hoa", page_of(article))
    ready(again)
    again.get_by_role("link", name="Viết tiếp bản nháp này").click()

    expect(body(again)).to_have_text("Bà Hạnh cười. Chưa ai có.")


def test_the_idle_end_is_met_in_another_tab(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Một.")
    expect(line(page)).to_contain_text(SAVED)
    let_half_an_hour_pass()
    elsewhere = page.context.new_page()
    elsewhere.goto("/quan-tri/")
    elsewhere.wait_for_url("**/login/**")

    page.keyboard.type(" Hai.")
    expect(dialog(page)).to_contain_text("có thể bạn rời máy quá 30 phút")
    sign_in_again(page)

    wait_until(has_copy("Một. Hai."), seconds=10)
    expect(line(page)).to_contain_text(SAVED)


def test_one_sign_in_is_enough_for_all_tabs(desk, article):
    page = desk("hoa", page_of(article))
    other = page.context.new_page()
    other.goto(page_of(article))
    ready(other)
    Session.objects.all().delete()
    for tab in (page, other):
        tab.evaluate("document.dispatchEvent(new Event('session:ended'))")
        expect(dialog(tab)).to_be_visible()

    sign_in_again(other)

    expect(dialog(page)).to_be_hidden()
    expect(page.get_by_text("Đã đăng nhập lại.")).to_be_visible()


def test_the_password_is_changed_elsewhere(desk, article):
    page = desk("hoa", page_of(article))
    hoa = User.objects.get(username="hoa")
    hoa.set_password("quite another password")
    hoa.save()
    type_into_body(page, " Rồi bà về.")
    expect(dialog(page)).to_contain_text("Mật khẩu của tài khoản này đã được đổi")
    dialog(page).get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_role("alert")).to_contain_text("Mật khẩu không đúng.")

    sign_in_again(page, "quite another password")

    wait_until(has_copy("Rồi bà về."), seconds=10)


def test_the_right_is_taken_away_while_somebody_types(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Một.")
    expect(line(page)).to_contain_text(SAVED)
    hoa = User.objects.get(username="hoa")
    roles = list(hoa.groups.all())
    hoa.groups.clear()
    page.keyboard.type(" Hai.")
    wait_until(has_copy("Một. Hai."), seconds=10)  # one's own copy stays one's own
    page.get_by_role("button", name="Lưu và sửa tiếp").click()
    expect(page.get_by_text("quyền").or_(page.get_by_text("không được lưu bài này")).first).to_be_visible()
    article.refresh_from_db()
    assert article.body == "<p>Bà Hạnh cười.</p>"

    hoa.groups.set(roles)
    again = page.context.new_page()
    again.goto(page_of(article))
    again.get_by_role("link", name="Viết tiếp bản nháp này").click()
    expect(body(again)).to_have_text("Bà Hạnh cười. Một. Hai.")


def test_the_account_is_closed_while_somebody_types(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Một.")
    expect(line(page)).to_contain_text(SAVED)
    User.objects.filter(username="hoa").update(is_active=False)
    page.keyboard.type(" Hai.")

    expect(dialog(page)).to_contain_text("Tài khoản “hoa” đã bị khóa hoặc bị xóa")
    page.keyboard.press("Escape")
    expect(body(page)).to_have_text("Bà Hạnh cười. Một. Hai.")
    User.objects.filter(username="hoa").update(is_active=True)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    wait_until(has_copy("Một. Hai."), seconds=10)
