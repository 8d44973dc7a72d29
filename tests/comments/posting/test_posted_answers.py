"""A reader answers another."""

import pytest

from comments.models import Comment
from tests.comments.factories import BODY, address, make_comment, post
from tests.factories import make_article, make_site

pytestmark = pytest.mark.django_db
FAILED = "Lỗi: Vui lòng thử lại"


@pytest.fixture(autouse=True)
def site():
    make_site()


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("parent", ["999999", "abc", "-1", "1.5", "9" * 30, "9223372036854775808", "\x00", "٣"])
def test_an_answer_to_nothing_is_refused_and_may_become_a_comment_of_its_own(client, parent):
    article = make_article()

    response = post(client, article, parent=parent)

    page = text_of(response)
    assert response.status_code == 422
    assert "Bình luận mà bạn trả lời không có hoặc không còn trên trang tin." in page
    assert 'name="parent" value=""' in page
    assert BODY in page


def test_only_a_visible_comment_of_the_same_article_can_be_answered(client):
    article = make_article()
    hidden_root = make_comment(article, state="rejected")
    refused = [
        make_comment(),
        make_comment(article, state="pending"),
        make_comment(article, state="spam"),
        make_comment(article, parent=hidden_root, state="pending"),
        hidden_root,
    ]

    for parent in refused:
        assert post(client, article, parent=str(parent.pk)).status_code == 422


def test_an_answer_that_stays_below_what_is_gone_can_be_answered(client):
    article = make_article()
    reply = make_comment(article, parent=make_comment(article, state="rejected"), name="Đỗ Hữu Thọ")

    assert post(client, article, parent=str(reply.pk)).status_code == 303

    assert Comment.objects.get(state="pending").parent == reply.parent


def test_an_answer_hangs_on_its_root_and_names_whom_it_answers(client):
    article = make_article()
    root = make_comment(article)
    reply = make_comment(article, parent=root, name="Đỗ Hữu Thọ")

    post(client, article, parent=str(root.pk), ip="203.0.113.5")
    post(client, article, parent=str(reply.pk), ip="203.0.113.6")

    to_root, to_reply = Comment.objects.filter(state="pending").order_by("pk")
    assert (to_root.parent, to_root.in_reply_to) == (root, None)
    assert (to_reply.parent, to_reply.in_reply_to) == (root, reply)


def test_the_form_shows_what_is_answered(client):
    article = make_article()
    root = make_comment(article, name="Trần Văn Sửu")

    page = text_of(client.get(address(article), {"tra_loi": root.pk}))

    assert "Trả lời Trần Văn Sửu" in page
    assert f'name="parent" value="{root.pk}"' in page
    for nonsense in ("abc", "999", "\x00", "9" * 40, "-1"):
        assert client.get(address(article), {"tra_loi": nonsense}).status_code == 200
