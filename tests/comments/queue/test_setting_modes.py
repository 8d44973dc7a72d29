"""The page on which moderators set how articles and categories take comments."""

import pytest
from django.urls import reverse

from articles.models import Article
from comments.models import CommentMode
from tests.comments.factories import signed_in, waiting
from tests.factories import EDITOR, make_article, make_category, make_user

from .moderating import QUEUE, told

pytestmark = pytest.mark.django_db
MODES = "/quan-tri/binh-luan/cach-nhan/"


def test_an_article_is_set_from_its_open_comment_and_goes_back(staff_client):
    article = make_article(title="Sáp nhập xã")
    waiting(article)
    assert f"{MODES}?bai={article.pk}" in staff_client.get(QUEUE, {"bai": article.pk}).content.decode()

    page = staff_client.post(MODES, {"bai": article.pk, "mode": "slow", "slow_minutes": "15"}, follow=True)

    assert told(page) == ["Bài “Sáp nhập xã”: nhận chậm, mỗi người một bình luận trong 15 phút."]
    mode = CommentMode.objects.get()
    assert (mode.article, mode.slow_minutes) == (article, 15)
    assert "Nhận chậm (15 phút)" in page.content.decode()

    page = staff_client.post(reverse("queue:remove_mode", args=[mode.pk]), follow=True)
    assert told(page) == ["Đã bỏ: nhận bình luận như mọi bài khác."]
    assert not CommentMode.objects.exists()


def test_set_again_is_the_same_row_whoever_does_it(staff_client, colleague):
    category = make_category()
    for client, mode in ((staff_client, "first"), (staff_client, "after"), (signed_in(colleague), "closed")):
        client.post(MODES, {"chuyen_muc": category.pk, "mode": mode})

    row = CommentMode.objects.get()
    assert (row.category, row.mode, row.by) == (category, "closed", colleague)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"mode": "after"}, "Xin chọn một bài viết hoặc một chuyên mục."),
        ({"bai": True}, "Xin chọn cách nhận bình luận."),
        ({"bai": True, "mode": "x"}, "Xin chọn cách nhận bình luận."),
        ({"bai": True, "mode": "slow", "slow_minutes": ""}, "Nhận chậm thì cần số phút"),
        ({"bai": True, "mode": "slow", "slow_minutes": "0"}, "Số phút ít nhất là 1."),
        ({"bai": True, "mode": "slow", "slow_minutes": "99999"}, "Số phút nhiều nhất là 1440"),
        ({"bai": True, "mode": "slow", "slow_minutes": "mười"}, "Số phút phải là số nguyên"),
    ],
)
def test_what_cannot_be_set_is_told_and_kept(staff_client, fields, sentence):
    fields = fields | ({"bai": make_article().pk} if "bai" in fields else {})

    page = staff_client.post(MODES, fields)

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not CommentMode.objects.exists()


def test_an_article_that_the_moderator_may_not_know_has_no_page(staff_client):
    draft = make_article(title="Chưa ai biết", status=Article.Status.DRAFT, published_at=None)
    CommentMode.objects.create(article=draft, mode="first", by=make_user())

    assert staff_client.get(MODES, {"bai": draft.pk}).status_code == 404
    html = staff_client.get(MODES).content.decode()
    assert "Chưa ai biết" not in html
    assert f"Bài số {draft.pk}, chưa đăng" in html


@pytest.mark.parametrize("role", [EDITOR, None])
def test_only_moderators_set_modes(role):
    client, article = signed_in(make_user(role)), make_article()

    assert client.get(MODES).status_code == 403
    assert client.post(MODES, {"bai": article.pk, "mode": "closed"}).status_code == 403
    assert not CommentMode.objects.exists()


def test_thousands_are_paged_in_the_same_number_of_queries(staff_client, moderator, django_assert_max_num_queries):
    for _ in range(55):
        CommentMode.objects.create(article=make_article(), mode="first", by=moderator)
    staff_client.get(MODES)
    with django_assert_max_num_queries(12):
        assert len(staff_client.get(MODES, {"trang": 2}).context["page"].object_list) == 5
