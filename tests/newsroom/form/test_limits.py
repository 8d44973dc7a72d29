"""Limits of fields are counted and said; nothing that is typed or pasted is cut."""

import pytest
from django.contrib import admin
from django.urls import reverse
from lxml import html
from playwright.sync_api import expect

from articles.models import Article
from newsroom.merging.merge_page import ShownConflict, Side
from newsroom.merging.merging import Place
from tests.factories import make_article, make_user
from tests.newsroom.copies.test_lost_pages import article, desk, line
from tests.newsroom.forms_in_admin import ADD, page_of
from vietnamese.fields import AddressSlugField, CleanCharField, CleanTextField, MailField

__all__ = ["article", "desk"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "limit"),
    [
        ("title", 200),
        ("summary", 600),
        ("cover_caption", 400),
        ("byline", 200),
        ("source", 200),
        ("source_url", 400),
        ("slug", 100),
        ("note", 2000),
        ("attachments-__prefix__-title", 200),
    ],
)
def test_each_field_of_an_article_says_its_limit_and_cuts_nothing(sit_down, nhung, field, limit):
    page = html.fromstring(sit_down(nhung).get(ADD).content.decode())

    (control,) = page.xpath(f'//*[@name="{field}"]')
    assert control.get("data-limit") == str(limit)
    assert control.get("maxlength") is None


@pytest.mark.django_db
def test_the_reason_of_a_step_and_what_is_typed_anew_in_a_merge_are_counted_too(sit_down, hoa):
    article = make_article()
    reason = html.fromstring(sit_down(hoa).get(page_of(article)).content.decode()).get_element_by_id("step-reason")

    assert reason.get("data-limit") == "2000"
    limits = {name: shown(name).limit for name in ("title", "summary", "attachments", "body")}
    assert limits == {"title": 200, "summary": 600, "attachments": 200, "body": None}


def shown(name):
    """A conflict as the page of a merge shows it."""
    side = Side()
    return ShownConflict(Place(name, 0, "", "a", "b"), name, "", side, side, [], "a", None)


@pytest.mark.django_db
def test_no_form_of_our_rows_cuts_clean_text(sit_down):
    client = sit_down(make_user(is_superuser=True))
    cutting = set()
    for model in admin.site._registry:
        answer = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"))
        page = html.fromstring(answer.content.decode())
        cutting |= {(model.__name__, field) for field in page.xpath("//form[@id]//*[@maxlength]/@name")}

    assert {(model, field) for model, field in cutting if is_clean_text(model, field)} == set()


def is_clean_text(model, field):
    return any(
        isinstance(column, CleanCharField | CleanTextField | AddressSlugField | MailField)
        for each in admin.site._registry
        for column in each._meta.concrete_fields
        if (each.__name__, column.name) == (model, field)
    )


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_number_is_shown_while_typing_and_heard_when_it_matters(desk, article):
    page = desk("hoa", page_of(article))
    title = page.get_by_label("Tiêu đề")
    spoken = page.locator(".field-count-spoken")
    title.fill("Á" * 150)
    expect(page.get_by_text("còn 50 ký tự")).to_be_visible()
    expect(spoken).to_have_text("")
    title.fill("A\u0301" * 188)
    expect(spoken).to_have_text("còn 12 ký tự")
    title.fill("Á" * 205)
    expect(spoken).to_have_text("quá 5 ký tự")
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_have_value("Á" * 205)
    page.keyboard.press("Control+s")
    expect(page.locator("[data-save-sentence]")).to_contain_text("Bài chưa được lưu")
    expect(page.locator("[data-field-error]")).to_contain_text("Không được quá 200 ký tự (đang có 205).")

    title.fill("Á" * 200)
    page.keyboard.press("Control+s")
    expect(line(page)).to_contain_text("Đã lưu bài lúc")
    expect(title).not_to_have_attribute("aria-invalid", "true")
    assert Article.objects.get().title == "Á" * 200


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_nothing_moves_under_a_press_that_takes_the_number_away(desk, article):
    page = desk("hoa", page_of(article))
    page.get_by_label("Tiêu đề").click()
    number = page.locator(".field-count:visible")
    expect(number).to_have_count(1)
    button = page.locator("#attachments-group .add-row")
    button.hover()
    place = button.bounding_box()

    page.mouse.down()
    page.evaluate("new Promise((done) => setTimeout(done, 50))")
    expect(page.get_by_label("Tiêu đề")).not_to_be_focused()
    assert button.bounding_box() == place
    page.mouse.up()

    expect(page.locator("#attachments-group tbody.form-group:not(.empty-form)")).to_have_count(1)
    expect(number).to_have_count(0)
