from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.locks import COUNTED_PER_NETWORK_AND_DAY, MAX_PER_NETWORK_AND_DAY
from comments.models import Rating
from tests.comments.posting.test_limits import all_at_once
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_category, make_site, make_user

pytestmark = pytest.mark.django_db


def rate(client, article, score, *, ip="203.0.113.5", browser="Firefox", query="", **headers):
    fields = {} if score is None else {"score": score}
    where = reverse("comments:rate", args=[article.pk]) + query
    return client.post(where, fields, REMOTE_ADDR=ip, headers={"User-Agent": browser} | headers)


def shown(article):
    return Template("{% load comments_tags %}{% rating article %}").render(Context({"article": article}))


def test_an_article_nobody_rated_says_so(django_assert_num_queries):
    article = make_article()

    with django_assert_num_queries(1):
        html = shown(article)

    assert "Chưa có đánh giá" in html
    assert "Chọn số sao để đánh giá bài viết" in html
    assert html.count('type="radio"') == 5
    assert "checked" not in html


def test_the_points_are_summed_and_averaged(client):
    article = make_article()
    for number, score in enumerate((5, 4, 5, 4, 4)):
        rate(client, article, score, ip=f"203.0.113.{number}")

    assert "Tổng số điểm của bài viết là: 22 trong 5 đánh giá. Trung bình 4,4 trên 5." in shown(article)


def test_without_javascript_the_reader_comes_back_to_the_article(client):
    article = make_article()

    response = rate(client, article, 4)

    assert response.status_code == 303
    assert response["Location"] == f"{article.get_absolute_url()}#danh-gia"
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]


def test_with_javascript_only_the_box_comes_back_with_the_thanks(client):
    response = rate(client, make_article(), 4, query="?phan=1")

    html = response.content.decode()
    assert "Cảm ơn bạn. Bạn cho bài này 4 điểm hôm nay." in html
    assert "trong 1 đánh giá" in html
    assert 'value="4" checked' in html
    assert "<html" not in html


def test_a_second_rating_on_the_same_day_replaces_the_first(client):
    article = make_article()

    rate(client, article, 2)
    rate(client, article, 5)

    assert [rating.score for rating in Rating.objects.all()] == [5]


def test_the_next_day_is_another_rating_and_cannot_be_joined_to_the_first(client, time_machine):
    article = make_article()
    rate(client, article, 2)
    time_machine.move_to(timezone.now() + timedelta(days=1))
    rate(client, article, 5)

    first, second = Rating.objects.order_by("day")
    assert (first.score, second.score) == (2, 5)
    assert first.rater != second.rater
    assert first.network != second.network


def test_colleagues_behind_one_address_rate_each_for_themselves(client):
    article = make_article()

    rate(client, article, 2, browser="Firefox")
    rate(client, article, 5, browser="Chrome")

    assert Rating.objects.count() == 2


def test_one_connection_cannot_fill_the_box(client):
    make_site()
    article = make_article()
    rate(client, article, 5, browser="Robot 0")
    network, day = Rating.objects.get().network, timezone.localdate()
    Rating.objects.bulk_create(
        Rating(article=article, day=day, rater=uuid4(), network=network, score=5)
        for _ in range(MAX_PER_NETWORK_AND_DAY - 1)
    )

    refused = rate(client, article, 5, browser="Robot mới")
    changed = rate(client, article, 1, browser="Robot 0")

    assert refused.status_code == 422
    assert "đã nhận đủ số đánh giá từ mạng của bạn" in refused.content.decode()
    assert changed.status_code == 303
    assert Rating.objects.count() == MAX_PER_NETWORK_AND_DAY


@pytest.mark.django_db(transaction=True)
def test_parallel_ratings_from_one_connection_do_not_slip_past_the_limit():
    make_site()
    article = make_article()

    all_at_once(40, lambda number: rate(Client(), article, 5, browser=f"Robot {number}"))

    assert Rating.objects.count() == 40
    assert Rating.objects.summary(article).count == COUNTED_PER_NETWORK_AND_DAY


@pytest.mark.parametrize("score", [None, "", "0", "6", "-1", "abc", "3.5", "\x00", "9" * 40])
def test_a_wrong_score_gets_a_sentence(client, score):
    make_site()

    response = rate(client, make_article(), score)

    html = response.content.decode()
    assert response.status_code == 422
    assert "Xin chọn từ 1 đến 5 điểm" in html or "Điểm đánh giá phải từ 1 đến 5." in html
    assert not Rating.objects.exists()


def test_an_unknown_or_hidden_article_cannot_be_rated(client):
    assert rate(client, make_article(status="draft", published_at=None), 5).status_code == 404
    assert client.post("/danh-gia/999999/", {"score": 5}).status_code == 404


def test_a_page_elsewhere_cannot_make_its_visitors_rate(client):
    make_site()

    response = rate(client, make_article(), 5, Origin="https://evil.example")

    assert response.status_code == 403
    assert not Rating.objects.exists()


def test_opening_the_address_leads_to_the_article(client):
    article = make_article()

    response = client.get(reverse("comments:rate", args=[article.pk]))

    assert response["Location"] == f"{article.get_absolute_url()}#danh-gia"


@pytest.mark.django_db(transaction=True)
def test_parallel_clicks_of_one_reader_make_one_rating():
    article = make_article()

    answers = all_at_once(20, lambda number: rate(Client(), article, number % 5 + 1))

    assert {answer.status_code for answer in answers} == {303}
    assert Rating.objects.count() == 1


@pytest.mark.parametrize("score", [0, 6])
def test_the_database_refuses_other_scores(score):
    article = make_article()

    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(article=article, day=timezone.localdate(), rater="0" * 32, network="0" * 32, score=score)


def test_a_reason_goes_to_the_editors_and_to_nobody_else(client):
    article = make_article(title="Một cửa sáng thứ Bảy")
    where = reverse("comments:rate", args=[article.pk])

    client.post(where, {"score": 2, "reason": "  Thiếu số điện thoại\x00 của xã.  "})
    client.post(where, {"score": 3})

    assert Rating.objects.get().reason == "Thiếu số điện thoại của xã."
    assert "Thiếu số điện thoại" not in shown(article)
    assert "Thiếu số điện thoại" not in client.get(article.get_absolute_url()).content.decode()

    client.force_login(make_user(EDITOR))
    html = client.get("/quan-tri/danh-gia/").content.decode()
    assert "Thiếu số điện thoại của xã." in html
    assert "Một cửa sáng thứ Bảy" in html
    assert str(Rating.objects.get().rater) not in html


def test_a_reason_that_is_too_long_is_kept_in_the_form(client):
    article = make_article()

    page = client.post(reverse("comments:rate", args=[article.pk]), {"score": 2, "reason": "dài " * 200})

    assert page.status_code == 422
    assert "Góp ý dài 799 ký tự, tối đa 500 ký tự." in page.content.decode()
    assert "dài dài dài" in page.content.decode()
    assert not Rating.objects.exists()


def test_editors_compare_articles_categories_and_months(client, django_assert_max_num_queries):
    liked, disliked = make_article(title="Được khen"), make_article(title="Bị chê", category=make_category("Chỉ đạo"))
    day = timezone.localdate()
    for number, (good, bad) in enumerate([(5, 1), (5, 2), (4, 1)]):
        for article, score in ((liked, good), (disliked, bad)):
            Rating.objects.create(
                article=article, day=day - timedelta(days=31 * number), rater=uuid4(), network=uuid4(), score=score
            )
    Rating.objects.create(
        article=liked, day=day - timedelta(days=500), rater=uuid4(), network=uuid4(), score=1, reason="Cũ rồi"
    )
    client.force_login(make_user(EDITOR))

    with django_assert_max_num_queries(12):
        page = client.get("/quan-tri/danh-gia/", {"thang": "12"})

    html = page.content.decode()
    assert [row.title for row in page.context["best"]] == ["Được khen", "Bị chê"]
    assert [row.title for row in page.context["worst"]] == ["Bị chê", "Được khen"]
    assert [row.count for row in page.context["categories"]] == [3, 3]
    assert sum(row.count for row in page.context["by_month"]) == 6
    assert "4,67" in html
    assert "1,33" in html
    assert "Cũ rồi" not in html
    assert client.get("/quan-tri/danh-gia/", {"thang": "abc"}).status_code == 200


@pytest.mark.parametrize(("role", "status"), [(WRITER, 403), (EDITOR, 200), (MODERATOR, 200), (WEBMASTER, 403)])
def test_who_may_read_the_ratings(client, role, status):
    client.force_login(make_user(role))

    assert client.get("/quan-tri/danh-gia/").status_code == status
