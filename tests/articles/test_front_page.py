"""Which stories stand where on the home page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.front_page import load_front_page
from tests.factories import make_article, make_category

pytestmark = pytest.mark.django_db


def hours_ago(hours):
    return timezone.now() - timedelta(hours=hours)


def test_the_newest_featured_story_leads():
    make_article(published_at=hours_ago(1))
    make_article(is_featured=True, published_at=hours_ago(5))
    lead = make_article(is_featured=True, published_at=hours_ago(2))

    assert load_front_page().lead == lead


def test_without_featured_stories_the_newest_lead():
    make_article(published_at=hours_ago(3))
    newest = make_article(published_at=hours_ago(1))

    assert load_front_page().lead == newest


def test_what_stands_at_the_top_is_not_repeated_below():
    for hour in range(1, 30):
        make_article(is_featured=hour % 3 == 0, published_at=hours_ago(hour))

    front = load_front_page()

    top = [front.lead, *front.secondary, *front.follow_ups]
    blocks = [article for _, stories in front.blocks for article in stories]
    assert len(set(top)) == len(top)
    assert not set(top) & set(blocks)


def test_a_block_holds_what_its_children_publish_and_empty_ones_are_left_out():
    for hour in range(1, 9):
        make_article(published_at=hours_ago(hour))
    parent = make_category("Chuyển đổi số")
    child = make_category("Kỹ năng số", parent=parent)
    story = make_article(category=child, published_at=hours_ago(50))
    make_category("Chưa có bài")
    make_article(category=make_category("Không lên trang chủ", on_home=False), published_at=hours_ago(60))

    blocks = dict(load_front_page().blocks)

    assert blocks[parent] == [story]
    assert "Chưa có bài" not in {category.name for category in blocks}
    assert "Không lên trang chủ" not in {category.name for category in blocks}


def test_the_ticker_takes_what_editors_marked():
    make_article(published_at=hours_ago(1))
    marked = make_article(in_ticker=True, published_at=hours_ago(4))

    assert load_front_page().ticker == [marked]


def test_scheduled_and_expired_stories_stand_nowhere():
    make_article(is_featured=True, in_ticker=True, published_at=hours_ago(-1))
    make_article(is_featured=True, in_ticker=True, published_at=hours_ago(9), expires_at=hours_ago(1))

    front = load_front_page()

    assert front.lead is None
    assert front.ticker == []


@pytest.mark.parametrize("articles", [1, 40])
def test_the_home_page_is_chosen_in_few_queries(articles, django_assert_max_num_queries):
    for hour in range(articles):
        make_article(published_at=hours_ago(hour))

    with django_assert_max_num_queries(5):
        load_front_page()
