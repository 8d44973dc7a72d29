"""Two people at one article, each in a browser: they see each other, and one takes it over."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from newsroom.models import Presence, WorkingCopy
from tests.axe import DARK_PHONE, LIGHT_WIDE, look_at, problems
from tests.factories import EDITOR, WRITER, make_article, make_category, make_user
from tests.newsroom.copies.test_lost_pages import OPENED, ready, type_into_body
from tests.newsroom.forms_in_admin import ADD, make_draft, page_of
from tests.signing_in import let_in
from tests.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def writer():
    make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
    return make_user(WRITER, username="nhung", pen_name="Thùy Nhung")


@pytest.fixture
def at_the_desk(open_window):
    """A function that opens `address` in a window of its own, signed in."""

    def at_the_desk(username, address, **options):
        page = open_window(**options)
        let_in(page, username, address)
        return page

    return at_the_desk


@pytest.fixture
def at_the_form(at_the_desk):
    """A function that opens the form of an article in a window of its own."""

    def at_the_form(username, article, **options):
        page = at_the_desk(username, page_of(article), **options)
        expect(page.locator("[data-presence]")).to_be_attached()
        page.wait_for_function(OPENED)
        return page

    return at_the_form


def look(page):
    """Let the page ask now, as it does when it comes to the front."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def lines(page):
    return page.locator("[data-presence-lines]")


def dialog(page):
    return page.get_by_role("dialog")


def test_an_editor_takes_over_and_the_writer_keeps_every_word_and_takes_it_back(at_the_form, writer):
    article = make_draft(writer, body="<p>Bà Hạnh cười.</p>")
    nhung = at_the_form("nhung", article)
    hoa = at_the_form("hoa", article)
    expect(lines(hoa)).to_contain_text("Thùy Nhung đang mở bài này từ")
    look(nhung)
    expect(lines(nhung)).to_contain_text("Minh Hòa đang mở bài này từ")
    expect(nhung.get_by_role("button", name="Tiếp quản bài này")).to_be_hidden()

    hoa.get_by_role("button", name="Tiếp quản bài này").click()
    expect(lines(hoa)).to_contain_text("bạn đã tiếp quản lúc")
    expect(hoa.get_by_role("button", name="Tiếp quản bài này")).to_be_hidden()

    type_into_body(nhung, " Rồi bà về.")
    look(nhung)
    expect(dialog(nhung)).to_contain_text("Minh Hòa đã tiếp quản bài này lúc")
    expect(dialog(nhung)).to_contain_text("đã được máy chủ giữ làm bản nháp lúc")
    assert WorkingCopy.objects.get().value("body").strip() == "<p>Bà Hạnh cười. Rồi bà về.</p>"
    nhung.keyboard.press("Enter")  # typed on: it presses nothing
    expect(dialog(nhung)).to_be_visible()
    nhung.keyboard.press("Escape")
    expect(dialog(nhung)).to_be_hidden()
    nhung.keyboard.type(" Xong.")
    expect(nhung.locator(".cke_wysiwyg_div")).to_have_text("Bà Hạnh cười. Rồi bà về. Xong.")
    look(hoa)
    expect(lines(hoa)).to_contain_text("có chữ chưa lưu; bạn đã tiếp quản lúc")

    nhung.get_by_role("button", name="Lấy lại bài này").click()
    expect(lines(nhung)).not_to_contain_text("Bạn vẫn đọc và lưu được")
    look(hoa)
    expect(dialog(hoa)).to_contain_text("Thùy Nhung đã tiếp quản bài này lúc")
    expect(dialog(hoa)).to_contain_text("Bạn không có chữ nào chưa lưu.")
    hoa.get_by_role("button", name="Đọc tiếp").click()
    expect(dialog(hoa)).to_be_hidden()


def test_the_bar_and_the_dialog_are_for_everybody(at_the_form, writer):
    article = make_draft(writer)
    nhung = at_the_form("nhung", article)
    hoa = at_the_form("hoa", article)
    hoa.get_by_role("button", name="Tiếp quản bài này").click()
    expect(lines(hoa)).to_contain_text("bạn đã tiếp quản lúc")
    look(nhung)
    expect(dialog(nhung)).to_be_visible()

    for each in (LIGHT_WIDE, DARK_PHONE):
        look_at(nhung, each)
        assert not problems(nhung, "[data-presence]")
        assert nhung.evaluate("document.documentElement.scrollWidth <= innerWidth")
        box = dialog(nhung).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= each.width


def test_a_page_that_is_closed_says_farewell_and_a_doubled_one_is_oneself(at_the_form, writer):
    article = make_draft(writer)
    nhung = at_the_form("nhung", article, tells_of_leaving=True)
    double = nhung.context.new_page()
    double.goto(page_of(article))
    expect(lines(double)).to_contain_text("Bạn cũng đang mở bài này ở tab hoặc máy khác từ")
    double.close(run_before_unload=True)
    hoa = at_the_form("hoa", article)
    expect(lines(hoa)).to_contain_text("Thùy Nhung")

    nhung.goto("/quan-tri/")
    wait_until(lambda: not Presence.objects.alive().filter(user=writer).exists())
    with hoa.expect_request(lambda request: request.url.endswith("/dang-mo/")) as beat:
        look(hoa)
    assert beat.value.headers["x-asked-by"] == "clock"
    expect(lines(hoa)).to_have_text("")


def test_the_page_says_when_it_does_not_know_and_when_the_article_is_gone(at_the_form, writer):
    article = make_draft(writer)
    hoa = at_the_form("hoa", article)
    hoa.context.set_offline(True)
    for _ in range(3):
        with hoa.expect_event("requestfailed"):
            look(hoa)
    expect(lines(hoa)).to_have_text("Mất kết nối: chưa biết ai khác đang mở bài này.")

    hoa.context.set_offline(False)
    article.delete()
    look(hoa)
    expect(lines(hoa)).to_contain_text("Bài này vừa bị xóa ở nơi khác.")


def test_a_reader_of_the_form_is_told_too(at_the_form, writer):
    published = make_article(created_by=writer)
    hoa = at_the_form("hoa", published)
    ready(hoa)
    reader = at_the_form("nhung", published)

    expect(lines(reader)).to_contain_text("Minh Hòa đang mở bài này từ")
    look(hoa)
    expect(lines(hoa)).to_contain_text("Thùy Nhung đang xem bài này từ")
    expect(hoa.get_by_role("button", name="Tiếp quản bài này")).to_be_hidden()


def test_a_new_article_is_known_to_be_open_once_it_is_saved(at_the_desk, at_the_form, writer):
    make_category()
    nhung = at_the_desk("nhung", ADD)
    ready(nhung)
    nhung.get_by_label("Tiêu đề").fill("Bến Lam nhận hồ sơ tại nhà")
    nhung.get_by_label("Chuyên mục").select_option(index=1)
    nhung.get_by_role("button", name="Lưu và sửa tiếp").click()
    wait_until(Article.objects.exists, seconds=10)

    hoa = at_the_form("hoa", Article.objects.get())
    look(nhung)
    expect(lines(nhung)).to_contain_text("Minh Hòa đang mở bài này từ")
    look(hoa)
    expect(lines(hoa)).to_contain_text("Thùy Nhung đang mở bài này từ")
