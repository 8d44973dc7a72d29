"""The load for measuring: rows like those that people make, the same for the same seed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from articles.models import Article, Tag
from comments.models import Comment, CommentEvent
from sample.bulk_articles import load_articles
from sample.bulk_readers import load_comments, load_days
from sample.prose import Prose
from stats.days import DateRange
from stats.models import ArticleDay, ArticleTotal, DimensionDay, SiteDay
from stats.queries.ranges import top_articles
from tests.factories import make_article, make_category

pytestmark = pytest.mark.django_db


def quietly(line):
    """A `report` that drops the progress."""


@pytest.fixture
def sections():
    Tag.objects.create(name="một cửa")
    return [make_category(f"Chuyên mục {number}") for number in range(3)]


@pytest.mark.usefixtures("sections")
def test_generated_articles_are_what_a_save_makes():
    load_articles(20, processes=1, report=quietly)
    for article in Article.objects.all():
        copied = Article.objects.values().get(pk=article.pk)

        article.save()

        saved = Article.objects.values().get(pk=article.pk)
        assert {name for name in saved if saved[name] != copied[name]} == {"saved_at"}


@pytest.mark.usefixtures("sections")
def test_generated_articles_are_spread_over_sections_and_years():
    load_articles(60, processes=1, report=quietly)

    published = Article.objects.published()

    assert published.count() > 50
    assert published.values("category").distinct().count() == 3
    assert len({article.published_at.year for article in published}) >= 5
    assert all(article.tags.exists() for article in published)


def test_the_same_seed_makes_the_same_texts():
    again, other = Prose(3).story(7), Prose(4).story(7)

    assert Prose(3).story(7) == again
    assert other.body != again.body


def test_generated_comments_have_their_history():
    for _ in range(5):
        make_article()

    load_comments(50)

    comments = Comment.objects.all()
    assert comments.count() == 50
    assert comments.filter(parent__isnull=False).count() == 10
    decided = comments.exclude(state="pending").count()
    assert CommentEvent.objects.count() == 50 + decided
    for comment in comments.filter(parent__isnull=False).select_related("parent"):
        assert comment.parent.article_id == comment.article_id


def midnight():
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def test_generated_days_add_up():
    article = make_article(published_at=midnight())

    load_days(5, zone=settings.TIME_ZONE)

    total = ArticleDay.objects.filter(article=article).aggregate(views=Sum("views"))["views"]
    assert ArticleTotal.objects.get(article_id=article.pk).views == total > 0
    today = SiteDay.objects.get(day=timezone.localdate())
    assert today.views >= total
    assert top_articles(DateRange(date(2020, 1, 1), timezone.localdate())) == [(article.pk, total)]
    assert DimensionDay.objects.filter(kind="category").aggregate(count=Sum("count"))["count"] == total


@pytest.mark.parametrize("now", ["2026-03-01 00:30", "2026-03-01 07:30", "2026-03-01 08:30", "2026-03-01 23:30"])
def test_an_article_is_read_on_the_local_days_on_which_it_is_out(now, time_machine):
    time_machine.move_to(datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")), tick=False)
    new = make_article(published_at=midnight())
    since_yesterday = make_article(published_at=midnight() - timedelta(seconds=1))
    until_yesterday = make_article(published_at=midnight() - timedelta(days=3), expires_at=midnight())

    load_days(5, zone=settings.TIME_ZONE, share=1)

    def days(article):
        return list(ArticleDay.objects.filter(article=article).order_by("day").values_list("day", flat=True))

    assert days(new) == [date(2026, 3, 1)]
    assert days(since_yesterday) == [date(2026, 2, 28), date(2026, 3, 1)]
    assert days(until_yesterday) == [date(2026, 2, 26), date(2026, 2, 27), date(2026, 2, 28)]


def test_every_article_is_read_every_day_when_asked_to():
    article = make_article(published_at=timezone.now() - timedelta(days=400))

    load_days(40, zone=settings.TIME_ZONE, share=1)

    assert ArticleDay.objects.filter(article=article).count() > 35
