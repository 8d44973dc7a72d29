"""Who sees which article, and when: decided in the query alone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles.models import Article
from tests.factories import EDITOR, make_article, make_user

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SECOND = timedelta(seconds=1)


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
    assert "Bài này không còn trên trang" in answer.content.decode()


@pytest.mark.parametrize(("status", "code"), [("draft", 404), ("review", 404), ("published", 200), ("withdrawn", 410)])
def test_only_what_is_published_is_shown(client, status, code):
    article = make_article(status=status)

    assert client.get(article.get_absolute_url()).status_code == code


def test_the_row_and_the_query_agree_about_who_is_visible():
    now = timezone.now()
    moments = [None, now - timedelta(days=1), now, now + timedelta(days=1)]
    for status in Article.Status:
        for published_at in moments[1:]:
            for expires_at in moments:
                if expires_at is None or expires_at > published_at:
                    make_article(status=status, published_at=published_at, expires_at=expires_at)

    seen = set(Article.objects.published(now))

    assert seen == {article for article in Article.objects.all() if article.is_visible(now)}
    assert 0 < len(seen) < Article.objects.count()


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


def test_a_draft_does_not_tell_its_slug(client):
    draft = make_article(status="draft")

    assert client.get(f"/bai-viet/x-{draft.pk}/").status_code == 404
