"""The queue under a hand that presses twice: nothing is decided that nobody chose, and what decides is in sight."""

import pytest

from comments.models import Comment
from tests.factories import make_site
from tests.signing_in import let_in

from .moderating import QUEUE
from .pressing import many_waiting, settled, shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WINDOWS = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desk": {"viewport": {"width": 1366, "height": 768}},
}
LENGTHS = {"short": "Xin hỏi lịch tiếp dân.", "long": "Nhà tôi gửi hồ sơ từ đầu tháng mà chưa ai trả lời. " * 30}
TOP = "element => element.getBoundingClientRect().top"
BOTTOM = "element => element.getBoundingClientRect().bottom"


@pytest.fixture
def open_queue(transactional_db, open_window, moderator):
    def go(window, body=LENGTHS["short"]):
        make_site()
        comments = many_waiting(3)
        Comment.objects.update(body=body)
        page = open_window(**WINDOWS[window])
        let_in(page, "anh")
        page.goto(f"{QUEUE}?bl={comments[0].pk}")
        shown(page, comments[0].pk)
        return page, comments

    return go


def press_twice(page, window, element):
    box = element.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    if window == "desk":
        page.mouse.dblclick(x, y)
    else:
        page.touchscreen.tap(x, y)
        page.touchscreen.tap(x, y)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("window", WINDOWS)
def test_pressing_the_refusal_twice_opens_its_reasons_and_decides_nothing(open_queue, window, length):
    page, (opened, *_) = open_queue(window, LENGTHS[length])
    if window == "desk":
        page.locator("[data-queue-reject] > summary").scroll_into_view_if_needed()

    press_twice(page, window, page.locator("[data-queue-reject] > summary"))

    page.locator("[data-queue-reject][open]").wait_for()
    shown(page, opened.pk)
    page.reload()  # leaves no step under way
    assert Comment.objects.state_counts() == {"pending": 3}


def test_the_comment_stays_to_be_read_while_a_reason_is_chosen_on_a_telephone(open_queue):
    page, _ = open_queue("phone", LENGTHS["long"])
    body, reasons = page.locator(".queue-main > .queue-body"), page.locator(".queue-reasons")
    before = page.locator("[data-queue-reject] > summary").evaluate(TOP)

    page.locator("[data-queue-reject] > summary").tap()

    assert reasons.evaluate(TOP) - max(0, body.evaluate(TOP)) > 2 * 30
    assert abs(page.locator("[data-queue-reject] > summary").evaluate(TOP) - before) < 2
    assert not page.locator("[data-queue-key=a]").is_visible()


def test_approving_by_a_double_click_approves_one(open_queue):
    page, comments = open_queue("desk")

    press_twice(page, "desk", page.locator("[data-queue-key=a]"))

    settled(page, f"Bình luận của {comments[0].name}: đã duyệt")
    page.reload()
    assert Comment.objects.state_counts() == {"approved": 1, "pending": 2}


def test_an_office_window_shows_the_list_the_words_and_the_decisions_at_once(open_queue):
    page, comments = open_queue("desk", "Nhà tôi gửi hồ sơ từ đầu tháng mà chưa ai trả lời. " * 5)
    page.locator("[data-queue-key=a]").click()
    shown(page, comments[1].pk)
    settled(page, "đã duyệt")

    assert page.locator(".queue-list").evaluate(TOP) < 400
    assert page.locator(".queue-decide").evaluate(BOTTOM) <= 768
    assert page.locator(".queue-decide").evaluate("element => element.offsetHeight") < 60
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("window", WINDOWS)
def test_doubled_letters_do_not_scroll_sideways(open_queue, window):
    page, _ = open_queue(window, LENGTHS["long"])

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.locator(".queue").evaluate("element => element.scrollWidth <= element.clientWidth + 1")
