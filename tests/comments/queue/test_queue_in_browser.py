"""The queue in Chromium: by keys alone, by hand, beside a colleague, without JavaScript, and what axe-core says."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from comments.models import Comment, RejectionReason
from comments.moderation import decisions
from comments.moderation.reasons import REASONS
from tests.axe import DARK_PHONE, DARK_WIDE, LIGHT_PHONE, LIGHT_WIDE, problems, problems_in
from tests.comments.factories import make_comment
from tests.factories import MODERATOR, make_site, make_user
from tests.signing_in import let_in

from .moderating import QUEUE
from .pressing import many_waiting, press, settled, shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = [LIGHT_WIDE, DARK_WIDE, DARK_PHONE, LIGHT_PHONE]


@pytest.fixture(autouse=True)
def site(transactional_db):
    make_site()


@pytest.fixture
def admin_page(page, moderator):
    """The moderator's window, signed in; `open_queue` opens it."""
    let_in(page, "anh")
    return page


def problems_of_queue(page):
    """What axe-core finds in the queue itself; the frame around it is the admin theme's."""
    return problems(page, ".queue")


@pytest.mark.long
def test_two_hundred_comments_are_decided_by_keys_alone(admin_page):
    comments = many_waiting(200)
    admin_page.goto(QUEUE)
    pressed = 0

    for number, comment in enumerate(comments):
        shown(admin_page, comment.pk)
        keys = "s" if number % 20 == 0 else f"r{number % 9 + 1}" if number % 5 == 0 else "a"
        press(admin_page, keys)
        pressed += len(keys)
        if number == 99:  # a mistake, taken back and mended
            settled(admin_page, f"Bạn đọc {number}: đã duyệt")
            press(admin_page, "z")
            shown(admin_page, comment.pk)
            press(admin_page, "r4")
            pressed += 3

    admin_page.get_by_text("Không còn bình luận nào chờ duyệt.").wait_for()
    settled(admin_page, "Bạn đọc 199")
    assert Comment.objects.state_counts() == {"spam": 10, "rejected": 31, "approved": 159}
    assert set(Comment.objects.exclude(reason="").values_list("reason", flat=True)) == set(REASONS)
    assert pressed == 200 + 30 + 3  # a second key for each reason, three for the mistake


def test_the_keys_move_and_leave_everything_else_alone(admin_page):
    first, second, third = many_waiting(3)
    for reason in REASONS[:7]:  # no reason has the eighth digit
        RejectionReason.objects.create(text=reason)
    admin_page.goto(QUEUE)
    shown(admin_page, first.pk)

    press(admin_page, "jj")
    shown(admin_page, third.pk)
    press(admin_page, "k")
    shown(admin_page, second.pk)
    for chord in ("Control+a", "Alt+a", "Meta+a", "Shift+a"):
        admin_page.keyboard.press(chord)
    press(admin_page, "1r")
    admin_page.locator("[data-queue-reject][open]").wait_for()
    press(admin_page, "8")
    admin_page.keyboard.press("Escape")
    admin_page.locator("[data-queue-reject]:not([open])").wait_for()
    press(admin_page, "?")
    admin_page.locator("dialog[open]").wait_for()
    press(admin_page, "as")
    admin_page.keyboard.press("Escape")

    admin_page.locator("dialog[open]").wait_for(state="hidden")
    assert Comment.objects.state_counts() == {"pending": 3}


def test_no_key_decides_while_somebody_types_or_composes(admin_page):
    comment, following = many_waiting(2)
    admin_page.goto(QUEUE)
    shown(admin_page, comment.pk)

    press(admin_page, "r0")
    admin_page.keyboard.type("sai sa, ja")
    assert admin_page.input_value("[data-queue-other]") == "sai sa, ja"
    compose = "new KeyboardEvent('keydown', {key: 'a', bubbles: true, isComposing: true})"
    admin_page.evaluate(f"document.querySelector('.queue-comment').dispatchEvent({compose})")
    admin_page.evaluate(f"document.querySelector('[data-queue-other]').dispatchEvent({compose})")
    assert Comment.objects.state_counts() == {"pending": 2}

    admin_page.keyboard.press("Enter")
    shown(admin_page, following.pk)
    settled(admin_page, "đã từ chối")
    assert Comment.objects.get(pk=comment.pk).reason == "sai sa, ja"


def test_a_key_held_down_decides_once(admin_page):
    comment, following, _ = many_waiting(3)
    admin_page.goto(QUEUE)
    shown(admin_page, comment.pk)

    admin_page.keyboard.down("a")
    shown(admin_page, following.pk)
    admin_page.keyboard.down("a")
    admin_page.keyboard.down("a")
    admin_page.keyboard.up("a")

    settled(admin_page, "đã duyệt")
    assert Comment.objects.state_counts() == {"approved": 1, "pending": 2}


def test_undo_goes_back_step_by_step(admin_page):
    first, second, third = many_waiting(3)
    admin_page.goto(QUEUE)
    shown(admin_page, first.pk)
    press(admin_page, "a")
    shown(admin_page, second.pk)
    press(admin_page, "s")
    shown(admin_page, third.pk)

    press(admin_page, "zz")

    shown(admin_page, first.pk)
    admin_page.wait_for_function("document.querySelectorAll('.queue-row').length === 3")
    order = admin_page.eval_on_selector_all(".queue-row", "rows => rows.map(row => row.dataset.pk)")
    assert order == [str(comment.pk) for comment in (first, second, third)]
    assert Comment.objects.state_counts() == {"pending": 3}


def test_what_a_colleague_decided_meanwhile_is_reported_and_leaves_the_list(admin_page):
    comment, following = many_waiting(2)
    admin_page.goto(QUEUE)
    shown(admin_page, comment.pk)
    decisions.decide(comment, "spam", by=make_user(MODERATOR, pen_name="Nguyễn Văn Bình"))

    press(admin_page, "a")

    settled(admin_page, "Nguyễn Văn Bình đã đánh dấu là bình luận rác")
    shown(admin_page, following.pk)
    assert admin_page.locator(f".queue-row[data-pk='{comment.pk}']").count() == 0
    assert Comment.objects.get(pk=comment.pk).state == "spam"


def test_a_decision_after_the_end_of_the_session_puts_the_comment_back(admin_page):
    comment, _ = many_waiting(2)
    admin_page.goto(
        QUEUE, wait_until="networkidle"
    )  # the page has asked for the session, and fetched the next comment
    shown(admin_page, comment.pk)
    Session.objects.all().delete()

    press(admin_page, "a")

    settled(admin_page, "Phiên làm việc đã hết")
    shown(admin_page, comment.pk)
    admin_page.locator("[data-idle-ended]").wait_for(state="visible")
    assert Comment.objects.state_counts() == {"pending": 2}


def test_after_half_an_answer_the_next_decision_still_arrives(admin_page):
    first, second, _ = many_waiting(3)
    admin_page.route(
        "**/xu-ly/", lambda route: route.fulfill(content_type="application/json", body='{"told": ['), times=1
    )
    admin_page.goto(QUEUE)
    shown(admin_page, first.pk)

    press(admin_page, "a")
    settled(admin_page, "Chưa gửi được tới máy chủ")
    shown(admin_page, first.pk)
    press(admin_page, "a")

    settled(admin_page, f"{first.name}: đã duyệt")
    shown(admin_page, second.pk)
    assert Comment.objects.state_counts() == {"approved": 1, "pending": 2}


def test_several_are_chosen_and_rejected_by_hand(admin_page):
    comments = many_waiting(4)
    admin_page.goto(QUEUE)
    shown(admin_page, comments[0].pk)

    for comment in comments[:3]:
        admin_page.get_by_label(f"Chọn bình luận của {comment.name}", exact=True).check()
    admin_page.get_by_text("Đã chọn 3").wait_for()
    many = admin_page.locator("#queue-many")
    many.get_by_role("button", name="Từ chối").click()
    settled(admin_page, "Từ chối thì cần có lý do")
    many.locator("select").select_option(REASONS[4])
    many.get_by_role("button", name="Từ chối").click()

    settled(admin_page, "Đã từ chối 3 bình luận.")
    shown(admin_page, comments[3].pk)
    assert Comment.objects.state_counts() == {"rejected": 3, "pending": 1}


def test_all_of_one_sender_leave_the_list(admin_page):
    first, *_, last = many_waiting(4)
    Comment.objects.exclude(pk=last.pk).update(sender_key=first.submission_id)
    admin_page.goto(QUEUE)
    shown(admin_page, first.pk)

    admin_page.get_by_text("Từ chối tất cả của người gửi này").click()
    form = admin_page.locator("form[action$='/tu-choi-nguoi-gui/']")
    form.locator("select").select_option(REASONS[4])
    form.get_by_role("button").click()

    settled(admin_page, "Đã từ chối 3 bình luận.")
    shown(admin_page, last.pk)
    assert admin_page.locator(".queue-row").count() == 1


def test_an_answer_that_is_refused_keeps_its_words(admin_page):
    comment, following = many_waiting(2)
    admin_page.goto(QUEUE)
    shown(admin_page, comment.pk)
    admin_page.get_by_text("Phản hồi của cơ quan").click()
    form = admin_page.locator("form[action$='/tra-loi/']")
    form.locator("textarea").fill("Xã làm việc cả sáng thứ Bảy.")
    form.locator("[name=name]").fill("\u200b")
    form.get_by_role("button", name="Duyệt và đăng câu trả lời").click()
    admin_page.locator("[data-queue-told] [data-level=warning]").wait_for()
    assert form.locator("textarea").input_value() == "Xã làm việc cả sáng thứ Bảy."

    form.locator("[name=name]").fill("UBND xã Tân Phong")
    form.get_by_role("button", name="Duyệt và đăng câu trả lời").click()

    shown(admin_page, following.pk)
    assert Comment.objects.get(is_official=True).parent == comment


def test_the_whole_path_works_without_javascript(open_window, moderator):
    first, second, third = many_waiting(3)
    page = open_window(java_script_enabled=False)
    let_in(page, "anh")
    page.goto(QUEUE)

    page.locator(".queue-decide").get_by_role("button", name="Duyệt").click()
    page.get_by_role("heading", name=second.name).wait_for()
    page.get_by_text("Từ chối…").click()
    page.get_by_role("button", name=REASONS[1]).click()
    page.get_by_role("heading", name=third.name).wait_for()
    assert Comment.objects.state_counts() == {"approved": 1, "rejected": 1, "pending": 1}

    page.get_by_role("button", name="Hoàn tác").click()
    page.get_by_role("heading", name=second.name).wait_for()
    page.get_by_label(f"Chọn bình luận của {second.name}", exact=True).check()
    page.locator("#queue-many").get_by_role("button", name="Bình luận rác").click()
    page.get_by_role("heading", name=third.name).wait_for()

    assert [Comment.objects.get(pk=each.pk).state for each in (first, second, third)] == [
        "approved",
        "spam",
        "pending",
    ]


@pytest.mark.parametrize("help_is_open", [False, True])
def test_axe_finds_no_violation(admin_page, help_is_open):
    comment, *_ = many_waiting(3, due_at=timezone.now() - timedelta(days=1))
    finding = {"code": "rule", "matched": "một cửa", "weight": 5, "words": ["một cửa"]}
    Comment.objects.update(findings=[finding], score=5, sender_key=comment.submission_id)
    make_comment(comment.article, state="rejected", sender_key=comment.submission_id)
    admin_page.goto(QUEUE)
    shown(admin_page, comment.pk)
    admin_page.locator(".queue-row input").first.check()
    admin_page.evaluate("for (const part of document.querySelectorAll('.queue details')) part.open = true")
    if help_is_open:
        admin_page.evaluate("document.activeElement.blur()")
        admin_page.keyboard.press("?")
        admin_page.locator("dialog[open]").wait_for()

    assert not problems_in(admin_page, LOOKS, problems_of_queue)
