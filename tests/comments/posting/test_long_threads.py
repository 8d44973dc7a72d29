"""Sorting, and the permanent link that leads to a comment's place in a thread of any length."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment
from tests.comments.factories import address, make_comment
from tests.factories import make_article, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    make_site()
    return make_article()


def names(html):
    return re.findall(r"<b>(\w)</b>", html)


def long_thread(article, count):
    """Roots a minute apart, the oldest first."""
    start = timezone.now() - timedelta(days=1)
    return [make_comment(article, created_at=start + timedelta(minutes=number)) for number in range(count)]


def place_of(client, comment, article=None):
    return client.get(reverse("comments:comment", args=[(article or comment.article).pk, comment.pk]))


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("sap_xep=cu-nhat", "ARBC"),
        ("sap_xep=moi-nhat", "CBAR"),
        ("sap_xep=huu-ich", "BARC"),
        ("sap_xep=khong-co", "ARBC"),
        ("sap_xep=%00&trang=1", "ARBC"),
        ("sap_xep=&trang=abc", "ARBC"),
    ],
)
def test_readers_choose_the_order_of_the_roots(client, article, query, order):
    now = timezone.now()
    first, *_ = [
        make_comment(article, name=name, created_at=now + timedelta(minutes=number), likes=likes)
        for number, (name, likes) in enumerate((("A", 1), ("B", 5), ("C", 0)))
    ]
    make_comment(article, parent=first, name="R", created_at=now + timedelta(hours=1))

    assert "".join(names(client.get(f"{address(article)}?{query}").content.decode())) == order


def test_the_pages_of_a_thread_keep_the_order(client, article):
    long_thread(article, 102)

    html = client.get(f"{address(article)}?sap_xep=moi-nhat&trang=2").content.decode()

    assert 'href="?trang=1&amp;sap_xep=moi-nhat" rel="prev"' in html
    assert 'href="?trang=3&amp;sap_xep=moi-nhat" rel="next"' in html
    assert re.search(r'sap_xep=moi-nhat"\s+aria-current="true"', html)


def test_one_comment_alone_needs_no_order(client, article):
    make_comment(article)

    assert "sap_xep" not in client.get(article.get_absolute_url()).content.decode()


def test_the_time_of_a_comment_is_its_permanent_link(client, article):
    comment = make_comment(article)

    html = client.get(article.get_absolute_url()).content.decode()

    assert f'<a href="{comment.get_absolute_url()}"><time' in html


def test_the_link_of_one_of_the_first_page_leads_to_the_article(client, article):
    thread = long_thread(article, 21)

    response = place_of(client, thread[19])

    assert response.status_code == 302
    assert response["Location"] == f"{article.get_absolute_url()}#binh-luan-{thread[19].pk}"
    assert not response.cookies


def test_the_link_of_a_later_one_leads_to_its_page(client, article):
    thread = long_thread(article, 43)
    reply = make_comment(article, parent=thread[40])

    for comment, page in [(thread[20], 2), (thread[39], 2), (thread[40], 3), (reply, 3)]:
        place = place_of(client, comment)["Location"]
        assert place == f"{address(article)}?trang={page}#binh-luan-{comment.pk}"
        assert f'id="binh-luan-{comment.pk}"' in client.get(place).content.decode()


def test_a_place_left_empty_counts_and_has_its_link(client, article):
    thread = long_thread(article, 22)
    for withdrawn in thread[:2]:
        Comment.objects.filter(pk=withdrawn.pk).update(state="withdrawn")
    reply = make_comment(article, parent=thread[0])

    assert place_of(client, thread[20])["Location"] == f"{article.get_absolute_url()}#binh-luan-{thread[20].pk}"
    assert place_of(client, thread[21])["Location"] == f"{address(article)}?trang=2#binh-luan-{thread[21].pk}"
    assert place_of(client, reply)["Location"] == f"{article.get_absolute_url()}#binh-luan-{reply.pk}"
    assert place_of(client, thread[0]).status_code == 302
    assert place_of(client, thread[1]).status_code == 404


def test_a_missing_comment_is_reported_in_one_sentence(client, article):
    elsewhere = make_comment()
    not_shown = [make_comment(article, state=state) for state in ("pending", "rejected", "spam", "withdrawn")]
    not_shown.append(make_comment(article, parent=not_shown[1], state="rejected"))

    for key in [elsewhere.pk, *(comment.pk for comment in not_shown), 999_999, 2**70]:
        response = client.get(reverse("comments:comment", args=[article.pk, key]))
        assert response.status_code == 404
        assert "Bình luận này không có hoặc không còn trên trang tin." in response.content.decode()


def test_a_permanent_link_answers_only_who_asks(client, article):
    link = make_comment(article).get_absolute_url()

    assert client.post(link).status_code == 405
    assert client.get("/binh-luan/999999/1/").status_code == 404
    assert client.get(f"/binh-luan/{2**70}/1/").status_code == 404
    assert client.get("/binh-luan/1/-1/").status_code == 404


def test_a_permanent_link_costs_three_queries(client, article, django_assert_num_queries):
    thread = long_thread(article, 22)

    with django_assert_num_queries(3):  # article, comment with its root, how many before
        place_of(client, thread[21])
