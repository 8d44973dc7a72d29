from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from articles.models import Article
from stats import ranking
from stats.history import add_days
from stats.models import Baseline
from stats.rollup import roll_up_all
from stats.templatetags.stats_tags import most_read
from stats.visitors import local_day
from tests.factories import WEBMASTER, make_article, make_user

from .factories import make_hit, see

pytestmark = pytest.mark.django_db


def render(source, **context):
    return Template("{% load stats_tags %}" + source).render(Context(context))


def days_ago(count):
    return local_day(timezone.now()) - timedelta(days=count)


def test_an_article_shows_its_views_in_vietnamese_form(django_assert_num_queries):
    article = make_article()
    add_days(articles=[(days_ago(1), article.pk, 1211, 900)])
    make_hit(1, article)

    with django_assert_num_queries(1):
        html = render("{% view_count article %} lượt xem", article=article)

    assert html == f'<span data-view-count="{article.pk}">1.212</span> lượt xem'


def test_the_box_shows_today_all_and_who_is_here(client, django_assert_num_queries):
    Baseline.objects.create(visits=312_343_000, note="Trang cũ", entered_by=make_user(WEBMASTER))
    add_days(site=[(days_ago(1), 500, 233, 200)])
    see(client)

    with django_assert_num_queries(1):
        html = render("{% counters_box %}")

    assert "<dt>Lượt truy cập</dt><dd data-today>1</dd>" in html
    assert "<dt>Tổng số truy cập</dt><dd data-total>312.343.234</dd>" in html
    assert "<dt>Đang trực tuyến</dt><dd data-online>1</dd>" in html
    assert '<a href="/trang/cach-tinh-luot-truy-cap/">Cách tính lượt truy cập</a>' in html


def test_the_newest_carried_over_total_counts_alone(client):
    for visits in (1000, 2000):
        Baseline.objects.create(visits=visits, note="Trang cũ", entered_by=make_user(WEBMASTER))

    assert see(client).json()["total"] == 2001


def test_most_read_are_the_published_articles_of_seven_days(django_assert_num_queries):
    first, second, old, gone = (make_article(title=title) for title in ("Một", "Hai", "Cũ", "Gỡ"))
    add_days(
        articles=[
            (days_ago(6), first.pk, 50, 50),
            (days_ago(0), first.pk, 20, 20),
            (days_ago(3), second.pk, 60, 60),
            (days_ago(7), old.pk, 900, 900),
            (days_ago(1), gone.pk, 800, 800),
            (days_ago(1), 999_999, 700, 700),
        ]
    )
    ranking.refresh()
    Article.objects.filter(pk=gone.pk).update(status=Article.Status.WITHDRAWN)

    with django_assert_num_queries(1):
        shown = [(article.title, article.category.name, views) for article, views in most_read(5)]

    assert [(title, views) for title, _, views in shown] == [("Một", 70), ("Hai", 60)]


def test_most_read_is_cut_after_leaving_out_what_is_not_published():
    article, hidden = make_article(), make_article(published_at=timezone.now() + timedelta(days=1))
    add_days(articles=[(days_ago(1), article.pk, 1, 1), (days_ago(1), hidden.pk, 2, 2)])
    ranking.refresh()

    assert [row.article for row in most_read(1)] == [article]


def test_the_ranking_follows_the_days():
    rising, falling = make_article(), make_article()
    now = timezone.now()
    add_days(articles=[(days_ago(6), falling.pk, 9, 9), (days_ago(0), rising.pk, 5, 5)])

    ranking.refresh(now)
    assert [row.article for row in most_read(5)] == [falling, rising]

    ranking.refresh(now + timedelta(days=1))
    assert [tuple(row) for row in most_read(5)] == [(rising, 5)]

    add_days(articles=[(days_ago(0), rising.pk, 2, 2)])
    ranking.refresh(now + timedelta(days=1))
    assert [tuple(row) for row in most_read(5)] == [(rising, 7)]


def test_a_page_says_where_to_report_and_what():
    article = make_article()

    html = render("{% beacon article %}", article=article)

    assert f'data-beacon="/thong-ke/ghi-nhan/" data-beacon-article="{article.pk}"' in html
    assert f'<noscript><p class="wrap counted"><img class="flat" src="/thong-ke/anh/{article.pk}.svg"' in html


def test_a_page_of_no_article_reports_itself_alone():
    html = render("{% beacon %}")

    assert "data-beacon-article" not in html
    assert 'src="/thong-ke/anh/0.svg"' in html


def test_what_was_rolled_up_is_ranked():
    article = make_article()
    make_hit(1, article)
    roll_up_all()
    ranking.refresh()

    assert [tuple(row) for row in most_read(5)] == [(article, 1)]
