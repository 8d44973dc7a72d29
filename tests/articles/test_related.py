from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Tag
from articles.related import load_related
from tests.factories import make_article, make_category, make_event, make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    """A function that makes an article which readers see since so many hours, counted from the same moment."""
    now = timezone.now()

    def published(hours_ago, category, **fields):
        return make_article(category=category, published_at=now - timedelta(hours=hours_ago), **fields)

    return published


@pytest.fixture
def news():
    return make_category(name="Tin tức")


def test_neighbours_are_the_nearest_of_the_category_the_nearest_first(published, news):
    articles = {hours: published(hours, news) for hours in range(1, 10)}
    published(4, make_category(name="Chỉ đạo"))

    related_articles = load_related(articles[5])

    assert related_articles.newer == [articles[4], articles[3], articles[2]]
    assert related_articles.older == [articles[6], articles[7], articles[8]]
    assert related_articles.related == []


def test_what_shares_a_tag_or_the_event_is_related_the_newest_first(published, news):
    tag, event = Tag.objects.create(name="một cửa"), make_event()
    other = make_category(name="Chỉ đạo")
    article = published(5, news, tags=[tag], event=event)
    related = [published(hours, other, tags=[tag]) for hours in (1, 2, 8)]
    related.append(published(9, other, event=event))
    published(10, other, tags=[tag])
    published(3, other)

    assert load_related(article).related == related


def test_an_article_may_stand_in_two_lists(published, news):
    tag = Tag.objects.create(name="một cửa")
    article, neighbour = published(5, news, tags=[tag]), published(4, news, tags=[tag])

    related_articles = load_related(article)

    assert related_articles.related == related_articles.newer == [neighbour]


def test_only_what_readers_may_see_is_offered(published, news):
    """The rule in SQL is the one of `Article.objects.published`."""
    article, now = published(5, news), timezone.now()
    for status in Article.Status.values:
        for published_at in (now - timedelta(hours=4), now + timedelta(hours=1)):
            for expires_at in (None, now + timedelta(hours=2), now - timedelta(hours=1)):
                if expires_at is None or expires_at > published_at:
                    make_article(category=news, status=status, published_at=published_at, expires_at=expires_at)

    offered = load_related(article).newer

    assert len(offered) == 2
    assert set(offered) == set(Article.objects.published().exclude(pk=article.pk))


def test_cards_come_whole_in_one_query(published, news, django_assert_num_queries):
    article = published(5, news)
    full = published(4, news, cover=make_image())
    published(6, news)

    with django_assert_num_queries(1):
        related_articles = load_related(article)
        (newer,), (older,) = related_articles.newer, related_articles.older
        shown = (newer.title, newer.get_absolute_url(), newer.category.get_absolute_url(), newer.cover.srcset)

    assert shown == (full.title, full.get_absolute_url(), news.get_absolute_url(), full.cover.srcset)
    assert older.cover is None
