"""Who may see and decide about comments in the admin, and what nobody sees there."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from comments.models import Comment
from tests.comments.factories import make_comment, signed_in, waiting
from tests.factories import EDITOR, WEBMASTER, WRITER, make_site, make_user

from .archive import LIST, act, page_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["email__startswith=bich", "email=x", "sender_key__isnull=0", "parent__email=x"])
def test_nobody_finds_out_an_address_by_asking_the_list(staff_client, query):
    waiting(email="bich.lien@thu.example")

    assert staff_client.get(f"{LIST}?{query}").status_code in {302, 400}


@pytest.mark.parametrize("role", [WRITER, EDITOR, WEBMASTER, None])
def test_only_moderators_moderate(role):
    client, comment = signed_in(make_user(role)), waiting()

    assert client.get(LIST).status_code == 403
    assert client.get(page_of(comment)).status_code == 403
    assert client.post(page_of(comment), {"decision": "approved"}).status_code == 403
    assert act(client, "approve", comment).status_code == 403
    assert Comment.objects.get().state == "pending"


def test_a_visitor_is_led_to_the_sign_in(client):
    comment = waiting()

    for response in (client.get(LIST), client.post(page_of(comment), {"decision": "approved"})):
        assert response.status_code == 302
        assert "login" in response["Location"]
    assert Comment.objects.get().state == "pending"


def test_a_user_who_may_only_look_cannot_decide():
    user = make_user()
    user.user_permissions.add(*_permissions("view_comment"))
    client, comment = signed_in(user), waiting()

    html = client.get(page_of(comment)).content.decode()

    assert comment.body in html
    assert 'name="decision"' not in html
    assert client.post(page_of(comment), {"decision": "approved"}).status_code == 403
    act(client, "approve", comment)
    assert Comment.objects.get().state == "pending"


def test_nobody_adds_edits_or_deletes_a_citizens_words():
    boss = signed_in(get_user_model().objects.create_superuser("root", password="x"))
    comment = waiting()

    assert boss.get(LIST + "add/").status_code == 403
    assert boss.get(f"{LIST}{comment.pk}/delete/").status_code == 403
    boss.post(page_of(comment), {"body": "Lời khác", "name": "Tên khác", "decision": "approved"})
    assert Comment.objects.get().body == comment.body
    assert Comment.objects.get().name == comment.name
    assert boss.get(f"{LIST}{comment.pk}/history/")["Location"] == page_of(comment)


def test_the_search_finds_names_and_words_but_no_address(staff_client):
    waiting(name="Lê Văn Khải", email="khai@thu.example", body="Hỏi về lệ phí")

    assert "Hỏi về lệ phí" in staff_client.get(LIST, {"q": "Khải"}).content.decode()
    assert "Hỏi về lệ phí" in staff_client.get(LIST, {"q": "lệ phí"}).content.decode()
    assert "Hỏi về lệ phí" not in staff_client.get(LIST, {"q": "khai@thu"}).content.decode()


def test_an_address_appears_on_no_page(staff_client, client):
    make_site()
    root = make_comment(email="bi.mat@thu.example")
    hidden = waiting(root.article, parent=root, email="bi.mat@thu.example", sender_key=root.sender_key)
    pages = [
        client.get(f"/binh-luan/{root.article_id}/?trang=1"),
        client.get(f"/binh-luan/{root.article_id}/?tra_loi={root.pk}"),
        client.get(root.article.get_absolute_url()),
        client.get(reverse("articles:home")),
        client.get(reverse("articles:feed")),
        staff_client.get(LIST + "?state=all"),
        staff_client.get(page_of(root)),
        staff_client.get(page_of(hidden)),
        act(staff_client, "reject", hidden),
    ]

    for response in pages:
        assert response.status_code == 200
        assert "bi.mat" not in response.content.decode()


def _permissions(codename):
    return Permission.objects.filter(content_type__app_label="comments", codename=codename)
