"""The box of those read most: today, a week, a month, with a mouse, with keys and without scripts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stats.imports.history import add_days
from stats.rollup import ranking
from tests.factories import make_article, make_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def articles():
    make_site()
    today = timezone.localdate()
    for title, days in (("Bài hôm nay", 0), ("Bài trong tuần", 5), ("Bài trong tháng", 25)):
        article = make_article(title=title)
        add_days(articles=[(today - timedelta(days=days), article.pk, 5, 5)])
    ranking.refresh()


def shown(page):
    """The titles that a reader sees in the box."""
    return [link.inner_text() for link in page.locator(".most-read .ranking a").all() if link.is_visible()]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_chooses_which_list_they_see(visitor, articles, scripts):
    page = visitor(java_script_enabled=scripts)
    page.goto("/")

    assert shown(page) == ["Bài trong tuần", "Bài hôm nay"]
    page.get_by_text("30 ngày", exact=True).first.click()
    assert shown(page) == ["Bài trong tháng", "Bài trong tuần", "Bài hôm nay"]
    page.get_by_text("Hôm nay", exact=True).first.click()
    assert shown(page) == ["Bài hôm nay"]


def test_arrow_keys_choose_too(visitor, articles):
    page = visitor()
    page.goto("/")

    page.get_by_role("radio", name="7 ngày").focus()
    page.keyboard.press("ArrowRight")

    assert page.get_by_role("radio", name="30 ngày").is_checked()
    assert len(shown(page)) == 3


def test_the_figures_of_the_statistics_page_come_alive(visitor, articles):
    page = visitor()

    with page.expect_response("**/thong-ke/ghi-nhan/") as answer:
        page.goto("/thong-ke/")

    today = answer.value.json()["today"]
    page.wait_for_function(f"() => document.querySelector('.indicators [data-today]').textContent === '{today}'")
