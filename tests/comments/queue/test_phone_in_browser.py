"""The queue on a telephone: what is read, decided and taken back without scrolling, and what axe-core says of it."""

import pytest

from comments.models import AbuseReport, Comment, OpenComment
from comments.moderation import decisions
from comments.moderation.reasons import REASONS
from database import recent
from tests.axe import DARK_PHONE, LIGHT_PHONE, problems, problems_in
from tests.factories import MODERATOR, make_site, make_user
from tests.signing_in import let_in

from .moderating import QUEUE
from .pressing import many_waiting, shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "Nhà tôi gửi hồ sơ từ đầu tháng mà chưa ai trả lời, hỏi thì bảo chờ. " * 12
IN_SIGHT = """element => {
  const { top, bottom, left, right, height } = element.getBoundingClientRect();
  const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const isInside = top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth;
  return isInside && height >= 44 && element.contains(there);
}"""


@pytest.fixture
def phone(transactional_db, open_window, moderator):
    make_site()
    page = open_window(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    let_in(page, "anh")
    return page


def test_a_telephone_decides_and_takes_back_without_scrolling(phone):
    hoa = make_user(MODERATOR, pen_name="Trần Thị Hoa")
    comments = many_waiting(8)
    Comment.objects.update(body=BODY, findings=[{"code": "links", "matched": "x.vn", "weight": 5}], score=5)
    opened, following = comments[3:5]
    Comment.objects.filter(pk=following.pk).update(assigned_to=hoa)
    AbuseReport.objects.create(
        comment=following, visitor=opened.submission_id, network=opened.submission_id, reason="personal", note="Số tôi"
    )
    phone.goto(f"{QUEUE}?bl={opened.pk}")
    shown(phone, opened.pk)
    approve, back = phone.locator("[data-queue-key=a]"), phone.get_by_role("button", name="Hoàn tác")
    assert phone.locator("#queue-name").evaluate("element => element.getBoundingClientRect().top") < 400
    assert approve.evaluate(IN_SIGHT)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")

    approve.tap()
    shown(phone, following.pk)
    back.wait_for()
    assert back.evaluate(IN_SIGHT)
    assert phone.get_by_text(f"Bình luận của {opened.name}: đã duyệt").first.evaluate(IN_SIGHT.replace("44", "20"))
    assert phone.locator("#queue-name").evaluate("element => element.getBoundingClientRect().top") < 200

    phone.locator("[data-queue-reject] summary").tap()
    reason = phone.get_by_role("button", name=REASONS[0])
    assert reason.evaluate(IN_SIGHT)
    reason.tap()
    question = phone.get_by_role("dialog", name="Xin xem lại trước khi làm")
    question.get_by_text("Trần Thị Hoa").first.wait_for()
    assert not problems_in(phone, [LIGHT_PHONE, DARK_PHONE], lambda page: problems(page, ".queue"))
    question.get_by_text("Để nguyên").tap()
    shown(phone, following.pk)
    assert Comment.objects.get(pk=following.pk).state == "pending"

    OpenComment.objects.create(user=hoa, comment=following)
    decisions.decide(comments[5], "approved", by=hoa)
    recent.forget_all()
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    phone.locator(".queue-comment").get_by_text("Trần Thị Hoa đang mở").wait_for()
    phone.locator(".queue-row").get_by_text("Trần Thị Hoa đã duyệt").wait_for(state="attached")
    phone.get_by_role("link", name="Danh sách, tìm kiếm").tap()
    assert not problems_in(phone, [LIGHT_PHONE, DARK_PHONE], lambda page: problems(page, ".queue"))

    back.tap()
    shown(phone, opened.pk)
    assert Comment.objects.get(pk=opened.pk).state == "pending"
