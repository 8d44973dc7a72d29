"""Two editors at one article, in Chromium: nothing of either is lost, and the page says what to do."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from newsroom.models import WorkingCopy
from revisions.models import SavedRow
from tests.factories import EDITOR, make_article, make_user
from tests.newsroom.copies.test_lost_pages import body, desk, line
from tests.newsroom.form.test_admin_in_browser import sign_in
from tests.newsroom.forms_in_admin import page_of
from tests.newsroom.saving.test_save_accidents import press
from tests.waiting import wait_until

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "<p>Bà Hạnh cười.</p>\n<p>Ông Páo đợi ở cổng xã.</p>"


@pytest.fixture
def article():
    make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
    make_user(EDITOR, username="lan", pen_name="Ngọc Lan")
    return make_article(title="Bến Lam", summary="Sapo cũ.", body=TEXT)


def type_into(page, paragraph, words):
    body(page).locator("p").nth(paragraph).click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def save_both(desk, article, of_hoa, of_lan):
    """Both open the article and type words at the end of a paragraph; Hòa saves first. Returns the page of Lan."""
    hoa, lan = (desk(name, page_of(article)) for name in ("hoa", "lan"))
    type_into(hoa, *of_hoa)
    type_into(lan, *of_lan)
    press(hoa, "Lưu và sửa tiếp")
    expect(line(hoa)).to_contain_text("Đã lưu bài lúc")
    hoa.close()
    press(lan, "Lưu và sửa tiếp")
    expect(lan.locator("[data-save-outcome]")).to_contain_text("Minh Hòa vừa lưu bài này trong khi bạn đang sửa.")
    return lan


def test_two_editors_on_different_paragraphs_are_joined_and_one_press_keeps_it(desk, article):
    page = save_both(desk, article, (0, " Cười to."), (1, " Đợi lâu."))

    with page.expect_navigation():
        press(page, "Gộp hai bản")
    expect(page.locator("[data-copy-shown]")).to_contain_text("Của Minh Hòa: sửa 1 đoạn nội dung.")
    expect(page.locator("[data-copy-shown]")).to_contain_text("Của bạn: sửa 1 đoạn nội dung.")
    expect(body(page)).to_have_text("Bà Hạnh cười. Cười to.Ông Páo đợi ở cổng xã. Đợi lâu.")
    assert "Đợi lâu" not in Article.objects.get().body
    press(page, "Lưu và sửa tiếp")

    joined = "<p>Bà Hạnh cười. Cười to.</p>\n<p>Ông Páo đợi ở cổng xã. Đợi lâu.</p>"
    wait_until(lambda: Article.objects.get().body == joined, seconds=15)
    wait_until(lambda: not WorkingCopy.objects.open().exists(), seconds=15)


def test_two_editors_on_one_paragraph_choose_and_what_is_not_taken_stays(desk, article):
    page = save_both(desk, article, (1, " Hòa viết."), (1, " Lan viết."))

    with page.expect_navigation():
        press(page, "Gộp hai bản")
    place = page.get_by_role("group", name="1. Nội dung")
    expect(place.locator("mark")).to_have_text(["[khác: Lan]", "[khác: Hòa]"])
    with page.expect_navigation():
        press(page, "Xem bản gộp")
    expect(page.get_by_role("alert").first).to_contain_text("Còn 1 chỗ chưa chọn")
    place.get_by_label("Bản của Minh Hòa").check()
    with page.expect_navigation():
        press(page, "Xem bản gộp")
    expect(body(page)).to_have_text("Bà Hạnh cười.Ông Páo đợi ở cổng xã. Hòa viết.")
    press(page, "Lưu và sửa tiếp")

    wait_until(lambda: SavedRow.objects.filter(kind="unsaved").exists(), seconds=15)
    page.goto(f"{page_of(article).removesuffix('change/')}cac-ban/")
    expect(page.get_by_text("Nội dung của Ngọc Lan chưa được lấy khi gộp")).to_be_visible()


def test_the_merge_page_asks_before_what_was_typed_anew_is_left(desk, article):
    page = save_both(desk, article, (1, " Hòa viết."), (1, " Lan viết."))
    with page.expect_navigation():
        press(page, "Gộp hai bản")
    expect(page.get_by_role("textbox", name="Gõ lại: nội dung")).to_be_hidden()
    page.get_by_label("Gõ lại", exact=True).check()
    page.get_by_role("textbox", name="Gõ lại: nội dung").fill("Ông Páo đứng đợi.")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.goto("/quan-tri/")

    assert asked == ["beforeunload"]


def kept_choices():
    return [text for copy in WorkingCopy.objects.open() for text in copy.merge_choices.values()]


def test_what_was_chosen_and_typed_anew_outlasts_the_page(desk, open_window, article):
    page = save_both(desk, article, (1, " Hòa viết."), (1, " Lan viết."))
    with page.expect_navigation():
        press(page, "Gộp hai bản")
    page.get_by_label("Gõ lại", exact=True).check()
    page.get_by_role("textbox", name="Gõ lại: nội dung").fill("Ông Páo đứng đợi.")
    wait_until(lambda: "Ông Páo đứng đợi." in kept_choices(), seconds=15)
    expect(page.locator("[data-kept]")).to_contain_text("Đã giữ lựa chọn lúc")
    address = page.url
    page.close()  # no question is asked, and nobody says goodbye

    page = open_window()
    sign_in(page, "lan", address)

    expect(page.get_by_role("textbox", name="Gõ lại: nội dung")).to_have_value("Ông Páo đứng đợi.")
    expect(page.get_by_label("Gõ lại", exact=True)).to_be_checked()
