"""axe-core on what readers and the admin see of comments, wide and light, on a phone and dark: nothing to mend."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, Question, Rating, Rule
from comments.tokens import write_email_link
from tests.axe import DARK_PHONE, LIGHT_WIDE, look_at, problems, problems_in, settle
from tests.comments.factories import make_comment
from tests.factories import EDITOR, MODERATOR, WEBMASTER, make_user
from tests.signing_in import let_in
from uploads.models import FileCheck

from .test_challenge import write_doubtful

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FRAME = {"landmark-one-main", "region"}  # of the admin theme around every page of the admin
LOOKS = [LIGHT_WIDE, DARK_PHONE]
OPTIONS = {"viewport": LIGHT_WIDE.size, "reduced_motion": "reduce", "timezone_id": "Asia/Ho_Chi_Minh"}


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


def to_mend(page, problems=problems):
    settle(page)
    return problems_in(page, LOOKS, problems)


def test_the_thread_its_form_and_the_stars(visitor, portal, asked):
    page = visitor(**OPTIONS)
    page.goto(portal.get_absolute_url())
    page.get_by_text("Góp ý thêm cho bài viết").click()
    page.locator("#nhan-xet").scroll_into_view_if_needed()
    page.locator("#binh-luan-moi").wait_for()

    assert not to_mend(page)


def test_the_answered_questions(visitor, asked):
    page = visitor(**OPTIONS)
    page.goto("/hoi-dap/")

    assert not to_mend(page)


def test_looking_up_a_question(visitor, asked):
    page = visitor(**OPTIONS)
    page.goto("/hoi-dap/tra-cuu/")
    page.get_by_role("button", name="Tra cứu").click()
    page.locator(".note-error").wait_for()
    with_mistakes = to_mend(page)

    page.get_by_label("Số tiếp nhận").fill(asked.reference)
    page.get_by_label("Email").fill(asked.email)
    page.get_by_role("button", name="Tra cứu").click()
    page.get_by_text("Đã đăng").wait_for()

    assert not with_mistakes
    assert not to_mend(page)


def test_asking_for_emails(visitor, asked):
    page = visitor(**OPTIONS)
    page.goto(f"/binh-luan/thu/{write_email_link(asked)}/")
    before = to_mend(page)

    page.get_by_role("button", name="Xác nhận, gửi email cho tôi").click()
    page.get_by_role("button", name="Ngừng nhận email").wait_for()

    assert not before
    assert not to_mend(page)


def test_the_question_that_is_asked_in_doubt(visitor, portal):
    page = visitor(**OPTIONS)
    page.add_init_script("Object.defineProperty(crypto, 'subtle', {value: undefined})")
    page.goto(f"/binh-luan/{portal.pk}/")
    write_doubtful(page)
    page.get_by_role("button", name="Gửi bình luận").click()
    page.locator("#c-answer").wait_for()

    assert not to_mend(page)


@pytest.fixture
def admin_page(visitor, portal, asked):
    """Opens the window of somebody of `role`, signed in."""
    Rule.objects.create(kind=Rule.Kind.PHRASE, pattern="một cửa")
    make_comment(portal, state=Comment.State.PENDING, email="khac@thu.example")

    def sign_in(role, username):
        if role != MODERATOR:
            make_user(role, username=username)
        page = visitor(**OPTIONS)
        let_in(page, username)
        return page

    return sign_in


def problems_in_admin(page):
    return [problem for problem in problems(page) if problem[0] not in FRAME]


@pytest.mark.parametrize("page_of", ["comment", "question", "rule"])
def test_a_list_that_moderators_work_with(admin_page, page_of):
    page = admin_page(MODERATOR, "anh")
    page.goto(f"/quan-tri/comments/{page_of}/")

    assert not to_mend(page, problems_in_admin)


def test_a_comment_and_a_question_in_the_admin(admin_page, asked):
    page = admin_page(MODERATOR, "anh")
    late = Question.objects.open().get()

    page.goto(f"/quan-tri/comments/comment/{asked.pk}/change/")
    comment = to_mend(page, problems_in_admin)
    page.goto(f"/quan-tri/comments/question/{late.pk}/change/")

    assert not comment
    assert not to_mend(page, problems_in_admin)


def test_a_rule_and_its_trial(admin_page):
    page = admin_page(MODERATOR, "anh")
    page.goto(f"/quan-tri/comments/rule/{Rule.objects.get(pattern='một cửa').pk}/change/")
    rule = to_mend(page, problems_in_admin)

    page.get_by_role("button", name="Thử quy tắc").click()
    page.locator("[data-trial]").wait_for()

    assert not rule
    assert not to_mend(page, problems_in_admin)


def test_the_report_of_ratings(admin_page, portal):
    keys = {"rater": uuid.uuid4(), "network": uuid.uuid4()}
    Rating.objects.create(article=portal, day=timezone.localdate(), score=4, reason="Dễ hiểu.", **keys)
    for standing in ("aside", "taken", "left"):
        keys = {"rater": uuid.uuid4(), "network": uuid.uuid4(), "standing": standing}
        Rating.objects.create(article=portal, day=timezone.localdate(), score=1, **keys)
    page = admin_page(EDITOR, "hoa")
    page.goto("/quan-tri/danh-gia/")
    assert page.get_by_role("button", name="Tính vào điểm").count() == 2

    assert not to_mend(page, problems_in_admin)


def test_the_policy_of_comments(admin_page):
    page = admin_page(WEBMASTER, "phuc")
    page.goto("/quan-tri/comments/policy/")

    assert not to_mend(page, problems_in_admin)


def test_what_is_kept_of_a_person(admin_page, asked):
    page = admin_page(WEBMASTER, "phuc")
    page.goto("/quan-tri/du-lieu-ca-nhan/")
    page.get_by_label("Email hoặc số tiếp nhận").fill(asked.email)
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_text("Tải bản sao").wait_for()

    assert not to_mend(page, problems_in_admin)


def test_the_operations_page(admin_page):
    """Also by the keyboard alone, and no wider than the window."""
    for n in range(3):
        name = f"tep/2026/11/bao-cao-ket-qua-cai-cach-hanh-chinh-quy-{n}-0123456789abcdef.docx"
        refusal = "Tệp Word mở một mẫu (template) ở nơi khác. Hãy lưu thành PDF rồi tải lên."
        FileCheck.objects.create(name=name, checked_at=timezone.now(), refusal=refusal)
    page = admin_page(WEBMASTER, "phuc")
    page.goto("/quan-tri/")
    page.get_by_role("link", name="Vận hành").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert not to_mend(page, problems_in_admin)
    look_at(page, DARK_PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    table = page.get_by_role("group", name="Kiểm tra lại tệp đã đăng")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("table => table.scrollLeft > 0", arg=table.element_handle())
