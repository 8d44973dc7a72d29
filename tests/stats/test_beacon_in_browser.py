"""The beacon in a real Chromium: what a reader sees, and what is counted."""

import time

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from stats.models import Hit, Reason
from tests.factories import make_article, make_site

from .factories import CHROME

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIKE_A_PERSON = "Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false})"


@pytest.fixture
def reader(chromium, live_server):
    """Opens pages as a person's browser does; `reader(javascript=False)` without JavaScript."""
    cache.clear()
    make_site()
    contexts = []

    def new_page(*, agent=CHROME, script=LIKE_A_PERSON, **options):
        context = chromium.new_context(base_url=live_server.url, user_agent=agent, locale="vi-VN", **options)
        context.add_init_script(script)
        contexts.append(context)
        return context.new_page()

    yield new_page
    for context in contexts:
        context.close()


def reasons(count):
    """The reasons of the reports that came, oldest first, when there are `count`."""
    deadline = time.monotonic() + 20
    while Hit.objects.count() < count and time.monotonic() < deadline:
        time.sleep(0.05)
    return list(Hit.objects.order_by("pk").values_list("reason", flat=True))


def test_a_reader_sees_their_view_counted_without_loading_again(reader):
    article = make_article()
    page = reader()

    with page.expect_response("**/thong-ke/ghi-nhan/") as answer:
        page.goto(article.get_absolute_url())

    assert answer.value.json()["article_views"] == 1
    expect(page.locator("[data-view-count]").first).to_have_text("1")
    expect(page.locator("[data-online]").first).to_have_text("1")
    assert page.locator("[data-today]").first.inner_text() == "1"
    assert Hit.objects.get().article_id == article.pk
    assert page.context.cookies() == []


def test_large_figures_are_written_as_vietnamese_readers_know_them(reader):
    article = make_article()
    page = reader()
    answer = '{"article_views": 1212, "today": 4534, "total": 312343234, "online": null}'
    page.route("**/thong-ke/ghi-nhan/", lambda route: route.fulfill(body=answer, content_type="application/json"))

    page.goto(article.get_absolute_url())

    expect(page.locator("[data-total]").first).to_have_text("312.343.234")
    assert page.locator(f'[data-view-count="{article.pk}"]').inner_text() == "1.212"
    assert page.locator("[data-today]").first.inner_text() == "4.534"
    assert page.locator("[data-online]").first.inner_text() == "0"


def test_a_page_counts_when_somebody_sees_it_and_only_once(reader):
    article = make_article()
    hidden = "let seen = 'hidden'; Object.defineProperty(document, 'visibilityState', {get: () => seen});"
    show = "window.show = () => { seen = 'visible'; document.dispatchEvent(new Event('visibilitychange')); };"
    page = reader(script=LIKE_A_PERSON + ";" + hidden + show)
    page.goto(article.get_absolute_url(), wait_until="networkidle")
    assert not Hit.objects.exists()

    with page.expect_response("**/thong-ke/ghi-nhan/"):
        page.evaluate("show()")
    page.evaluate("show()")
    page.wait_for_load_state("networkidle")

    assert reasons(1) == [""]


def test_without_javascript_the_picture_counts(reader):
    article = make_article()
    page = reader(java_script_enabled=False)

    page.goto(article.get_absolute_url(), wait_until="networkidle")

    assert reasons(1) == [""]
    assert Hit.objects.get().article_id == article.pk


def test_a_browser_without_a_window_and_one_that_is_driven_are_left_out(reader):
    article = make_article()

    reader(agent=None, script="").goto(article.get_absolute_url(), wait_until="networkidle")
    reader(script="").goto(article.get_absolute_url(), wait_until="networkidle")

    assert reasons(2) == [Reason.BOT, Reason.WEBDRIVER]


def test_the_page_stays_as_it_is_when_counting_fails(reader):
    article = make_article()
    page = reader()
    errors = []

    def note(error):
        errors.append(error)

    page.on("pageerror", note)
    page.route("**/thong-ke/ghi-nhan/", lambda route: route.abort())

    page.goto(article.get_absolute_url(), wait_until="networkidle")

    assert page.locator("[data-view-count]").first.inner_text() == "0"
    assert errors == []
