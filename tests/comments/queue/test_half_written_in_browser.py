"""In the queue, no key decides and nothing is lost while somebody is writing about the open comment."""

import pytest

from comments.models import Comment
from comments.moderation import decisions
from comments.moderation.reasons import REASONS
from comments.questions.assignment import charge
from tests.factories import MODERATOR, make_user
from tests.signing_in import let_in

from .moderating import QUEUE
from .pressing import many_waiting, press, settled, shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def begin_answer(page, text="Xã làm việc cả sáng thứ Bảy."):
    page.get_by_text("Phản hồi của cơ quan").click()
    form = page.locator("form[action$='/tra-loi/']")
    form.locator("textarea").fill(text)
    return form


LETTERS = "jkasrz1"


@pytest.mark.parametrize(
    "focus",
    [
        "() => document.querySelector('form[action$=\"/tra-loi/\"] button[type=submit]').focus()",
        "() => { const fold = document.querySelector('.proofread-fold'); fold.focus(); }",
        "() => { const line = document.querySelector('.proofread-summary'); line.focus(); }",
        "() => { const fold = document.querySelector('.proofread-fold'); fold.focus(); fold.remove(); }",
        "() => document.activeElement.blur()",
        "() => document.querySelector('.queue-comment').focus()",
        "() => document.querySelector('[data-queue-rows]').focus()",
        "() => document.querySelector('.queue-row input').focus()",
        "() => document.querySelector('.queue-filters input[type=checkbox]').focus()",
        "() => document.querySelector('[data-queue-reject] summary').focus()",
    ],
)
def test_no_letter_decides_while_an_answer_is_half_written(admin_page, focus):
    first, second, _ = many_waiting(3)
    admin_page.goto(QUEUE)
    shown(admin_page, first.pk)
    press(admin_page, "a")
    shown(admin_page, second.pk)
    settled(admin_page, "đã duyệt")
    form = begin_answer(admin_page)
    admin_page.locator(".proofread-summary").wait_for()

    admin_page.evaluate(focus)
    press(admin_page, LETTERS)

    press(admin_page, "?")
    shown(admin_page, second.pk)
    assert form.locator("textarea").input_value() == "Xã làm việc cả sáng thứ Bảy."
    assert Comment.objects.state_counts() == {"approved": 1, "pending": 2}


@pytest.mark.parametrize(
    ("summary", "fill"),
    [
        ("Từ chối…", lambda page: page.locator("[data-queue-other]").fill("Ngoài chủ đề")),
        ("Giao cho đồng nghiệp", lambda page: page.locator("[name=colleague]").select_option(index=1)),
        ("Từ chối tất cả", lambda page: page.locator("[name=reason][required]").select_option(REASONS[2])),
    ],
)
def test_no_letter_decides_beside_any_form_that_is_being_filled(admin_page, summary, fill):
    make_user(MODERATOR, username="binh", pen_name="Bình")
    first, *_ = many_waiting(3)
    Comment.objects.update(sender_key=first.submission_id)
    admin_page.goto(QUEUE)
    shown(admin_page, first.pk)
    admin_page.get_by_text(summary).first.click()
    fill(admin_page)

    filled = "[...document.querySelectorAll('details[open] form')].at(-1)"
    for focus in (f"{filled}.querySelector('button').focus()", "document.activeElement.blur()"):
        admin_page.evaluate(focus)
        press(admin_page, "jasz12")

    settled(admin_page, "Phím tắt tạm nghỉ")
    shown(admin_page, first.pk)
    assert Comment.objects.state_counts() == {"pending": 3}


def test_keys_in_the_list_and_the_filters_move_and_decide_nothing(admin_page):
    first, second, _ = many_waiting(3)
    admin_page.goto(QUEUE)
    shown(admin_page, first.pk)

    for selector in (".queue-row input", ".queue-filters input", ".queue-filters button", "#queue-many select"):
        admin_page.evaluate("(selector) => document.querySelector(selector).focus()", selector)
        press(admin_page, "as")
    settled(admin_page, "Phím này chỉ xử lý bình luận đang mở")
    admin_page.locator(".queue-row input").first.check()
    press(admin_page, "j")

    shown(admin_page, second.pk)
    assert Comment.objects.state_counts() == {"pending": 3}


def test_a_half_written_answer_survives_every_way_to_another_comment(admin_page):
    first, second, _ = many_waiting(3)
    admin_page.goto(QUEUE)
    shown(admin_page, first.pk)
    form = begin_answer(admin_page)
    written = form.locator("textarea")

    admin_page.evaluate("document.activeElement.blur()")
    press(admin_page, ["Escape", "j"])  # asked for: the keys are free
    shown(admin_page, second.pk)
    press(admin_page, "k")
    shown(admin_page, first.pk)
    assert written.is_visible()
    assert written.input_value() == "Xã làm việc cả sáng thứ Bảy."

    admin_page.locator(".queue-decide").get_by_role("button", name="Duyệt").click()
    settled(admin_page, "chưa được gửi")
    shown(admin_page, second.pk)
    admin_page.get_by_role("button", name="Hoàn tác").click()
    shown(admin_page, first.pk)
    assert written.input_value() == "Xã làm việc cả sáng thứ Bảy."

    form.get_by_role("button", name="Duyệt và đăng").click()
    shown(admin_page, second.pk)
    press(admin_page, "a")  # nothing is half written any more
    settled(admin_page, f"{second.name}: đã duyệt")
    assert Comment.objects.get(is_official=True).parent == first


KEPT = "Object.keys(sessionStorage).filter((key) => key.startsWith('half-written-')).length"
TEXT = "Xã làm việc cả sáng thứ Bảy."


def test_what_is_half_written_outlives_a_reload_and_the_session_and_goes_with_whoever_signs_out(admin_page, colleague):
    first, second, _ = many_waiting(3)
    asked = []
    admin_page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    admin_page.goto(QUEUE)
    shown(admin_page, first.pk)
    begin_answer(admin_page)
    admin_page.locator(f".queue-row[data-pk='{second.pk}'] a").click()
    shown(admin_page, second.pk)
    admin_page.get_by_text("Từ chối…").first.click()
    admin_page.locator("[data-queue-other]").fill("Ngoài chủ đề")

    admin_page.reload()
    assert asked == ["beforeunload"]
    shown(admin_page, second.pk)
    assert admin_page.locator("[data-queue-other]").input_value() == "Ngoài chủ đề"
    assert admin_page.locator("[data-queue-other]").is_visible()
    admin_page.locator("[data-queue-drafts] a", has_text=first.name).click()
    shown(admin_page, first.pk)
    admin_page.locator("[data-queue-drafts] a", has_text=second.name).click()
    shown(admin_page, second.pk)
    other_tab = admin_page.context.new_page()
    other_tab.goto(f"{QUEUE}?bl={first.pk}")
    assert other_tab.locator("form[action$='/tra-loi/'] textarea").input_value() == ""
    other_tab.close()

    admin_page.context.clear_cookies()
    admin_page.goto(QUEUE)  # asks to sign in
    let_in(admin_page, "anh", f"{QUEUE}?bl={first.pk}")
    shown(admin_page, first.pk)
    form = admin_page.locator("form[action$='/tra-loi/']")
    assert form.locator("textarea").input_value() == TEXT
    theirs = decisions.answer_officially(Comment.objects.get(pk=first.pk), "Chiều.", by=colleague, name="Sở Nội vụ")
    form.get_by_role("button", name="Duyệt và đăng").click()
    settled(admin_page, "“Chiều.”")
    admin_page.get_by_text("Mỗi bình luận chỉ có một phản hồi").wait_for()
    assert form.locator("textarea").input_value() == TEXT
    decisions.decide(theirs, "rejected", by=colleague, reason="Trả lời nhầm")
    form.get_by_role("button", name="đăng câu trả lời").click()
    settled(admin_page, "Đã đăng câu trả lời")
    assert TEXT not in admin_page.evaluate("JSON.stringify(sessionStorage)")
    assert admin_page.evaluate(KEPT) == 1  # the reason about the other one

    with admin_page.expect_navigation():
        # Not at once: the answer to this line would be lost with the page.
        admin_page.evaluate("setTimeout(() => document.querySelector('#logout-form').requestSubmit())")
    admin_page.wait_for_function(f"{KEPT} === 0")


def test_a_key_that_takes_back_does_nothing_when_what_it_was_meant_for_was_refused(admin_page, colleague):
    first, second, third = many_waiting(3)
    charge(second, "Sở Nội vụ", by=colleague)
    admin_page.goto(QUEUE)
    shown(admin_page, first.pk)
    press(admin_page, "a")
    settled(admin_page, "đã duyệt")
    shown(admin_page, second.pk)

    held = []

    def hold(route):
        held.append(route)

    admin_page.route("**/xu-ly/", hold)
    with admin_page.expect_request("**/xu-ly/"):
        press(admin_page, "s")
    press(admin_page, "z")  # meant for that
    held.pop().continue_()
    admin_page.unroute("**/xu-ly/")

    dialog = admin_page.get_by_role("dialog")
    dialog.get_by_text("đã giao Sở Nội vụ trả lời").wait_for()
    settled(admin_page, "chưa hoàn tác gì")
    dialog.get_by_role("button", name="Vẫn đánh dấu").click()
    settled(admin_page, "đã đánh dấu là bình luận rác")
    shown(admin_page, third.pk)
    assert Comment.objects.state_counts() == {"approved": 1, "spam": 1, "pending": 1}
    press(admin_page, "z")
    shown(admin_page, second.pk)
    assert Comment.objects.state_counts() == {"approved": 1, "pending": 2}
