"""Requests that no browser of a reader sends, and what they get: a page in Vietnamese, never an error of ours."""

from http import HTTPStatus

import pytest
from django.test import Client

from tests.comments.factories import make_comment
from tests.factories import EDITOR, MODERATOR, make_article, make_image, make_site, make_user

pytestmark = pytest.mark.django_db


def signed_in(role):
    client = Client()
    client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (MODERATOR, "/quan-tri/comments/comment/?q=%00"),
        (MODERATOR, "/quan-tri/comments/comment/?state=%00"),
        (EDITOR, "/quan-tri/articles/article/?q=%00"),
        (EDITOR, "/quan-tri/articles/article/?status__exact=%00"),
        (EDITOR, "/quan-tri/autocomplete/?app_label=articles&model_name=article&field_name=tags&term=%00"),
    ],
)
def test_a_nul_in_an_address_of_the_admin_is_no_error_of_ours(role, address):
    make_comment()

    answer = signed_in(role).get(address)

    assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR


@pytest.mark.parametrize("address", ["/", "/tim-kiem/", "/su-kien/", "/rss/", "/khong-co/"])
@pytest.mark.parametrize("query", ["q=%00", "trang=%00", "chuyen_muc=%00&q=a", "tac_gia=%00&q=a", "tu=%00&q=a"])
def test_a_nul_in_an_address_for_readers_is_no_error_of_ours(client, address, query):
    make_site()

    assert client.get(f"{address}?{query}").status_code < HTTPStatus.INTERNAL_SERVER_ERROR


def test_a_form_without_the_token_of_its_page_is_refused_in_vietnamese():
    answer = Client(enforce_csrf_checks=True).post("/quan-tri/login/", {"username": "nhung"})

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Biểu mẫu này đã cũ" in answer.content.decode()


def test_a_picture_leaves_with_its_length_and_as_it_is(client):
    make_article()
    image = make_image()

    answer = client.get(image.url, headers={"Accept-Encoding": "gzip, br"})

    assert "Content-Encoding" not in answer
    assert int(answer["Content-Length"]) == len(b"".join(answer.streaming_content))


def test_a_search_leaves_compressed(client):
    make_site()

    answer = client.get("/tim-kiem/?q=cải cách", headers={"Accept-Encoding": "gzip"})

    assert answer["Content-Encoding"] == "gzip"
