"""A PDF below an article is looked at where it is, by the browser's own viewer; nothing is asked for before that."""

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from articles.models import Attachment
from tests.axe import DARK_WIDE, LIGHT_PHONE, problems, problems_in
from tests.factories import make_article, make_site
from tests.uploads.factories import docx_bytes, pdf_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VIEWER = "Object.defineProperty(navigator, 'pdfViewerEnabled', {get: () => %s})"  # whatever this one has


@pytest.fixture
def article():
    make_site()
    article = make_article(title="Kế hoạch cải cách hành chính năm 2027")
    for title, name, content in (
        ("Kế hoạch 120", "ke-hoach.pdf", pdf_bytes()),
        ("Biểu mẫu", "mau.docx", docx_bytes()),
    ):
        Attachment.objects.create(
            article=article, title=title, file=ContentFile(content, name), copy_kind=Attachment.CopyKind.STAMPED
        )
    return article


@pytest.fixture
def page_of(open_window, live_server, article):
    def page_of(*, has_viewer=True, **options):
        page = open_window(**options)
        page.add_init_script(VIEWER % str(has_viewer).lower())
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(live_server.url + article.get_absolute_url())
        return page

    return page_of


def test_it_opens_below_its_row_and_closes_again(page_of):
    page = page_of()
    row = page.locator(".files > li").first
    expect(row).to_contain_text("PDF, 303 B, 1 trang, bản có dấu đỏ")
    expect(page.locator("[data-document-view]")).to_have_count(1)
    assert not any(".pdf" in address for address in page.asked)

    way = page.locator("[data-document-view]")
    way.focus()
    page.keyboard.press("Enter")

    frame = row.locator("iframe")
    expect(frame).to_have_attribute("title", "Nội dung tệp Kế hoạch 120")
    expect(way).to_have_attribute("aria-expanded", "true")
    expect(way).to_have_text("Đóng lại: Kế hoạch 120")
    expect(way).to_be_in_viewport(ratio=1)
    assert problems_in(page, [LIGHT_PHONE, DARK_WIDE], lambda page: problems(page, ".files")) == {}
    way.press("Enter")
    expect(frame).to_have_count(0)
    expect(way).to_be_focused()


@pytest.mark.parametrize(
    "options", [{"has_viewer": False}, {"viewport": {"width": 390, "height": 844}}, {"java_script_enabled": False}]
)
def test_where_it_cannot_be_shown_in_the_page_the_link_leads_to_it(page_of, options):
    page = page_of(**options)
    way = page.locator("[data-document-view]")
    address = way.get_attribute("href")

    with page.expect_event("request", lambda request: address in request.url):
        way.click()

    expect(page.locator("iframe")).to_have_count(0)
