from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from articles.models import Article
from layout.models import SiteSettings
from layout.site_context import load_site_context
from stats.days import local_day
from stats.imports.history import add_days
from stats.models import Baseline
from stats.queries.most_read import most_read
from stats.rollup import ranking
from stats.rollup.rollup import roll_up_all
from tests.factories import WEBMASTER, make_article, make_user

from .factories import make_hit, see

pytestmark = pytest.mark.django_db


def render(source, **context):
    return Template("{% load stats_tags %}" + source).render(Context(context))


def in_a_week(count):
    """(article, views) of the list of seven days."""
    return {each.name: [(row.article, row.views) for row in each.rows] for each in most_read(count)}["7 ngày"]


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
        html = render("{% counters_box site %}", site=SiteSettings())

    assert "<dt>Lượt truy cập</dt><dd data-today>1</dd>" in html
    assert "<dt>Tổng số truy cập</dt><dd data-total>312.343.234</dd>" in html
    assert "<dt>Đang trực tuyến</dt><dd data-online>1</dd>" in html
    assert '<a href="/thong-ke/cach-tinh/">Cách tính lượt truy cập</a>' in html
    assert '<a href="/thong-ke/">Xem thêm</a>' in html


def test_a_box_without_anybody_hides_the_line_until_somebody_comes():
    html = render("{% counters_box site %}", site=SiteSettings())

    assert "<div data-online-row hidden><dt>Đang trực tuyến</dt><dd data-online>0</dd></div>" in html


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
        shown = [(article.title, article.category.name, views) for article, views in in_a_week(5)]

    assert [(title, views) for title, _, views in shown] == [("Một", 70), ("Hai", 60)]


def test_today_a_week_and_a_month_each_have_their_list():
    today, week, month, old = (make_article(title=title) for title in ("Nay", "Tuần", "Tháng", "Cũ"))
    add_days(
        articles=[
            (days_ago(0), today.pk, 3, 3),
            (days_ago(6), week.pk, 5, 5),
            (days_ago(29), month.pk, 9, 9),
            (days_ago(30), old.pk, 90, 90),
        ]
    )
    ranking.refresh()

    lists = {each.name: [row.article.title for row in each.rows] for each in most_read(5)}

    assert lists == {"Hôm nay": ["Nay"], "7 ngày": ["Tuần", "Nay"], "30 ngày": ["Tháng", "Tuần", "Nay"]}


def test_the_box_of_those_read_most_costs_one_query_and_opens_the_week(django_assert_num_queries):
    article = make_article()
    add_days(articles=[(days_ago(0), article.pk, 1211, 9)])
    ranking.refresh()

    with django_assert_num_queries(1):
        html = render("{% most_read_box 5 site %}", site=SiteSettings())

    assert '<input type="radio" name="doc-nhieu" checked>7 ngày' in html
    assert "1.211 lượt xem hôm nay" in html
    assert "1.211 lượt xem trong 30 ngày" in html


def test_a_week_without_readers_opens_the_month():
    article = make_article()
    add_days(articles=[(days_ago(20), article.pk, 4, 4)])
    ranking.refresh()

    html = render("{% most_read_box 5 site %}", site=SiteSettings())

    assert '<input type="radio" name="doc-nhieu" checked>30 ngày' in html
    assert "7 ngày" not in html


def test_a_ranking_without_any_view_is_empty():
    article = make_article()
    add_days(articles=[(days_ago(1), article.pk, 4, 4)])
    ranking.refresh()

    ranking.refresh(timezone.now() + timedelta(days=40))

    assert most_read(5) == []


def test_most_read_is_cut_after_leaving_out_what_is_not_published():
    article, hidden = make_article(), make_article(published_at=timezone.now() + timedelta(days=1))
    add_days(articles=[(days_ago(1), article.pk, 1, 1), (days_ago(1), hidden.pk, 2, 2)])
    ranking.refresh()

    assert in_a_week(1) == [(article, 1)]


def test_the_ranking_follows_the_days():
    rising, falling = make_article(), make_article()
    now = timezone.now()
    add_days(articles=[(days_ago(6), falling.pk, 9, 9), (days_ago(0), rising.pk, 5, 5)])

    ranking.refresh(now)
    assert in_a_week(5) == [(falling, 9), (rising, 5)]

    ranking.refresh(now + timedelta(days=1))
    assert in_a_week(5) == [(rising, 5)]

    add_days(articles=[(days_ago(0), rising.pk, 2, 2)])
    ranking.refresh(now + timedelta(days=1))
    assert in_a_week(5) == [(rising, 7)]


def test_a_page_says_where_to_report_and_what():
    article = make_article()

    html = render("{% beacon article %}", article=article, site_context=load_site_context())

    assert f'data-beacon="/thong-ke/ghi-nhan/" data-beacon-article="{article.pk}"' in html
    assert f'<noscript><p class="wrap counted"><img class="flat" src="/thong-ke/anh/{article.pk}.svg"' in html


def test_a_page_of_no_article_reports_itself_alone():
    html = render("{% beacon %}", site_context=load_site_context())

    assert "data-beacon-article" not in html
    assert 'src="/thong-ke/anh/0.svg"' in html


def test_what_was_rolled_up_is_ranked():
    article = make_article()
    make_hit(1, article)
    roll_up_all()
    ranking.refresh()

    assert in_a_week(5) == [(article, 1)]
