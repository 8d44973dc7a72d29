"""Likes, reports, sorting and taking back in Chromium, with and without JavaScript; and axe-core on their pages."""

import pytest

from comments.models import AbuseReport, Comment
from comments.tokens import write_withdrawal
from tests.axe import LIGHT_WIDE, problems_in, settle
from tests.comments.factories import make_comment

from .test_accessibility import LOOKS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def comment(portal):
    """A reader's comment on the article, with an official answer below it, and a second one."""
    make_comment(portal, name="Trần Văn Sửu", likes=3)
    return Comment.objects.get(parent=None, name="Nguyễn Thị Bích Liên")


def under(page, comment):
    return page.locator(f"[data-comment='{comment.pk}'] > .comment-actions")


def test_a_press_counts_in_place(visitor, portal, comment):
    page = visitor()
    page.goto(portal.get_absolute_url())
    under(page, comment).get_by_text("Hữu ích").click()
    under(page, comment).get_by_text("Hữu ích (1). Cảm ơn bạn.").wait_for()

    assert page.url.endswith(portal.get_absolute_url())
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    assert Comment.objects.get(pk=comment.pk).likes == 1
    assert page.context.cookies() == []


def test_without_javascript_a_page_asks_first(visitor, portal, comment):
    page = visitor(java_script_enabled=False)
    page.goto(portal.get_absolute_url())
    under(page, comment).get_by_text("Hữu ích").click()
    page.get_by_role("button", name="Bình luận này hữu ích").click()

    page.get_by_text("Hữu ích (1). Cảm ơn bạn.").wait_for()

    page.get_by_role("link", name="Xem bình luận").click()
    page.wait_for_url(f"**{portal.get_absolute_url()}#binh-luan-{comment.pk}")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_reader_reports_and_is_thanked(visitor, portal, comment, javascript):
    page = visitor(java_script_enabled=javascript)
    page.goto(portal.get_absolute_url())
    under(page, comment).get_by_role("link", name="Báo vi phạm").click()
    page.get_by_role("button", name="Gửi báo cáo").click()
    page.get_by_text("Xin chọn một lý do.").wait_for()

    page.get_by_label("Lộ thông tin cá nhân").check()
    page.get_by_role("button", name="Gửi báo cáo").click()

    page.get_by_text("Ban Biên tập đã nhận báo cáo.").wait_for()
    assert AbuseReport.objects.get().reason == "personal"


def test_answer_pressed_by_key_leads_into_the_field(visitor, portal, comment):
    page = visitor()
    page.goto(portal.get_absolute_url())
    under(page, comment).get_by_role("link", name="Trả lời").press("Enter")

    page.locator(".note-title", has_text=f"Trả lời {comment.name}").wait_for()
    page.wait_for_function("() => document.activeElement.id === 'c-body'")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_order_changes_with_a_plain_link(visitor, portal, comment, javascript):
    page = visitor(java_script_enabled=javascript)
    page.goto(portal.get_absolute_url())
    page.get_by_role("link", name="Hữu ích nhất").click()

    page.locator("main [aria-current=true]", has_text="Hữu ích nhất").wait_for()
    assert page.locator(".thread > .comment b").first.inner_text() == "Trần Văn Sửu"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_sender_takes_a_comment_back(visitor, comment, javascript):
    page = visitor(java_script_enabled=javascript)
    page.goto(f"/binh-luan/rut/{write_withdrawal(comment.submission_id)}/")
    page.get_by_role("button", name="Rút bình luận").click()

    page.get_by_text("Bình luận đã được rút lại.").wait_for()

    page.goto(comment.article.get_absolute_url())
    page.get_by_text("Bình luận đã được người gửi rút lại.").wait_for()
    assert "Bích Liên" not in page.content()


def test_axe_finds_no_violation_on_the_citizens_pages(visitor, portal, comment):
    page = visitor(viewport=LIGHT_WIDE.size, reduced_motion="reduce")

    found = {}
    for path in [
        f"/binh-luan/{portal.pk}/?sap_xep=huu-ich",
        f"/binh-luan/{portal.pk}/999999/",
        f"/binh-luan/{comment.pk}/thich/",
        f"/binh-luan/{comment.pk}/bao-cao/",
        f"/binh-luan/rut/{write_withdrawal(comment.submission_id)}/",
    ]:
        page.goto(path)
        if violations := problems_in(page, LOOKS):
            found[path] = violations

    assert not found


def test_axe_finds_no_violation_in_a_report_with_mistakes(visitor, comment):
    page = visitor(viewport=LIGHT_WIDE.size, reduced_motion="reduce")
    page.goto(f"/binh-luan/{comment.pk}/bao-cao/")
    page.get_by_role("button", name="Gửi báo cáo").click()
    page.locator("main .error").wait_for()
    settle(page)

    assert not problems_in(page, LOOKS)


def test_axe_finds_no_violation_where_a_comment_was_taken_back(visitor, portal, comment):
    page = visitor(viewport=LIGHT_WIDE.size, reduced_motion="reduce")
    page.goto(f"/binh-luan/rut/{write_withdrawal(comment.submission_id)}/")
    page.get_by_role("button", name="Rút bình luận").click()
    page.get_by_text("Bình luận đã được rút lại.").wait_for()
    page.goto(portal.get_absolute_url())

    assert not problems_in(page, LOOKS)
