"""A question goes to a unit and its answer comes back: by keys in the queue, by the link on a telephone."""

import pytest

from comments.models import Comment, Question
from comments.notifications.unit_emails import link_of
from tests.axe import DARK_PHONE, LIGHT_WIDE, problems, problems_in, settle
from tests.comments.factories import waiting
from tests.factories import make_article

from .units import ADDRESS, ANSWER, UNIT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUEUE = "/quan-tri/binh-luan/"


def to_mend(page):
    settle(page)
    return problems_in(page, [LIGHT_WIDE, DARK_PHONE], lambda page: problems(page, ".queue-opened"))


def test_a_question_is_charged_answered_and_published(admin_page, open_window):
    comment = waiting(make_article(title="Xã trả kết quả cả sáng thứ Bảy"), body="Sáng thứ Bảy xã có làm việc không?")
    page = admin_page
    page.goto(QUEUE)
    page.locator(".queue-comment").wait_for()

    page.keyboard.press("c")
    page.get_by_label("Đơn vị", exact=True).fill(UNIT)
    page.get_by_label("Email của đơn vị").fill(ADDRESS)
    page.keyboard.press("Enter")
    page.get_by_text(f"Thư gửi đến {ADDRESS}").first.wait_for()
    page.locator(".queue-comment").get_by_text(f"{UNIT} · còn").wait_for()
    link = link_of(Question.objects.get()).partition("/hoi-dap/")[2]

    unit = open_window(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    unit.goto(f"/hoi-dap/{link}")
    assert unit.evaluate("document.documentElement.scrollWidth") <= 390
    unit.get_by_label("Nội dung trả lời").fill(ANSWER["body"])
    unit.get_by_label("Họ tên, chức vụ người trả lời").fill(ANSWER["signed_by"])
    with unit.expect_navigation():
        unit.get_by_role("button", name="Gửi Ban Biên tập").click()
    unit.get_by_text("Ban Biên tập đã nhận câu trả lời").wait_for()
    assert not unit.context.cookies()

    page.goto(f"{QUEUE}?trang_thai=don-vi")
    page.get_by_text(ANSWER["body"]).wait_for()
    assert not to_mend(page)
    page.get_by_role("button", name="Duyệt và đăng câu trả lời").first.click()
    page.get_by_text(f"Đã đăng câu trả lời của {UNIT}").first.wait_for()
    assert Comment.objects.get(is_official=True).name == UNIT
    assert Comment.objects.get(pk=comment.pk).state == "approved"
