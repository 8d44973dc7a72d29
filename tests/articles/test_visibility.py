"""Who sees which article, and when: decided in the query alone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection

from articles.models import Article
from articles.models.display_status import DisplayStatus, shown_row_sql, shown_sql
from tests.factories import EDITOR, make_article, make_user

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SECOND, MICROSECOND, DAY = timedelta(seconds=1), timedelta(microseconds=1), timedelta(days=1)


def test_an_article_appears_at_its_publication_time(client, time_machine):
    article = make_article(published_at=NINE)

    time_machine.move_to(NINE - SECOND, tick=False)
    assert client.get(article.get_absolute_url()).status_code == 404

    time_machine.move_to(NINE, tick=False)
    assert client.get(article.get_absolute_url()).status_code == 200


def test_an_article_is_gone_at_its_expiry(client, time_machine):
    article = make_article(published_at=NINE, expires_at=NINE + timedelta(days=1))

    time_machine.move_to(NINE + timedelta(days=1) - SECOND, tick=False)
    assert client.get(article.get_absolute_url()).status_code == 200

    time_machine.move_to(NINE + timedelta(days=1), tick=False)
    answer = client.get(article.get_absolute_url())
    assert answer.status_code == 410
    assert "Bài này không còn trên trang tin" in answer.content.decode()


@pytest.mark.parametrize(("status", "code"), [("draft", 404), ("review", 404), ("published", 200), ("withdrawn", 410)])
def test_only_what_is_published_is_shown(client, status, code):
    article = make_article(status=status)

    assert client.get(article.get_absolute_url()).status_code == code


@pytest.fixture
def at_every_border():
    """An article of each status with its moments before, at and after NINE, by a microsecond and by a day; those that
    can be in the bin there too.
    """
    shifts = [-DAY, -MICROSECOND, timedelta(0), MICROSECOND, DAY]
    moments = [NINE + shift for shift in shifts]
    return [
        make_article(status=status, published_at=published_at, expires_at=expires_at, binned_at=binned_at)
        for status in Article.Status
        for binned_at in (None, NINE)
        if not binned_at or status != "published"
        for published_at in [None, *moments]
        for expires_at in [None, *moments]
        if published_at or status != "published"
        if None in (published_at, expires_at) or expires_at > published_at
    ]


def test_the_row_and_the_query_agree_about_who_is_visible(at_every_border):
    seen = set(Article.objects.published(NINE))

    assert seen == {article for article in at_every_border if article.is_visible(NINE)}
    assert 0 < len(seen) < len(at_every_border)


def test_an_article_is_visible_from_the_very_moment_until_right_before_the_other(at_every_border):
    seen = {(article.published_at - NINE, article.expires_at) for article in Article.objects.published(NINE)}

    begun, later = [-DAY, -MICROSECOND, timedelta(0)], [None, NINE + MICROSECOND, NINE + DAY]
    assert seen == {(published, expires) for published in begun for expires in later}


def test_statements_of_our_own_agree_with_the_query_about_who_is_visible(at_every_border):
    seen = set(Article.objects.published(NINE).values_list("pk", flat=True))
    rules = {
        "articles_article": shown_sql(at="%(at)s"),
        "article": shown_sql(at="%(at)s", alias="article"),
        "asked": f"EXISTS ({shown_row_sql(key='asked.id', at='%(at)s')})",
    }

    with connection.cursor() as cursor:
        for alias, rule in rules.items():
            cursor.execute(f"SELECT id FROM articles_article AS {alias} WHERE {rule}", {"at": NINE})  # noqa: S608
            assert {pk for (pk,) in cursor.fetchall()} == seen


def test_every_article_has_one_display_status_for_the_row_and_for_the_query(at_every_border):
    every = Article.with_binned
    by_query = {article: status for status in DisplayStatus for article in every.with_display_status(status, NINE)}

    counts = Article.objects.display_status_counts(NINE)
    assert by_query == {article: article.display_status(NINE) for article in at_every_border}
    assert set(by_query.values()) == set(DisplayStatus)
    assert counts.pop("all") == sum(counts.values()) == len([row for row in at_every_border if not row.binned_at])
    assert all(counts.values())


def test_what_is_in_the_bin_is_in_no_list_and_never_published(at_every_border):
    for articles in (Article.objects.all(), Article.objects.visible_to(None), Article.with_binned.published(NINE)):
        assert not any(article.binned_at for article in articles)
    with pytest.raises(IntegrityError, match="article_binned_is_not_published"):
        make_article(binned_at=NINE)


def test_an_editor_reads_a_draft_before_its_readers_do(client):
    draft = make_article(status="draft")
    client.force_login(make_user(EDITOR))

    answer = client.get(draft.get_absolute_url())

    assert answer.status_code == 200
    assert "Bản xem trước" in answer.content.decode()


def test_a_wrong_slug_leads_to_the_right_one(client):
    article = make_article(title="Đẩy mạnh các giải pháp")

    answer = client.get(f"/bai-viet/sai-duong-dan-{article.pk}/")

    assert answer.status_code == 301
    assert answer["Location"] == f"/bai-viet/day-manh-cac-giai-phap-{article.pk}/"


def test_a_draft_does_not_reveal_its_slug(client):
    draft = make_article(status="draft")

    assert client.get(f"/bai-viet/x-{draft.pk}/").status_code == 404
