"""What was counted of an article stays counted while it is in the bin, and its name says where it is."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from articles.models import Attachment
from stats.days import DateRange, local_day
from stats.imports.access_log import _places_of
from stats.imports.history import add_days
from stats.models import Dimension
from stats.queries import dimension_names
from stats.queries.monthly import CalendarPeriod, PeriodFigures
from stats.queries.newsroom import EditorialOutput
from tests.factories import EDITOR, MODERATOR, make_article, make_user
from tests.newsroom.bin.binned import bin_it

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoa():
    return make_user(EDITOR, username="hoa", pen_name="Minh Hòa")


@pytest.fixture
def article(hoa):
    return make_article(title="Bến Lam", byline="Minh Hòa", created_by=hoa)


@pytest.fixture
def yesterday(article):
    """The day before, on which the article was read 40 times."""
    day = local_day(timezone.now()) - timedelta(days=1)
    add_days(articles=[(day, article.pk, 40, 9)])
    return day


def test_what_the_newsroom_published_is_what_it_was(article, hoa, yesterday):
    days = DateRange(yesterday - timedelta(days=30), yesterday + timedelta(days=1))
    before = EditorialOutput(days)
    bin_it(article, hoa)
    after = EditorialOutput(days)

    assert before.total.articles == 1
    for rows in ("total", "authors", "creators", "categories"):
        assert getattr(after, rows) == getattr(before, rows)
    assert sum(after.display_status_counts().values()) == 0  # as they stand now


def test_a_report_of_a_month_names_what_readers_read_then(article, hoa, yesterday):
    period = CalendarPeriod.month_of(yesterday)
    before = PeriodFigures(period).top_articles()
    bin_it(article, hoa)

    assert PeriodFigures(period).top_articles() == before
    assert [row.title for row in before] == ["Bến Lam"]


def test_colleagues_read_where_it_is_and_others_what_they_may(article, hoa):
    draft = make_article(title="Chợ Chùa", status="draft", published_at=None, created_by=hoa)
    for each in (article, draft):
        bin_it(each, hoa)

    def names(viewer):
        found = dimension_names.of_articles([article.pk, draft.pk], viewer)
        return [found[article.pk].text, found[draft.pk].text]

    assert names(hoa) == ["Bến Lam (trong thùng rác)", "Chợ Chùa (trong thùng rác)"]
    assert names(make_user(MODERATOR)) == ["Bến Lam (trong thùng rác)", f"Bài số {draft.pk}, chưa đăng"]
    assert names(None) == ["Bến Lam", f"Bài số {draft.pk}, chưa đăng"]


def test_downloads_of_its_documents_are_told_with_the_article(article, hoa):
    Attachment.objects.bulk_create([Attachment(article=article, title="Phụ lục", file="tep/a.pdf", size=1)])
    key = str(Attachment.objects.get().pk)
    bin_it(article, hoa)

    sums = SimpleNamespace(rows=[SimpleNamespace(value=key)])
    [named] = dimension_names.of_downloads(sums, hoa).values()

    assert named.note == "PDF của bài “Bến Lam (trong thùng rác)”"


def test_a_log_of_days_gone_by_finds_its_category_and_authors(article, hoa):
    before = _places_of({article.pk})
    bin_it(article, hoa)

    assert _places_of({article.pk}) == before
    assert (Dimension.CATEGORY, article.category_id) in before[article.pk]
