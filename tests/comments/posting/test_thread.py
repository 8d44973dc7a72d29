import re

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment
from comments.moderation import decisions
from tests.comments.factories import address, make_comment
from tests.factories import make_article, make_category, make_site

pytestmark = pytest.mark.django_db


def rendered(article):
    return Template("{% load comments_tags %}{% comment_thread article %}").render(Context({"article": article}))


def test_an_article_without_comments_invites_the_first():
    html = rendered(make_article())

    assert 'id="binh-luan"' in html
    assert "Chưa có bình luận." in html
    assert "Thêm nhận xét mới" in html


def test_a_thread_shows_who_said_what_and_when_oldest_first():
    article = make_article()
    root = make_comment(article, name="Nguyễn Thị Bích Liên", created_at="2026-11-21T02:12:00Z")
    make_comment(article, name="Trần Văn Sửu", body="Mong xã đặt bàn thấp.\n\nXin cảm ơn.")
    make_comment(article, parent=root, name="Đỗ Hữu Thọ")

    html = rendered(article)

    assert re.findall(r"<b>([^<]+)</b>", html) == ["Nguyễn Thị Bích Liên", "Đỗ Hữu Thọ", "Trần Văn Sửu"]
    assert html.count("data-comment=") == 3
    assert "Bình luận (3)" in html
    assert '<time datetime="2026-11-21T09:12:00+07:00">Thứ Bảy, 21/11/2026 09:12</time>' in html
    assert "<p>Xin cảm ơn.</p>" in html


def test_only_what_is_approved_shows():
    article = make_article()
    for state in ("pending", "rejected", "spam", "withdrawn"):
        make_comment(article, parent=make_comment(article, state=state), state=state)
    make_comment()

    assert "data-comment=" not in rendered(article)
    assert Comment.objects.counts([article]) == {article.pk: 0}


@pytest.mark.parametrize("state", ["pending", "rejected", "spam", "withdrawn"])
def test_an_answer_shows_whatever_became_of_its_root(state):
    article = make_article()
    root = make_comment(article, state=state, body="Lời của người khác.")
    answer = make_comment(article, parent=root)

    html = rendered(article)
    assert answer.body in html
    assert root.body not in html
    assert Comment.objects.counts([article]) == {article.pk: 1}


def test_the_offices_answer_carries_its_badge(django_user_model):
    article = make_article()
    moderator = django_user_model.objects.create_user("hoa")

    decisions.answer_officially(
        make_comment(article), "Xã làm việc sáng thứ Bảy.", by=moderator, name="UBND xã Tân Phong"
    )

    html = rendered(article)
    assert 'class="comment official"' in html
    assert "Trả lời chính thức" in html
    assert "UBND xã Tân Phong" in html


def test_an_answer_to_an_answer_names_whom_it_answers_while_he_is_shown():
    article = make_article()
    root = make_comment(article)
    reply = make_comment(article, parent=root, name="Đỗ Hữu Thọ")
    make_comment(article, parent=root, in_reply_to=reply, name="Lê Khải")

    assert "@Đỗ Hữu Thọ" in rendered(article)

    Comment.objects.filter(pk=reply.pk).update(state="spam")
    assert "Đỗ Hữu Thọ" not in rendered(article)


def test_closed_comments_leave_the_thread_and_take_the_form():
    article = make_article(category=make_category(comments_open=False))
    make_comment(article)

    html = rendered(article)

    assert "data-comment=" in html
    assert "Trả lời" not in html
    assert "Thêm nhận xét mới" not in html
    assert "Bài viết này không nhận bình luận mới." in html


def test_a_thread_costs_one_query_however_long(django_assert_num_queries):
    article = make_article()
    article.category  # noqa: B018  the page has it
    for _ in range(5):
        root = make_comment(article)
        reply = make_comment(article, parent=root)
        make_comment(article, parent=root, in_reply_to=reply)

    with django_assert_num_queries(1):
        html = rendered(article)

    assert html.count("data-comment=") == 15


def test_the_thread_is_the_same_for_every_visitor_and_holds_no_token():
    article = make_article()
    make_comment(article)

    assert rendered(article) == rendered(article)
    assert "token" not in rendered(article)
    assert "<input" not in rendered(article)


def test_a_long_thread_shows_twenty_and_leads_to_the_rest(client):
    make_site()
    article = make_article()
    for number in range(43):
        make_comment(article, name=f"Bạn đọc số {number}", created_at=timezone.now())

    html = rendered(article)
    pages = {page: client.get(address(article), {"trang": page}).content.decode() for page in (1, 2, 3)}

    assert html.count("data-comment=") == 20
    assert "Bình luận (43)" in html
    assert f'{address(article)}?trang=2"' in html
    assert [page.count("data-comment=") for page in pages.values()] == [20, 20, 3]
    assert "Bạn đọc số 42" in pages[3]
    assert 'start="21"' in pages[2]
    assert 'rel="next"' not in pages[3]


@pytest.mark.parametrize("page", ["abc", "0", "-3", "999999", "99999999999999999999", "", "1.5", "\x00", "²"])
def test_a_strange_page_number_shows_a_page(client, page):
    make_site()
    article = make_article()
    make_comment(article)

    response = client.get(address(article), {"trang": page})

    assert response.status_code == 200
    assert "data-comment=" in response.content.decode()


def test_a_page_past_the_end_is_the_last_one(client):
    make_site()
    article = make_article()
    for _ in range(22):
        make_comment(article)

    assert client.get(address(article), {"trang": "99"}).content.decode().count("data-comment=") == 2


def test_counts_of_a_whole_list_cost_one_query(django_assert_num_queries):
    articles = [make_article() for _ in range(5)]
    for article in articles[:2]:
        make_comment(article, parent=make_comment(article))
    make_comment(articles[0], state="pending")

    template = Template(
        "{% load article_tags comments_tags %}{% comment_counts articles as counts %}"
        "{% for article in articles %}{{ counts|of:article.pk|default:0 }} {% endfor %}"
    )
    with django_assert_num_queries(1):
        assert template.render(Context({"articles": articles})).split() == ["2", "2", "0", "0", "0"]


def test_the_newest_comments_are_readers_words_on_articles_that_readers_see(django_assert_num_queries):
    shown = [make_comment(name=f"Bạn đọc {number}") for number in range(4)]
    make_comment(make_article(status="withdrawn"), name="Bài đã gỡ")
    make_comment(state="pending", name="Chờ duyệt")
    make_comment(shown[0].article, parent=shown[0], is_official=True, name="UBND")

    template = Template(
        "{% load comments_tags %}{% newest_comments 3 as quotes %}"
        "{% for quote in quotes %}{{ quote.name }}|{{ quote.excerpt }}|{{ quote.get_absolute_url }};{% endfor %}"
    )
    with django_assert_num_queries(1):
        text = template.render(Context())

    assert [line.split("|")[0] for line in text.split(";")[:-1]] == ["Bạn đọc 3", "Bạn đọc 2", "Bạn đọc 1"]
    assert reverse("comments:comment", args=[shown[3].article_id, shown[3].pk]) in text


def test_the_number_of_comments_can_be_shown_before_the_thread_with_the_same_query(django_assert_num_queries):
    article = make_article()
    article.category  # noqa: B018
    make_comment(article)

    template = Template(
        "{% load comments_tags %}{% load_thread article as thread %}{{ thread.count }} bình luận"
        "{% comment_thread article thread %}"
    )
    with django_assert_num_queries(1):
        html = template.render(Context({"article": article}))

    assert html.startswith("1 bình luận")
    assert "data-comment=" in html


def test_an_excerpt_ends_at_a_word():
    comment = Comment(body="Một hai ba. " * 30)
    assert comment.excerpt.endswith("ba.…") or comment.excerpt.endswith("hai…") or comment.excerpt.endswith("Một…")
    assert len(comment.excerpt) <= 140
    assert Comment(body="a" * 300).excerpt == "a" * 140 + "…"
    assert Comment(body="Ngắn\n\ngọn").excerpt == "Ngắn gọn"


def test_a_thread_page_stays_within_its_queries(client, django_assert_max_num_queries):
    make_site()
    article = make_article()
    for _ in range(60):
        make_comment(article)

    with django_assert_max_num_queries(3):  # article, site context, thread
        client.get(address(article), {"trang": "2"})
    with django_assert_max_num_queries(3):  # article, policy, site context
        client.get(address(article))
    with django_assert_max_num_queries(2):  # article, policy
        client.get(address(article), {"phan": "1"})
