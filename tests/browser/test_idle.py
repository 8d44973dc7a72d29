"""The end of a session, as a writer with an open form sees it."""

import re

import pytest
from django.contrib.sessions.models import Session

from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SENTENCE = "Bạn đã không sử dụng Site, Bấm vào đây để duy trì trạng thái đăng nhập. Thời gian chờ: {} giây"
CATEGORIES = "/quan-tri/articles/category/add/"


def sign_in(page, username):
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", "a long password")
    page.click("#login-form button[type=submit]")


def open_form(page):
    make_user("Quản trị web", username="quantri")
    page.goto(f"/quan-tri/login/?next={CATEGORIES}")
    sign_in(page, "quantri")
    page.wait_for_url(f"**{CATEGORIES}")
    return page


@pytest.fixture
def admin_page(page, settings):
    """A webmaster's open form; the session ends 63 seconds after it was last used."""
    settings.SESSION_COOKIE_AGE = 63
    return open_form(page)


@pytest.fixture
def quiet_admin_page(page):
    """A webmaster's open form, long before the end; the answer that the page got when it opened is out of date."""
    page.clock.install()
    with page.expect_response("**/tai-khoan/phien/"):
        open_form(page)
    page.clock.run_for(5_000)
    return page


def test_the_prompt_counts_down_and_one_key_keeps_the_session(admin_page):
    prompt = admin_page.locator("[data-idle-warning]")
    prompt.wait_for(state="visible", timeout=15_000)

    text = " ".join(prompt.inner_text().split())
    seconds = int(re.search(r"(\d+) giây", text)[1])
    assert 50 <= seconds <= 60
    assert text == SENTENCE.format(seconds)
    assert admin_page.evaluate("document.activeElement.textContent") == "Bấm vào đây"
    admin_page.wait_for_function(f"document.querySelector('[data-idle-seconds]').textContent < {seconds}")

    admin_page.keyboard.press("k")
    prompt.wait_for(state="hidden")


def test_after_the_end_the_text_stays_and_is_saved_after_a_new_sign_in(admin_page):
    admin_page.fill("input[name=name]", "Chuyển đổi số")
    Session.objects.all().delete()
    admin_page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    ended = admin_page.locator("[data-idle-ended]")
    ended.wait_for(state="visible")
    assert "vẫn còn nguyên trên trang này" in ended.inner_text()

    with admin_page.context.expect_page() as opened:
        ended.get_by_role("link").click()
    sign_in(opened.value, "quantri")
    opened.value.get_by_text("Bạn đã đăng nhập").first.wait_for()
    ended.wait_for(state="hidden")

    assert admin_page.input_value("input[name=name]") == "Chuyển đổi số"
    admin_page.click("button[name=_save], input[name=_save]")
    admin_page.wait_for_url("**/quan-tri/articles/category/")
    assert "Chuyển đổi số" in admin_page.content()


def test_a_form_that_is_sent_after_the_end_is_held_back(admin_page):
    admin_page.fill("input[name=name]", "Chuyển đổi số")
    Session.objects.all().delete()
    admin_page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    ended = admin_page.locator("[data-idle-ended]")
    ended.wait_for(state="visible")
    ended.get_by_role("button").click()

    admin_page.click("button[name=_save], input[name=_save]")

    ended.wait_for(state="visible")
    assert admin_page.url.endswith(CATEGORIES)
    assert admin_page.input_value("input[name=name]") == "Chuyển đổi số"


def test_an_end_that_the_page_does_not_know_of_is_found_out_before_the_form_goes(quiet_admin_page):
    quiet_admin_page.fill("input[name=name]", "Chuyển đổi số")
    Session.objects.all().delete()

    quiet_admin_page.click("button[name=_save], input[name=_save]")

    quiet_admin_page.locator("[data-idle-ended]").wait_for(state="visible")
    assert quiet_admin_page.url.endswith(CATEGORIES)
    assert quiet_admin_page.input_value("input[name=name]") == "Chuyển đổi số"


def test_a_form_that_waited_for_the_servers_word_goes_as_it_was_sent(quiet_admin_page):
    quiet_admin_page.fill("input[name=name]", "Chuyển đổi số")

    quiet_admin_page.click("button[name=_continue], input[name=_continue]")

    quiet_admin_page.wait_for_url("**/quan-tri/articles/category/*/change/")
    assert quiet_admin_page.input_value("input[name=name]") == "Chuyển đổi số"
