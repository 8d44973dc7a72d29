"""What forged requests send to be proofread: any address, any fact, all rules; an answer, never an error."""

import json

import pytest
from django.urls import reverse

from tests.factories import WRITER, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    user = make_user(WRITER)
    client.force_login(user)
    return user


def ask(client, **sent):
    return client.post(reverse("copyediting:findings"), json.dumps({"kind": "article"} | sent), "application/json")


@pytest.mark.parametrize(
    "address",
    [
        "\ud800",
        "/\ud800/",
        "/a\0b/",
        "/%00/",
        "/bai-viet/1/a%00/",
        "/bai-viet/1/%ed%a0%80/",
        "/media/%00.webp",
        "/media/a\0.pdf",
        "/media/%2e%2e/%2e%2e/etc/passwd",
        "/media/" + "a" * 900 + ".webp",
        "/media/" + "a/" * 900 + "a.webp",
        "/chuyen-muc/%00/",
        "/the/%ff/",
        "/video/%00%00%00/",
        "https://a\0.vn/",
        "https://%00.vn/",
        "https://\ud800.vn/",
        "https://xn--\u0301.vn/",
        "https://" + "a" * 300 + ".vn/",
        "https://[::1",
        "https://a.vn:99999/",
        "\0",
        "www.a\0.vn",
    ],
)
def test_any_address_of_a_link_is_read(client, writer, address):
    blocks = [{"kind": "p", "text": "xem trang này", "links": [[4, 9, address]]}]

    assert ask(client, blocks=blocks, fields={"source_url": address}).status_code == 200


@pytest.mark.parametrize("odd", ["\ud800", "a\0b", "x" * 50_000])
def test_any_fact_and_any_picture_is_read(client, writer, odd):
    facts = dict.fromkeys(("cover", "byline", "source", "source_url", "published_at", "comments_open"), odd)

    assert (
        ask(client, facts=facts, pictures=[{"address": odd, "alt": odd}], fields={"title": "Tin"}).status_code == 200
    )


def test_links_that_touch_and_code_in_links_are_read(client, writer):
    block = {"kind": "p", "text": "abcdef", "links": [[0, 2, "/"], [2, 2, "/a"], [2, 6, "/b"]], "skipped": [[1, 3]]}

    assert ask(client, blocks=[block]).status_code == 200
