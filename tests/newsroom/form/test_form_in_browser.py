"""The form of an article as it lies before a journalist: what is in sight, what scrolls, what opens beside it."""

import pytest
from playwright.sync_api import expect

from articles.models import Event
from articles.workflow import DRAFT
from tests.axe import DARK_PHONE, LIGHT_WIDE, problems, problems_in
from tests.factories import EDITOR, make_article, make_user
from tests.newsroom.copies.test_lost_pages import body, desk, type_into_body
from tests.newsroom.forms_in_admin import page_of

from .word_counts import BODIES, LENGTHS, TEXTS

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESKTOP, TABLET, PHONE = (
    {"width": 1366, "height": 768},
    {"width": 768, "height": 1024},
    {"width": 390, "height": 844},
)
COUNT = """async ([texts, bodies, lengths]) => {
  const form = document.querySelector("script[src*='newsroom/article_form']").src;
  const { countWords, describeLength, textOf } = await import(form.replace(/article_form[^/]*$/, "word_count.js"));
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;
  const countBody = (html) => countWords(textOf(parsed(html)));
  return [texts.map(countWords), bodies.map(countBody), lengths.map((words) => describeLength(words, 250))];
}"""
SCROLL_INSIDE = """[...document.querySelectorAll("#content *")].filter((element) =>
  ["auto", "scroll"].includes(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight + 1
  && element.clientHeight).map((element) => element.className)"""
CARET = """() => {
  const range = getSelection().getRangeAt(0).cloneRange();
  const place = range.startContainer;
  const line = range.getBoundingClientRect().height ? range : place.nodeType === 1 ? place : place.parentElement;
  const { top, bottom } = line.getBoundingClientRect();
  const edge = (selector, side) => document.querySelector(selector).getBoundingClientRect()[side];
  const toolbar = edge(".cke_top", "top");
  return { top, bottom, toolbar, above: edge(".cke_top", "bottom"), below: edge("#submit-row", "top") };
}"""


@pytest.fixture
def article():
    hoa = make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
    paragraphs = "".join(f"<p>Đoạn {number}. {'Bà Hạnh cười. ' * 30}</p>" for number in range(30))
    return make_article(title="Bến Lam", body=paragraphs, status=DRAFT, published_at=None, created_by=hoa)


def in_sight(page, *locators):
    """Whether each of `locators` lies in the window, and nothing lies over its middle."""
    height = page.viewport_size["height"]
    for locator in locators:
        box = locator.bounding_box()
        if not (box and box["y"] >= 0 and box["y"] + box["height"] <= height):
            return False
        middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
        if not locator.evaluate("(e, [x, y]) => e.contains(document.elementFromPoint(x, y))", middle):
            return False
    return True


def buttons(page):
    return [page.get_by_role("button", name=name, exact=True) for name in ("Lưu", "Gửi duyệt", "Xuất bản")]


def test_the_first_screen_has_state_category_and_the_buttons_that_save(desk, article):
    page = desk("hoa", page_of(article))
    category = page.get_by_label("Chuyên mục")

    for size in (DESKTOP, TABLET, PHONE):
        page.set_viewport_size(size)
        assert in_sight(page, page.get_by_text("Bản nháp, bạn đọc chưa thấy."), category, *buttons(page)), size
        page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
    more = page.get_by_role("button", name="Lưu và sửa tiếp")
    assert not in_sight(page, more)
    buttons(page)[0].focus()
    page.keyboard.press("Tab")
    expect(more).to_be_focused()
    assert in_sight(page, more), "for the keyboard it comes up"
    category.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Tiêu đề")).to_be_focused()
    page.evaluate("scrollTo(0, 900)")
    for part in (".desk-head", ".cke_inner", ".field-event", "#submit-row"):
        assert not problems_in(page, [LIGHT_WIDE, DARK_PHONE], lambda page, part=part: problems(page, part)), part


def test_the_page_alone_scrolls_and_nothing_lies_over_what_is_typed(desk, article):
    page = desk("hoa", page_of(article))
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        assert page.evaluate(SCROLL_INSIDE) == [], size
        body(page).locator("p").nth(12).click()
        for keys in (["End", *["Enter", "a"] * 25], ["ArrowUp"] * 60, ["Control+End", "a"], ["Control+Home", "a"]):
            for key in keys:
                page.keyboard.press(key)
            caret = page.evaluate(CARET)
            assert caret["above"] <= caret["top"] < caret["bottom"] <= caret["below"], (size, keys[-1])
        page.keyboard.press("Control+End")
        assert page.evaluate(CARET)["toolbar"] == 0
        assert in_sight(page, page.locator(".cke_button__bold"), *buttons(page)), size


def test_the_way_to_a_mistake_ends_in_front_of_it(desk, article):
    page = desk("hoa", page_of(article))
    page.get_by_label("Đường dẫn").fill("Không phải đường dẫn")
    page.get_by_label("Sapo").fill("a" * 700)
    buttons(page)[0].click()

    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        for label in ("Sapo", "Đường dẫn"):
            page.locator("[data-save-outcome]").get_by_role("link", name=label).click()
            expect(page.get_by_label(label)).to_be_focused()
            assert in_sight(page, page.get_by_label(label)), (size, label)


def test_what_is_typed_is_counted_as_the_server_counts_it_and_never_announced(desk, article):
    page = desk("hoa", page_of(article))
    counted = page.evaluate(COUNT, [list(TEXTS), list(BODIES), list(LENGTHS)])
    assert counted == [[*TEXTS.values()], [*BODIES.values()], [*LENGTHS.values()]]

    length = page.locator("[data-length]")
    body(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Bà Hạnh cười.\nRồi bà về – xong.")
    page.get_by_label("Sapo").fill("Hai chữ")

    expect(length).to_have_text("Độ dài bài: 9 chữ, đọc khoảng 1 phút")
    assert length.evaluate("(e) => e.closest('[aria-live], [role=status], [role=alert], output')") is None
    assert length.get_attribute("id") in body(page).get_attribute("aria-describedby").split()


def test_a_new_event_is_added_beside_the_form_and_chosen_in_it(desk, article):
    page = desk("hoa", page_of(article))
    address = page.url
    type_into_body(page, " Đang gõ dở.")
    add = page.get_by_role("link", name="Thêm sự kiện")
    add.focus()
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    window = opened.value
    window.locator("#id_name").fill("Ngày hội một cửa")
    add.click()
    expect(window.locator("#id_name")).to_have_value("Ngày hội một cửa")
    window.get_by_label("Bắt đầu").fill("21/11/2026 08:30")
    with window.expect_event("close"):
        window.get_by_role("button", name="Lưu", exact=True).click()

    expect(page.locator(".field-event .select2-selection")).to_contain_text("Ngày hội một cửa")
    expect(body(page)).to_contain_text("Đang gõ dở.")
    assert page.url.split("?")[0] == address
    buttons(page)[0].click()
    page.wait_for_url("**/quan-tri/articles/article/")
    article.refresh_from_db()
    assert article.event == Event.objects.get()
    assert "Đang gõ dở." in article.body


def test_the_round_plus_of_a_form_opens_a_tab_and_leaves_the_form_alone(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Đang gõ dở.")

    with page.context.expect_page() as opened:
        page.locator(".addlink").click()

    expect(opened.value.get_by_label("Tiêu đề")).to_have_value("")
    expect(body(page)).to_contain_text("Đang gõ dở.")
