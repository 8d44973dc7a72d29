"""How a kept page goes out: as short as the browser can read it, and not at all when the browser has it."""

import sys
from http import HTTPStatus

import pytest

from cchc_portal.serving.negotiation import preferred_encoding
from tests.factories import make_article, make_site

from .workers import Worker, committed, small_application

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    make_site()


@committed
@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("", None)])
def test_a_page_is_sent_as_short_as_the_browser_can_read(accepted, encoding):
    article, worker = make_article(), Worker()
    plain = worker.get(article.get_absolute_url())

    got = worker.get(article.get_absolute_url(), accept_encoding=accepted)

    assert got.text == plain.text
    assert got.headers.get("content-encoding") == encoding
    assert got.headers["content-length"] == str(len(got.body))
    assert got.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("BR;q=1.0", "br"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("gzip;q=0.0, deflate", "identity"),
        ("br;q=0,*", "gzip"),
        ("nonsense;;,", "identity"),
    ],
)
def test_weights_of_accept_encoding_are_respected(accepted, encoding):
    assert preferred_encoding(accepted) == encoding


@committed
def test_a_browser_that_has_the_page_gets_not_modified():
    article, worker = make_article(), Worker()
    etag = worker.get(article.get_absolute_url(), accept_encoding="br").headers["etag"]

    for condition in [etag, f'"other", W/{etag}', "*"]:
        got = worker.get(article.get_absolute_url(), accept_encoding="br", if_none_match=condition)
        assert (got.status, got.body) == (HTTPStatus.NOT_MODIFIED, b"")
        assert "s-maxage" in got.headers["cache-control"]

    got = worker.get(article.get_absolute_url(), accept_encoding="gzip", if_none_match=etag)
    assert got.status == HTTPStatus.OK


@committed
def test_two_workers_give_a_page_the_same_name():
    article = make_article()

    assert (
        Worker().get(article.get_absolute_url()).headers["etag"]
        == (Worker().get(article.get_absolute_url()).headers["etag"])
    )


@committed
def test_head_is_answered_like_get_without_the_body():
    article, worker = make_article(), Worker()

    head = worker.get(article.get_absolute_url(), method="HEAD")
    get = worker.get(article.get_absolute_url())

    assert head.body == b""
    assert head.headers == get.headers
    assert worker.renders == 1


def test_a_header_as_long_as_a_book_is_not_remembered():
    header = "br, " * 100_000
    known = sys.getrefcount(header)
    worker = Worker(small_application())

    assert worker.get("/", accept_encoding=header).status == HTTPStatus.OK

    assert sys.getrefcount(header) == known
