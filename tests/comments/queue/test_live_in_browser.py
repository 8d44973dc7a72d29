"""Two moderators at once, in Chromium: news come by themselves, and nothing moves under the hand."""

import pytest

from comments.models import Comment, OpenComment
from comments.moderation import decisions
from database import recent
from tests.comments.factories import waiting
from tests.factories import MODERATOR, make_site, make_user
from tests.signing_in import let_in

from .moderating import QUEUE
from .pressing import many_waiting, press, settled, shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOP = "document.querySelector('.queue-row:has([aria-current])').getBoundingClientRect().top"
LIVE = "**/tin-moi/"


@pytest.fixture
def desk(transactional_db, page, moderator):
    make_site()
    let_in(page, "anh")
    page.clock.install()
    return page


def next_beat(page):
    """A quarter of a minute later, and a tenth: the page asks, and shows what it is told."""
    recent.forget_all()
    with page.expect_response(LIVE):
        page.clock.fast_forward(17_000)


def test_a_colleague_s_work_and_what_comes_arrive_by_themselves(desk):
    hoa = make_user(MODERATOR, pen_name="Trần Thị Hoa")
    comments = many_waiting(20)
    desk.goto(f"{QUEUE}?bl={comments[9].pk}")
    shown(desk, comments[9].pk)
    OpenComment.objects.create(user=hoa, comment=comments[9])
    decisions.decide(comments[8], "approved", by=hoa)
    newest = waiting(comments[0].article, name="Lò Thị Pản")
    before = desk.evaluate(TOP)

    next_beat(desk)

    desk.locator(f".queue-row[data-pk='{newest.pk}']").wait_for(state="attached")
    desk.locator(".queue-comment").get_by_text("Trần Thị Hoa đang mở").wait_for()
    desk.locator(f".queue-row[data-pk='{comments[8].pk}']").get_by_text("Trần Thị Hoa đã duyệt lúc").wait_for()
    assert desk.evaluate(TOP) == before
    shown(desk, comments[9].pk)
    assert desk.locator("[data-queue-count=pending]").text_content() == "20"
    assert OpenComment.objects.get(user__username="anh").comment == comments[9]

    press(desk, "k")  # past the row that Hoa has dealt with
    shown(desk, comments[7].pk)
    assert desk.locator(f".queue-row[data-pk='{comments[8].pk}']").count() == 0
    decisions.decide(comments[7], "spam", by=hoa)
    next_beat(desk)
    desk.locator("[data-queue-news]").get_by_text("Trần Thị Hoa đã đánh dấu là bình luận rác lúc").wait_for()

    press(desk, "a")  # asks first: it shows the comment as it is now
    settled(desk, "Đây là bình luận như hiện nay")
    assert Comment.objects.get(pk=comments[7].pk).state == "spam"
    press(desk, "a")

    settled(desk, f"{comments[7].name}: đã duyệt")
    assert Comment.objects.get(pk=comments[7].pk).decided_by.username == "anh"


def test_while_nobody_answers_one_quiet_line_and_few_questions(desk):
    many_waiting(2)
    asked = []
    desk.route(LIVE, lambda route: (asked.append(1), route.fulfill(status=503, body="Bận"))[-1])
    desk.goto(QUEUE)
    away = desk.locator("[data-queue-away]")

    for _ in range(12):
        desk.clock.run_for(10_000)
    away.wait_for(state="visible")
    assert len(asked) <= 5  # two minutes: after 1, 20, 40 and 80 seconds
    assert desk.locator("[data-level=warning]").count() == 0

    desk.unroute(LIVE)
    with desk.expect_response(LIVE):
        desk.clock.fast_forward(400_000)
    away.wait_for(state="hidden")
    desk.evaluate("Object.defineProperty(document, 'hidden', {value: true})")
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    desk.on("request", lambda request: asked.append(request.url) if "tin-moi" in request.url else None)
    asked.clear()
    desk.clock.run_for(600_000)

    assert asked == []  # nobody looks
