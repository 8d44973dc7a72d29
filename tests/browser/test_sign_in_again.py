"""Signing in again over the page that was being written on."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from articles.models import Category
from tests.axe import DARK_PHONE, DARK_WIDE, LIGHT_PHONE, LIGHT_WIDE, problems, problems_in
from tests.factories import WEBMASTER, make_user

from .test_idle import CATEGORIES, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long password"


@pytest.fixture
def quantri():
    return make_user(WEBMASTER, username="quantri")


@pytest.fixture
def form(page, client, quantri, live_server):
    """A webmaster's form with a name in it, whose session has ended; the dialog is open."""
    client.force_login(quantri)
    cookie = {"name": "sessionid", "value": client.session.session_key, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto(CATEGORIES)
    page.evaluate("document.querySelector('input[name=name]').value = 'Chuyển đổi số'")
    page.focus("input[name=name]")
    end_session(page)
    expect(dialog(page)).to_be_visible()
    return page


def end_session(page):
    Session.objects.all().delete()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def dialog(page):
    return page.get_by_role("dialog", name="Phiên làm việc đã hết")


def bar(page):
    return page.get_by_role("region", name="Phiên làm việc")


def give(page, password=PASSWORD):
    dialog(page).get_by_label("Mật khẩu").fill(password)
    page.keyboard.press("Enter")


def press_save(page):
    page.click("button[name=_save], input[name=_save]")


def test_the_password_alone_is_asked_for_and_the_page_goes_on(form):
    name = dialog(form).get_by_label("Tên đăng nhập")
    expect(name).to_have_value("quantri")
    assert not name.is_editable()
    expect(dialog(form).get_by_label("Mật khẩu")).to_be_focused()
    give(form)

    expect(dialog(form)).to_be_hidden()
    expect(form.get_by_text("Đã đăng nhập lại. Bạn có thể lưu bài.")).to_be_visible()
    expect(form.locator("input[name=name]")).to_be_focused()
    press_save(form)
    form.wait_for_url("**/quan-tri/articles/category/")
    assert Category.objects.get().name == "Chuyển đổi số"


def test_a_save_that_was_pressed_goes_on_by_itself_as_it_was_pressed(form):
    form.keyboard.press("Escape")
    form.click("button[name=_continue], input[name=_continue]")
    give(form)

    form.wait_for_url("**/quan-tri/articles/category/*/change/")
    assert form.input_value("input[name=name]") == "Chuyển đổi số"


def test_esc_looks_at_the_page_and_the_bar_leads_back(form):
    dialog(form).get_by_label("Mật khẩu").fill("half of it")
    form.keyboard.press("Escape")
    expect(dialog(form)).to_be_hidden()
    expect(form.locator("input[name=name]")).to_be_focused()
    expect(bar(form)).to_contain_text("chữ mới chưa lưu được")
    end_session(form)  # asked again, it says nothing new
    expect(dialog(form)).to_be_hidden()

    bar(form).get_by_role("button", name="Đăng nhập lại").click()
    expect(dialog(form).get_by_label("Mật khẩu")).to_have_value("")
    expect(bar(form)).to_be_hidden()
    give(form)
    expect(form.get_by_text("Đã đăng nhập lại.")).to_be_visible()
    expect(bar(form)).to_be_hidden()


def test_a_wrong_password_is_said_and_can_be_typed_anew(form):
    give(form, "wrong")
    expect(dialog(form).get_by_role("alert")).to_contain_text("Mật khẩu không đúng.")
    password = dialog(form).get_by_label("Mật khẩu")
    expect(password).to_be_focused()
    expect(password).to_have_attribute("aria-invalid", "true")
    expect(password).to_have_accessible_description(
        "Mật khẩu không đúng. Xin kiểm tra bộ gõ và phím Caps Lock rồi thử lại; sai năm lần thì phải đợi 15 phút."
    )

    for _ in range(4):
        expect(dialog(form).get_by_role("button", name="Đăng nhập", exact=True)).to_have_attribute(
            "aria-disabled", "false"
        )
        give(form, "wrong")
    expect(dialog(form).get_by_role("alert")).to_contain_text("Xin thử lại sau 15 phút")
    assert form.input_value("input[name=name]") == "Chuyển đổi số"


WHERE = "(({ activeElement: at }) => at.closest('dialog') ? at.id || at.textContent.trim() : at.tagName)(document)"
WITH_CAPS_LOCK = "new KeyboardEvent('keydown', { key: 'A', modifierCapsLock: true, bubbles: true })"


def test_the_keyboard_stays_in_the_dialog_and_caps_lock_is_said(form):
    reached = []
    for _ in range(7):
        form.keyboard.press("Tab")
        reached.append(form.evaluate(WHERE))
    inside = {"idle-username", "idle-password", "Đăng nhập", "Đăng nhập ở tab mới", "Xem lại trang"}
    assert inside <= set(reached) <= inside | {"BODY"}  # the browser's own frame lies between the last and the first

    password = dialog(form).get_by_label("Mật khẩu")
    password.focus()
    password.evaluate(f"(input) => input.dispatchEvent({WITH_CAPS_LOCK})")
    expect(dialog(form).get_by_text("Phím Caps Lock đang bật.")).to_be_visible()
    password.press("a")
    expect(dialog(form).get_by_text("Phím Caps Lock đang bật.")).to_be_hidden()


def test_keys_that_are_on_their_way_land_in_the_text_and_not_in_the_password(form):
    give(form)
    expect(form.get_by_text("Đã đăng nhập lại.")).to_be_visible()
    form.keyboard.press("End")
    form.keyboard.type(" một")
    end_session(form)
    expect(bar(form)).to_be_visible()
    form.keyboard.type(" hai")
    assert not dialog(form).is_visible()

    expect(dialog(form).get_by_label("Mật khẩu")).to_be_focused()
    expect(dialog(form).get_by_label("Mật khẩu")).to_have_value("")
    expect(form.locator("input[name=name]")).to_have_value("Chuyển đổi số một hai")


def test_the_network_away_is_said_and_nothing_is_lost(form):
    form.context.set_offline(True)
    give(form)
    expect(dialog(form).get_by_role("alert")).to_contain_text("Không kết nối được máy chủ.")
    form.context.set_offline(False)
    give(form)

    expect(form.get_by_text("Đã đăng nhập lại.")).to_be_visible()


@pytest.mark.parametrize(
    ("change", "sentence"), [("is_active", "đã bị khóa hoặc bị xóa"), ("is_staff", "không còn quyền vào bàn biên tập")]
)
def test_an_account_that_may_not_come_back_is_told_what_to_do_with_the_text(form, quantri, change, sentence):
    setattr(quantri, change, False)
    quantri.save()
    give(form)

    expect(dialog(form)).to_contain_text(sentence)
    expect(dialog(form)).to_contain_text("xin chép phần cần giữ ra nơi khác")
    expect(dialog(form).get_by_label("Mật khẩu")).to_have_count(0)
    expect(dialog(form).get_by_role("heading")).to_be_focused()


def test_another_account_in_the_browser_does_not_save_what_this_one_typed(form):
    make_user(WEBMASTER, username="khac")
    other = form.context.new_page()
    other.goto(f"/quan-tri/login/?next={CATEGORIES}")
    sign_in(other, "khac")
    other.wait_for_url(f"**{CATEGORIES}")
    form.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    over = form.get_by_role("dialog", name="Đang đăng nhập bằng tài khoản khác")
    expect(over).to_be_visible()
    form.keyboard.press("Escape")
    press_save(form)
    over.get_by_label("Mật khẩu").fill(PASSWORD)
    form.keyboard.press("Enter")

    form.wait_for_url("**/quan-tri/articles/category/")
    assert Category.objects.get().name == "Chuyển đổi số"


def test_all_cookies_gone_it_still_signs_in(form):
    form.context.clear_cookies()
    give(form)

    expect(form.get_by_text("Đã đăng nhập lại.")).to_be_visible()


def test_it_reads_well_in_every_look(form):
    give(form, "wrong")
    expect(dialog(form).get_by_role("alert")).not_to_be_empty()
    looks = [LIGHT_WIDE, DARK_WIDE, LIGHT_PHONE, DARK_PHONE]

    assert problems_in(form, looks, lambda page: problems(page, "[data-idle-over]")) == {}
    assert form.evaluate("document.querySelector('[data-idle-over]').getBoundingClientRect().right <= 390")
    form.keyboard.press("Escape")
    assert problems_in(form, looks, lambda page: problems(page, "[data-idle-bar]")) == {}
    assert form.evaluate("document.documentElement.scrollWidth <= 390")
