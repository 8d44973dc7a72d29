"""Numbers in addresses have one spelling, wherever in the portal."""

from http import HTTPStatus
from uuid import UUID

import pytest
from django.urls import URLPattern, get_resolver
from django.urls.converters import IntConverter

from comments.models import Comment
from tests.comments.factories import filled_in, make_comment
from tests.factories import WEBMASTER, make_article, make_site, make_user

pytestmark = pytest.mark.django_db


def addresses_with_numbers(patterns=None, before=""):
    """Every pattern of ours that takes an integer, as an address with 7 in its place."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from addresses_with_numbers(pattern.url_patterns, route)
        elif any(isinstance(kind, IntConverter) for kind in pattern.pattern.converters.values()) and "^" not in route:
            yield route


def fill(route, number):
    parts = route.replace("<slug:slug>", "mot-bai").replace("<kind>", "csv").replace("<str:kind>", "csv")
    parts = parts.replace("<path:object_id>", "5").replace("<uuid:key>", str(UUID(int=5)))
    while "<int:" in parts:
        start, _, rest = parts.partition("<int:")
        parts = f"{start}{number}{rest.partition('>')[2]}"
    return f"/{parts}"


@pytest.fixture
def client(client):
    make_site()
    client.force_login(make_user(WEBMASTER))
    return client


@pytest.mark.parametrize("route", [pytest.param(route, id=route) for route in addresses_with_numbers()])
def test_zeros_in_front_of_a_number_lead_to_the_address_without_them(client, route):
    assert "<" not in fill(route, 7)

    answer = client.get(fill(route, "0007"), {"trang": "2"})

    assert answer.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert answer["Location"] == fill(route, 7) + "?trang=2"


def test_there_are_such_addresses():
    assert len(list(addresses_with_numbers())) > 10


@pytest.mark.parametrize("address", ["/the/007/", "/chuyen-muc/nam-05/", "/quan-tri/thong-ke/doi-chieu/2026-03-02/"])
def test_a_zero_that_is_part_of_a_name_or_a_day_stays(client, address):
    assert client.get(address).status_code != HTTPStatus.MOVED_PERMANENTLY


def test_a_comment_that_is_sent_to_such_an_address_is_not_lost(client):
    article = make_article()

    answer = client.post(f"/binh-luan/000{article.pk}/", filled_in(article))

    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("number", ["0" * 60, "0" * 300 + "1", "9" * 300])
def test_a_number_of_any_length_is_no_error_of_ours(client, number):
    make_comment()

    for route in addresses_with_numbers():
        answer = client.get(fill(route, number), follow=True)
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, route
