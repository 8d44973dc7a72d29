"""A document is taken out of an article's form and brought back, as a journalist does it."""

from http import HTTPStatus

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from articles.models import Attachment
from revisions.models import BinEntry
from tests.axe import DARK_WIDE, LIGHT_PHONE, problems, problems_in
from tests.newsroom.copies.test_lost_pages import article, desk, line
from tests.newsroom.forms_in_admin import page_of
from tests.newsroom.saving.test_save_accidents import choose_document, press, status_of_document
from tests.uploads.factories import pdf_bytes

__all__ = ["article", "desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def document(article):
    """The first of two: whoever takes the last one out is asked."""
    file = ContentFile(pdf_bytes(b"% khac\n"), "phu-luc.pdf")
    Attachment.objects.create(article=article, title="Phụ lục", file=file, position=1)
    return Attachment.objects.create(article=article, title="Kế hoạch", file=ContentFile(pdf_bytes(), "ke-hoach.pdf"))


def rows_in(page):
    return page.locator("#attachments-group tbody.form-group:not(.empty-form)")


def take_out(page):
    rows_in(page).first.locator("label:has(.delete)").click()


def test_it_goes_to_the_bin_with_a_word_before_and_a_way_back_after(desk, article, document):
    page = desk("hoa", page_of(article))
    address = page.evaluate("address => new URL(address, location).href", document.file.url)
    take_out(page)
    expect(rows_in(page).first).to_contain_text("Khi lưu, tệp này vào thùng rác; khôi phục được ở đó.")
    page.keyboard.press("Control+s")
    expect(line(page)).to_contain_text("Đã lưu bài lúc")

    outcome = page.locator("[data-save-outcome]")
    expect(outcome).to_contain_text("Đã đưa tệp “Kế hoạch” vào thùng rác.")
    assert problems_in(page, [LIGHT_PHONE, DARK_WIDE], lambda page: problems(page, "[data-save-outcome]")) == {}
    assert page.request.get(address, headers={"Cookie": ""}).status == HTTPStatus.GONE
    with page.expect_navigation():
        outcome.get_by_role("link", name="Xem hoặc khôi phục").click()
    expect(page.get_by_role("heading", name="Tệp đính kèm “Kế hoạch”")).to_be_visible()
    expect(page.get_by_role("link", name="Tải tệp ke-hoach.pdf")).to_be_visible()
    with page.expect_navigation():
        press(page, "Khôi phục")

    expect(page.locator("body")).to_contain_text("Đã khôi phục tệp đính kèm “Kế hoạch”")
    expect(rows_in(page)).to_have_count(2)
    assert article.attachments.first() == document
    assert page.request.get(address).status == HTTPStatus.OK


def test_the_same_document_chosen_anew_is_the_row_that_it_was(desk, article, document):
    page = desk("hoa", page_of(article))
    take_out(page)
    page.keyboard.press("Control+s")
    expect(page.locator("[data-save-outcome]")).to_contain_text("vào thùng rác")

    choose_document(page, "Tải lại.pdf")
    expect(status_of_document(page)).to_contain_text("Tệp này đang ở thùng rác với tên “Kế hoạch”")
    expect(rows_in(page).last.get_by_role("textbox").first).to_have_value("Kế hoạch")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-save-outcome]")).to_contain_text("Tệp “Kế hoạch” đã được khôi phục từ thùng rác.")

    assert document in article.attachments.all()
    assert not BinEntry.objects.open().exists()
