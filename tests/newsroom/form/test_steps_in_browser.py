"""Steps and questions as a journalist meets them, by mouse and by keyboard."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article, Tag
from articles.workflow import DRAFT, PUBLISHED, REVIEW, WITHDRAWN
from tests.axe import problems
from tests.factories import EDITOR, WRITER, make_article, make_user
from tests.newsroom.bin.binned import bin_it
from tests.newsroom.forms_in_admin import page_of
from tests.signing_in import let_in

from .test_admin_in_browser import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = f"<p>{' '.join(['chữ'] * 812)}</p>"


@pytest.fixture
def article():
    nhung = make_user(WRITER, username="nhung")
    return make_article(status=REVIEW, created_by=nhung, published_at=None, body=LONG, title="Bến Lam")


def open_as_editor(page, article):
    make_user(EDITOR, username="hoa")
    let_in(page, "hoa", page_of(article))
    expect(page.locator(".cke_wysiwyg_div")).to_be_visible()


def type_over_body(page, text):
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def test_returning_asks_for_its_reason_by_keyboard_and_nothing_else_takes_it(page, article):
    open_as_editor(page, article)
    button = page.get_by_role("button", name="Trả lại người viết…")
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Trả lại người viết")
    expect(dialog.get_by_role("textbox")).to_be_focused()

    dialog.get_by_role("button", name="Trả lại người viết").click()
    expect(dialog.get_by_role("alert")).to_have_text("Trả lại người viết: xin ghi lý do để người viết biết.")
    page.keyboard.type("Thiếu nguồn.")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Lời nhắn, lý do", exact=True)).to_have_value("Thiếu nguồn.")

    button.click()
    dialog.get_by_role("button", name="Trả lại người viết").click()
    expect(page.get_by_text("Bản nháp, bạn đọc chưa thấy.").first).to_be_visible()
    article.refresh_from_db()
    assert (article.status, article.transitions.get().note) == (DRAFT, "Thiếu nguồn.")


def test_a_question_comes_back_with_the_step_and_its_answer_is_taken(page, article):
    open_as_editor(page, article)
    type_over_body(page, "Xong.")

    page.get_by_role("button", name="Duyệt và xuất bản").click()
    question = page.get_by_role("group", name="Nội dung giảm từ 812 xuống 1 từ. Lưu như vậy?")
    question.get_by_label("Đúng, lưu như vậy").check()
    page.locator(".desk-refusal-ways").get_by_role("button", name="Duyệt và xuất bản").click()

    expect(page.get_by_text("Đang hiện từ").first).to_be_visible()
    article.refresh_from_db()
    assert (article.status, article.body) == (PUBLISHED, "<p>Xong.</p>")


def test_all_deleted_and_saved_stays_as_it_was(page, article):
    """Accident 18: select all, delete, save – of what readers see it cannot be saved at all."""
    article.status, article.published_at = PUBLISHED, timezone.now() - timedelta(hours=1)
    article.save()
    open_as_editor(page, article)
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.press("Control+s")

    expect(page.get_by_text("Bài đã xuất bản hoặc hẹn giờ thì lúc nào cũng phải đủ").first).to_be_visible()
    article.refresh_from_db()
    assert article.body == LONG


def test_a_button_says_that_it_schedules_as_soon_as_the_hour_is_typed(page, article):
    open_as_editor(page, article)
    later = timezone.localtime() + timedelta(days=1)

    page.get_by_label("Xuất bản lúc").fill(f"{later:%d/%m/%Y %H:%M}")
    expect(page.get_by_role("button", name="Hẹn giờ xuất bản")).to_be_visible()
    page.get_by_label("Xuất bản lúc").fill("")
    expect(page.get_by_role("button", name="Duyệt và xuất bản")).to_be_visible()


def test_enter_in_a_field_saves_and_takes_no_step(page, article):
    open_as_editor(page, article)
    page.get_by_label("Nguồn", exact=True).fill("Theo BBT")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Đã lưu bài lúc").first).to_be_visible()
    article.refresh_from_db()
    assert (article.status, article.source) == (REVIEW, "Theo BBT")


def test_a_tag_that_somebody_deleted_is_called_by_its_name(page, article):
    tag = Tag.objects.create(name="một cửa")
    article.tags.add(tag)
    open_as_editor(page, article)
    tag.delete()

    page.get_by_label("Nguồn", exact=True).fill("Theo BBT")
    page.keyboard.press("Control+s")

    expect(page.get_by_text("Thẻ “một cửa” vừa bị xóa trong khi bạn đang sửa").first).to_be_visible()
    expect(page.get_by_label("Nguồn", exact=True)).to_have_value("Theo BBT")


MEANWHILE = {
    "published": (
        lambda article: Article.objects.update(status=PUBLISHED, published_at=timezone.now()),
        "Bài “Bến Lam” vừa chuyển sang “Đã xuất bản” nên bạn không sửa được nữa",
    ),
    "withdrawn": (
        lambda article: Article.objects.update(status=WITHDRAWN),
        "Bài “Bến Lam” vừa chuyển sang “Đã gỡ” nên bạn không sửa được nữa",
    ),
    "deleted": (lambda article: article.delete(), "Bài “Bến Lam” đã bị xóa trong khi bạn đang sửa"),
    "binned": (
        lambda article: bin_it(article, make_user(EDITOR, username="lan", pen_name="Ngọc Lan")),
        "Bài “Bến Lam” Ngọc Lan đã đưa vào thùng rác lúc",
    ),
}


@pytest.mark.parametrize("what", MEANWHILE)
def test_what_happened_to_the_article_meanwhile_is_said_and_the_text_stays(page, article, what):
    """Accident 16, of a writer."""
    happen, sentence = MEANWHILE[what]
    let_in(page, "nhung", page_of(article))
    expect(page.locator(".cke_wysiwyg_div")).to_be_visible()
    type_over_body(page, "Bà Hạnh cười.")
    happen(article)

    page.keyboard.press("Control+s")

    expect(page.locator("[data-save-sentence]")).to_contain_text(sentence)
    expect(page.locator(".cke_wysiwyg_div")).to_have_text("Bà Hạnh cười.")


def test_the_question_and_the_dialog_of_a_reason_have_no_fault_that_axe_finds(page, article):
    open_as_editor(page, article)
    type_over_body(page, "Xong.")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Đúng, lưu như vậy")).to_be_visible()
    assert not problems(page, "[data-save-outcome]")
    assert not problems(page, ".desk-step-buttons")

    page.get_by_role("button", name="Trả lại người viết…").click()
    assert not problems(page, "[data-step-reason]")


def test_without_scripts_the_reason_stands_beside_and_each_step_is_a_button(open_window, article):
    make_user(EDITOR, username="hoa")
    page = open_window(java_script_enabled=False)
    page.goto(f"/quan-tri/login/?next=/quan-tri/articles/article/{article.pk}/change/")
    page.get_by_label("Tên đăng nhập").fill("hoa")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_label("Lời nhắn, lý do", exact=True).fill("Thiếu nguồn.")
    with page.expect_navigation():
        page.get_by_role("button", name="Trả lại người viết…").click()

    article.refresh_from_db()
    assert article.status == DRAFT
