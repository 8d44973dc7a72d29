"""axe-core on what readers and the desk see of comments, wide and light, on a phone and dark: nothing to mend."""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from comments.models import Comment, Question, Rating, Rule
from comments.tokens import write_email_link
from sample.management.commands.screenshots import session_of
from tests.axe import problems, settle
from tests.comments.factories import make_comment
from tests.factories import EDITOR, MODERATOR, WEBMASTER, make_user

from .test_challenge import write_doubtful

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
FRAME = {"landmark-one-main", "region"}  # of the admin theme around every page of the desk
LOOKS = [(WIDE, "light"), (PHONE, "dark")]


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]['width']}, {look[1]}")
def look(request):
    size, scheme = request.param
    return {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce", "timezone_id": "Asia/Ho_Chi_Minh"}


@pytest.fixture
def asked(portal):
    """A comment that was made a question, with the official answer; a second question is late."""
    comment = Comment.objects.get(parent=None)
    answer = Comment.objects.get(is_official=True)
    moderator, now = make_user(MODERATOR, username="anh", pen_name="Lê Ngọc Ánh"), timezone.now()
    common = {"unit": "UBND xã Tân Phong", "due_on": timezone.localdate() - timedelta(days=1), "opened_by": moderator}
    Question.objects.create(comment=comment, answer=answer, answered_at=now, **common)
    Question.objects.create(comment=make_comment(portal, name="Trần Văn Sửu"), **common)
    return comment


def test_the_citizens_pages(visitor, portal, asked, look):
    page = visitor(**look)
    found = {}

    def check(name):
        settle(page)
        if violations := problems(page):
            found[name] = violations

    page.goto(portal.get_absolute_url())
    page.get_by_text("Góp ý thêm cho bài viết").click()
    page.locator("#nhan-xet").scroll_into_view_if_needed()
    page.locator("#binh-luan-moi").wait_for()
    check("thread, form, stars")
    page.goto("/hoi-dap/")
    check("answered questions")
    page.goto("/hoi-dap/tra-cuu/")
    page.get_by_role("button", name="Tra cứu").click()
    page.locator(".note-error").wait_for()
    check("look-up with mistakes")
    page.get_by_label("Số tiếp nhận").fill(asked.reference)
    page.get_by_label("Email").fill(asked.email)
    page.get_by_role("button", name="Tra cứu").click()
    page.get_by_text("Đã đăng").wait_for()
    check("look-up")
    page.goto(f"/binh-luan/thu/{write_email_link(asked)}/")
    check("letters asked")
    page.get_by_role("button", name="Xác nhận, gửi thư cho tôi").click()
    page.get_by_role("button", name="Thôi nhận thư").wait_for()
    check("letters wanted")

    assert not found


def test_the_question_that_is_asked_in_doubt(visitor, portal, look):
    page = visitor(**look)
    page.add_init_script("Object.defineProperty(crypto, 'subtle', {value: undefined})")
    page.goto(f"/binh-luan/{portal.pk}/")
    write_doubtful(page)
    page.get_by_role("button", name="Gửi bình luận").click()
    page.locator("#c-answer").wait_for()
    settle(page)

    assert not problems(page)


@pytest.fixture
def desk(visitor, portal, asked, look, live_server):
    """Opens the window of somebody of `role`, signed in."""
    Rule.objects.create(kind=Rule.Kind.PHRASE, pattern="một cửa")
    make_comment(portal, state=Comment.State.PENDING, email="khac@thu.example")

    def sign_in(role, username):
        if role != MODERATOR:
            make_user(role, username=username)
        page = visitor(**look)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(username), "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return sign_in


def problems_of_desk(page):
    return [problem for problem in problems(page) if problem[0] not in FRAME]


def test_the_moderators_pages(desk, asked):
    page = desk(MODERATOR, "anh")
    late, rule = Question.objects.open().get(), Rule.objects.get(pattern="một cửa")
    paths = [
        f"comment/{asked.pk}/change/",
        "comment/",
        "rule/",
        "question/",
        f"question/{late.pk}/change/",
        f"rule/{rule.pk}/change/",
    ]

    found = {}
    for path in paths:
        page.goto(f"/quan-tri/comments/{path}")
        settle(page)
        found[path] = problems_of_desk(page)
    page.get_by_role("button", name="Thử quy tắc").click()
    page.locator("[data-trial]").wait_for()
    settle(page)
    found["trial of a rule"] = problems_of_desk(page)

    assert not {path: violations for path, violations in found.items() if violations}


def test_the_report_of_ratings(desk, portal):
    keys = {"rater": uuid.uuid4(), "network": uuid.uuid4()}
    Rating.objects.create(article=portal, day=timezone.localdate(), score=4, reason="Dễ hiểu.", **keys)
    page = desk(EDITOR, "hoa")
    page.goto("/quan-tri/danh-gia/")
    settle(page)

    assert not problems_of_desk(page)


def test_the_webmasters_pages(desk, asked):
    page = desk(WEBMASTER, "phuc")
    page.goto("/quan-tri/comments/policy/")
    settle(page)
    policy = problems_of_desk(page)
    page.goto("/quan-tri/du-lieu-ca-nhan/")
    page.get_by_label("Email hoặc số tiếp nhận").fill(asked.email)
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_text("Tải bản sao").wait_for()
    settle(page)

    assert not policy
    assert not problems_of_desk(page)
