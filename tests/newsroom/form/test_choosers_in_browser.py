"""The choosers of tags and of the event, in a real browser: what they are called, what is in them after a refusal."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Event, Tag
from tests.axe import problems
from tests.factories import EDITOR, make_article, make_event, make_user
from tests.newsroom.copies.test_lost_pages import desk, line
from tests.newsroom.forms_in_admin import ADD, page_of

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = {
    "runOnly": [
        "aria-input-field-name",
        "label",
        "select-name",
        "list",
        "listitem",
        "button-name",
        "link-name",
        "empty-table-header",
    ]
}


@pytest.fixture
def article():
    make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
    article = make_article(event=make_event("Ngày hội"))
    article.tags.set([Tag.objects.create(name=name) for name in ("một cửa", "tại nhà")])
    return article


def chosen(page, field):
    return page.locator(f".field-{field} .select2-selection__rendered")


def test_each_field_has_a_name_empty_filled_and_open(desk, article):
    page = desk("hoa", ADD)
    empty = problems(page, **NAMES)
    page.get_by_role("searchbox", name="Thẻ").click()
    expect(page.get_by_role("listbox", name="Thẻ")).to_be_visible()
    opened = problems(page, **NAMES)
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Sự kiện").click()
    expect(page.get_by_role("searchbox", name="Sự kiện")).to_be_focused()
    one_opened = problems(page, **NAMES)

    page.goto(page_of(article))
    expect(page.get_by_role("combobox", name="Sự kiện Ngày hội")).to_be_visible()
    filled = problems(page, **NAMES)

    assert (empty, opened, one_opened, filled) == ([], [], [], [])


def test_what_was_deleted_meanwhile_leaves_the_choosers_and_the_rest_stays_by_name(desk, article):
    page = desk("hoa", page_of(article))
    Tag.objects.get(name="một cửa").delete()
    Event.objects.all().delete()

    page.keyboard.press("Control+s")

    errors = page.locator("[data-field-error]")
    expect(errors.nth(0)).to_contain_text("Thẻ “một cửa” vừa bị xóa")
    expect(errors.nth(1)).to_contain_text("Sự kiện “Ngày hội” vừa bị xóa")
    expect(chosen(page, "tags").locator(".select2-selection__choice")).to_have_text(["×tại nhà"])
    expect(chosen(page, "event")).to_have_text("")
    page.keyboard.press("Control+s")
    expect(line(page)).to_contain_text("Đã lưu bài lúc")
    assert [tag.name for tag in Article.objects.get().tags.all()] == ["tại nhà"]
