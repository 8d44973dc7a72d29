"""The article goes to the bin while somebody types: nothing is lost, and two buttons say where it can be saved."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from articles.models import Article
from newsroom.models import WorkingCopy
from tests.axe import problems
from tests.newsroom.copies.test_lost_pages import article, body, desk, line, ready, type_into_body
from tests.newsroom.forms_in_admin import LIST, page_of
from tests.newsroom.saving.test_save_accidents import has_focus, looks_well, press, said
from tests.waiting import wait_until

from .binned import bin_it

__all__ = ["article", "desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TYPED = "<p>Bà Hạnh cười. Rồi bà về.</p>"


def bin_as_lan(article):
    bin_it(article, User.objects.get(username="lan"))


def test_what_was_typed_is_saved_into_the_article_that_comes_back(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Rồi bà về.")
    expect(line(page)).to_contain_text("Đã lưu nháp")
    bin_as_lan(article)
    press(page, "Lưu và sửa tiếp")
    expect(said(page)).to_contain_text("Bài “Bến Lam” Ngọc Lan đã đưa vào thùng rác lúc")
    assert has_focus(page)
    assert looks_well(page) == []
    press(page, "Khôi phục bài rồi lưu")

    wait_until(lambda: Article.with_binned.get().body == TYPED, seconds=10)
    saved = Article.objects.get()
    assert (saved.status, saved.binned_at) == ("published", None)
    expect(line(page)).to_contain_text("Đã lưu bài lúc")
    wait_until(lambda: not WorkingCopy.objects.open().exists())


def test_what_was_typed_is_saved_as_a_new_article(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Rồi bà về.")
    expect(line(page)).to_contain_text("Đã lưu nháp")
    bin_as_lan(article)
    press(page, "Lưu và sửa tiếp")
    press(page, "Lưu thành bài mới")

    wait_until(lambda: Article.objects.filter(body=TYPED).exists(), seconds=10)
    article.refresh_from_db()
    assert (article.body, bool(article.binned_at)) == ("<p>Bà Hạnh cười.</p>", True)
    assert Article.objects.get().status == "draft"


def test_an_open_page_hears_of_it_by_itself_and_the_text_is_found_again(desk, article):
    page = desk("hoa", page_of(article))
    bin_as_lan(article)
    type_into_body(page, " Rồi bà về.")
    expect(line(page)).to_contain_text("Đã lưu nháp")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-presence-lines]")).to_contain_text("Ngọc Lan đã đưa vào thùng rác lúc")
    page.close()

    again = page.context.new_page()
    again.goto("/quan-tri/toa-soan/ban-nhap/")
    again.get_by_role("link", name="Viết tiếp", exact=False).first.click()
    ready(again)
    expect(body(again)).to_have_text("Bà Hạnh cười. Rồi bà về.")
    expect(again.get_by_text("lưu thì thành một bài mới").first).to_be_visible()


LOOKS = {"390": {"viewport": {"width": 390, "height": 844}}, "dark": {"color_scheme": "dark"}}


@pytest.mark.parametrize("look", LOOKS.values(), ids=list(LOOKS))
def test_the_pages_of_the_bin_have_no_fault_that_axe_finds(desk, article, look):
    page = desk("hoa", page_of(article), **look)
    page.goto(f"{page_of(article).removesuffix('change/')}delete/")
    expect(page.get_by_text("Bạn đọc đang xem được bài này").first).to_be_visible()
    assert problems(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Đưa vào thùng rác").click()
    assert LIST in page.url
    expect(page.get_by_text("vào thùng rác").first).to_be_visible()
    page.goto(page_of(article))
    expect(page.get_by_text("Chính bạn").first).to_be_visible()
    assert problems(page) == []


def test_many_are_chosen_asked_about_and_binned_by_keyboard(desk, article):
    page = desk("hoa", page_of(article))
    page.goto(LIST)
    page.locator("input[name=_selected_action]").first.check()
    page.locator("select[name=action]").select_option("delete_selected")
    with page.expect_navigation():
        page.locator("select[name=action]").evaluate("select => void setTimeout(() => select.form.requestSubmit())")
    expect(page.get_by_text("Khôi phục được từ mục “Thùng rác”.").first).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Đưa 1 bài vào thùng rác").press("Enter")
    expect(page.get_by_text("Đã đưa vào thùng rác 1 bài.").first).to_be_visible()
    article.refresh_from_db()
    assert article.binned_at
