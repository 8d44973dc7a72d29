"""Places of pictures on the desk: kept with what is typed, asked about before a save, and not lost by any accident."""

import base64

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from articles.models import Page
from newsroom.models import WorkingCopy
from tests.factories import EDITOR, make_article, make_user, picture_file
from tests.newsroom.copies.test_lost_pages import SAVED, desk, line, ready
from tests.newsroom.forms_in_admin import page_of
from tests.newsroom.saving.test_session_accidents import sign_in_again

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UPLOAD = "**/quan-tri/tai-len/anh/"
DATA = [
    f"data:image/png;base64,{base64.b64encode(picture_file(colour=colour, kind='PNG').read()).decode()}"
    for colour in ("red", "blue")
]
STORY = f"<p>Một.</p><p><img src='{DATA[0]}'></p><p>Hai.</p><p><img src='{DATA[1]}'></p><p>Ba.</p>"
PASTE = """(element, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", "x");
  element.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
}"""


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def article():
    make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
    return make_article(title="Bến Lam", body="<p>Bà Hạnh cười.</p>")


def paste(page, html=STORY):
    text = page.locator(".cke_wysiwyg_div")
    text.click()
    page.keyboard.press("Control+End")
    text.evaluate(PASTE, html)


def dialog(page):
    return page.get_by_role("dialog", name="Ảnh", exact=True)


def question(page):
    return page.get_by_role("alertdialog", name="Ảnh chưa vào bài")


def later(page):
    expect(dialog(page)).to_be_visible()
    page.keyboard.press("Escape")
    question(page).get_by_role("button", name="Để sau").click()


def describe(page, *alts):
    for number, alt in enumerate(alts):
        dialog(page).get_by_label("Mô tả ảnh").nth(number).fill(alt)
    label = "Nguồn ảnh chung" if len(alts) > 1 else "Nguồn ảnh"
    dialog(page).get_by_label(label).fill("Ảnh: Thùy Nhung")
    dialog(page).get_by_role("button", name="Tải").last.click()


def places(page):
    return page.locator(".cke_wysiwyg_div .picture-place")


def saved(page):
    return page.expect_response(lambda answer: answer.request.method == "POST" and "/change/" in answer.url)


def body_of(article):
    article.refresh_from_db()
    return article.body.replace("\n", "")


def test_places_outlive_a_reload_and_are_filled_then(desk, article):
    page = desk("hoa", page_of(article))
    paste(page)
    later(page)
    expect(line(page)).to_contain_text(SAVED)
    assert "picture-place" in WorkingCopy.objects.get().fields["body"][0]

    page.reload()
    ready(page)
    expect(places(page)).to_have_count(2)
    page.get_by_role("button", name="Mô tả ảnh").first.click()
    page.route(UPLOAD, lambda route: route.abort())
    describe(page, "Ảnh một", "Ảnh hai")
    expect(dialog(page).get_by_role("alert")).to_contain_text("Không kết nối được máy chủ.")
    page.unroute(UPLOAD)
    Session.objects.all().delete()
    dialog(page).get_by_role("button", name="Tải").last.click()
    sign_in_again(page)
    expect(places(page)).to_have_count(0)
    expect(dialog(page)).to_be_hidden()

    with saved(page):
        page.keyboard.press("Control+s")
    body = body_of(article)
    assert body.startswith("<p>Bà Hạnh cười.")
    order = [body.index(words) for words in ("Một.", "Ảnh một", "Hai.", "Ảnh hai", "Ba.")]
    assert order == sorted(order)
    assert "picture-place" not in body


def test_a_save_asks_once_and_stores_nothing_of_a_place(desk, article):
    page = desk("hoa", page_of(article))
    paste(page)
    later(page)

    page.keyboard.press("Control+s")
    expect(question(page)).to_contain_text("Bài còn 2 chỗ chờ ảnh.")
    page.keyboard.press("Escape")
    assert body_of(article) == "<p>Bà Hạnh cười.</p>"
    page.keyboard.press("Control+s")
    with saved(page):
        question(page).get_by_role("button", name="Lưu, không có ảnh").click()
    expect(places(page)).to_have_count(2)
    expect(line(page)).to_contain_text(SAVED)  # of the places: they are typed, and not saved
    assert "picture" not in body_of(article)
    assert "Ba." in body_of(article)

    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.type(" Bốn.")
    with saved(page):
        page.keyboard.press("Control+s")  # about these places somebody has answered
    expect(question(page)).to_be_hidden()


def test_the_dialog_of_the_cover_fills_a_place_of_the_text_too(desk, article):
    page = desk("hoa", page_of(article))
    paste(page, f"<p>Một.</p><p><img src='{DATA[0]}'></p>")
    later(page)
    page.get_by_role("group", name="Ảnh đại diện").get_by_role("button", name="Tải ảnh mới").click()
    describe(page, "Ảnh một")

    expect(places(page)).to_have_count(0)
    expect(page.locator(".cke_wysiwyg_div figure img")).to_have_attribute("alt", "Ảnh một")


def test_a_form_without_working_copies_asks_as_well(desk, article):
    page = desk("hoa", "/quan-tri/articles/page/add/")
    paste(page)
    later(page)
    page.fill("[name=title]", "Giới thiệu")
    page.locator("[name=_save]").first.click()
    expect(question(page)).to_be_visible()
    with page.expect_navigation():
        question(page).get_by_role("button", name="Lưu, không có ảnh").click()

    assert Page.objects.get().body.replace("\n", "") == "<p>Một.</p><p>Hai.</p><p>Ba.</p>"
