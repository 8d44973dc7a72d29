"""Documents are put in order by buttons, with the mouse and the keyboard, and keep what is said of them."""

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from articles.models import Attachment
from tests.axe import DARK_WIDE, LIGHT_PHONE, problems, problems_in
from tests.newsroom.copies.test_lost_pages import article, desk, line
from tests.newsroom.forms_in_admin import page_of
from tests.newsroom.saving.test_save_accidents import choose_document, status_of_document
from tests.uploads.factories import pdf_bytes

__all__ = ["article", "desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def documents(article):
    """Two that nobody has put in order: both have the number 0."""
    return [
        Attachment.objects.create(article=article, title=title, file=ContentFile(pdf_bytes(b"% " + end), "a.pdf"))
        for title, end in (("Kế hoạch", b"mot\n"), ("Phụ lục", b"hai\n"))
    ]


def titles(page):
    return page.locator("#attachments-group tbody.form-group:not(.empty-form) [name$='-title']").evaluate_all(
        "fields => fields.map(({value}) => value)"
    )


def row(page, title):
    rows = page.locator("#attachments-group tbody.form-group:not(.empty-form)")
    return rows.nth(titles(page).index(title))


def up(page, title):
    return row(page, title).get_by_role("button", name="Đưa tệp lên trên")


def save(page):
    page.keyboard.press("Control+s")
    expect(line(page)).to_contain_text("Đã lưu bài lúc")


def test_rows_move_by_buttons_and_the_focus_goes_along(desk, article, documents):
    page = desk("hoa", page_of(article))
    said = page.locator("[data-order-said]")

    up(page, "Phụ lục").focus()
    page.keyboard.press("Enter")

    assert titles(page) == ["Phụ lục", "Kế hoạch"]
    expect(up(page, "Phụ lục")).to_be_focused()
    expect(said).to_have_text("Tệp “Phụ lục” nay ở vị trí 1 trên 2.")
    page.keyboard.press("Space")
    expect(said).to_have_text("Tệp “Phụ lục” đã ở đầu danh sách.")
    save(page)
    assert [each.title for each in article.attachments.all()] == ["Phụ lục", "Kế hoạch"]


def test_a_new_one_goes_to_the_end_and_between_the_others(desk, article, documents):
    page = desk("hoa", page_of(article))
    up(page, "Phụ lục").click()
    choose_document(page, "Tờ trình.pdf")
    expect(status_of_document(page)).to_contain_text("(PDF, 303 B, 1 trang)")
    assert titles(page) == ["Phụ lục", "Kế hoạch", "Tờ trình"]

    up(page, "Tờ trình").click()
    row(page, "Tờ trình").get_by_label("Loại bản").select_option(label="bản có dấu đỏ")
    save(page)
    saved = [(each.title, each.pages, each.copy_kind) for each in article.attachments.all()]
    assert saved == [("Phụ lục", 1, ""), ("Tờ trình", 1, "stamped"), ("Kế hoạch", 1, "")]

    up(page, "Tờ trình").click()  # a row that the page has just saved
    row(page, "Kế hoạch").get_by_label("Loại bản").select_option(label="bản văn bản")
    expect(line(page)).not_to_contain_text("Đã lưu bài lúc")
    save(page)
    assert [each.title for each in article.attachments.all()] == ["Tờ trình", "Phụ lục", "Kế hoạch"]
    assert article.attachments.last().copy_kind == "text"

    page.reload()
    assert titles(page) == ["Tờ trình", "Phụ lục", "Kế hoạch"]
    assert problems_in(page, [LIGHT_PHONE, DARK_WIDE], lambda page: problems(page, "#attachments-group")) == {}
