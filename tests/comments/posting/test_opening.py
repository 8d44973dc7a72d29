"""Whether an article takes comments: the site, the category, the article, and its age."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from cchc_portal.serving import content_version
from comments.models import Comment, Policy
from comments.models.comments_open import ARTICLE_CLOSED, SITE_CLOSED, why_closed
from tests.comments.factories import address, make_comment, post
from tests.factories import make_article, make_category, make_site

pytestmark = pytest.mark.django_db

TOO_OLD = "Đã quá 30 ngày kể từ khi đăng, bài viết này không nhận bình luận mới."


def rendered(article):
    return Template("{% load comments_tags %}{% comment_thread article %}").render(Context({"article": article}))


def close(**fields):
    Policy(**fields).save()


def test_an_article_is_open_unless_somebody_closes_it():
    assert why_closed(make_article(), Policy()) == ""


def test_each_way_of_closing_has_its_sentence():
    article = make_article()

    assert why_closed(article, Policy(is_open=False)) == SITE_CLOSED
    assert why_closed(make_article(comments_open=False), Policy()) == ARTICLE_CLOSED
    assert why_closed(make_article(category=make_category(comments_open=False)), Policy()) == ARTICLE_CLOSED


def test_an_article_closes_by_itself_when_it_has_grown_old():
    policy = Policy(closes_after_days=30)
    moment = timezone.now()
    article = make_article(published_at=moment - timedelta(days=30))

    assert why_closed(article, policy, moment) == ""
    assert why_closed(article, policy, moment + timedelta(seconds=1)) == TOO_OLD


def test_an_article_without_a_date_does_not_grow_old():
    article = make_article(status="draft", published_at=None)

    assert why_closed(article, Policy(closes_after_days=1)) == ""


def test_a_closed_site_shows_its_threads_and_takes_no_more():
    article = make_article()
    make_comment(article)
    close(is_open=False)

    html = rendered(article)

    assert "data-comment=" in html
    assert SITE_CLOSED in html
    assert "Viết bình luận" not in html
    assert "Trả lời" not in html


def test_the_article_page_asks_for_the_policy_in_the_statement_of_the_thread(django_assert_num_queries):
    article = make_article(published_at=timezone.now() - timedelta(days=31))
    article.category  # noqa: B018  the page has it
    close(closes_after_days=30)

    with django_assert_num_queries(1):
        html = rendered(article)

    assert TOO_OLD in html


def test_the_form_of_a_closed_article_is_a_sentence(client):
    make_site()
    article = make_article(published_at=timezone.now() - timedelta(days=31))
    close(closes_after_days=30)

    html = client.get(address(article)).content.decode()

    assert TOO_OLD in html
    assert "<textarea" not in html


def test_what_was_written_while_it_closed_is_given_back(client):
    make_site()
    article = make_article()
    close(is_open=False)

    response = post(client, article, body="Xin hỏi sáng thứ Bảy có làm việc không?")

    assert response.status_code == 403
    assert SITE_CLOSED in response.content.decode()
    assert "Xin hỏi sáng thứ Bảy có làm việc không?" in response.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_changed_policy_renews_the_pages():
    before = content_version.watch(0).get().stamp

    close(is_open=False)

    assert content_version.watch(0).get().stamp != before
