import gzip
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http import HTTPStatus
from io import BytesIO
from unittest.mock import Mock

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connections, transaction
from django.utils import timezone

from articles.models import Article
from articles.sitemaps import SITEMAPS
from cchc_portal import content_version, page_cache
from cchc_portal.page_cache import PageCache, preferred_encoding
from comments.models import Comment
from layout.models import Banner
from tests.comments.factories import make_comment
from tests.factories import MODERATOR, make_article, make_image, make_site, make_user

pytestmark = pytest.mark.django_db
# Where Django itself answers, as in a server: it closes connections, and the version advances at commit.
committed = pytest.mark.django_db(transaction=True)
MEGABYTES = 1024 * 1024


class Worker:
    """A web process: the page cache with a version watch of its own, around Django or another application."""

    def __init__(self, application=None, limit=8 * MEGABYTES):
        self.renders = 0
        self.application = application or WSGIHandler()
        # A hundredth of the second that a real process waits between two looks at the version.
        self.cache = PageCache(self.count, limit, content_version.Watch(seconds=0.01))

    def count(self, environ, start_response):
        self.renders += 1
        return self.application(environ, start_response)

    def get(self, path, query="", method="GET", **headers):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "HTTP_HOST": "testserver",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "203.0.113.7",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
        }
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        return Got(page_cache.collect(self.cache, environ))


class Got:
    def __init__(self, answer):
        self.status = answer.status
        self.body = answer.body
        self.headers = {name.lower(): value for name, value in answer.headers}
        encoding = self.headers.get("content-encoding")
        plain = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding, bytes)(answer.body)
        self.text = plain.decode()


def small_application(status="200 OK", body=b"Xin ch\xc3\xa0o " * 50, headers=()):
    def application(environ, start_response):
        start_response(status, [("Content-Type", "text/html; charset=utf-8"), *headers])
        return [body]

    return application


@pytest.fixture(autouse=True)
def site():
    make_site()


def wait_until(condition, seconds=2):
    """The bar: whatever changes, every worker shows it within two seconds."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "not shown within two seconds"
        time.sleep(0.02)


@committed
def test_a_second_reader_is_answered_without_django():
    article, worker = make_article(), Worker()

    first = worker.get(article.get_absolute_url())
    second = worker.get(article.get_absolute_url())

    assert first.text == second.text
    assert article.title in second.text
    assert worker.renders == 1


@committed
def test_a_kept_page_costs_no_query(django_assert_num_queries):
    article, worker = make_article(), Worker()
    worker.cache.watch.seconds = 60
    worker.get(article.get_absolute_url())

    with django_assert_num_queries(0):
        worker.get(article.get_absolute_url())


@committed
def test_an_edit_shows_in_every_worker():
    article, workers = make_article(), [Worker(), Worker()]
    for worker in workers:
        worker.get(article.get_absolute_url())

    article.title = "Xã Tân Phong sửa lại tiêu đề"
    article.save()

    for worker in workers:
        wait_until(lambda worker=worker: "sửa lại tiêu đề" in worker.get(article.get_absolute_url()).text)


@committed
def test_a_withdrawn_article_is_gone_from_every_worker():
    article, workers = make_article(), [Worker(), Worker()]
    for worker in workers:
        worker.get(article.get_absolute_url())

    article.status = Article.Status.WITHDRAWN
    article.save()

    for worker in workers:
        wait_until(lambda worker=worker: worker.get(article.get_absolute_url()).status == HTTPStatus.GONE)


@committed
def test_an_approved_comment_shows_in_every_worker_and_a_waiting_one_renders_nothing_anew():
    moderator, article, workers = make_user(MODERATOR), make_article(), [Worker(), Worker()]
    for worker in workers:
        worker.get(article.get_absolute_url())
    before = content_version.Watch().current().stamp
    comment = make_comment(article, state=Comment.State.PENDING, body="Cảm ơn bộ phận một cửa xã.")
    assert content_version.Watch().current().stamp == before

    comment.decide(Comment.State.APPROVED, by=moderator)

    for worker in workers:
        wait_until(lambda worker=worker: "Cảm ơn bộ phận một cửa xã." in worker.get(article.get_absolute_url()).text)


@committed
def test_an_article_appears_at_its_hour_and_goes_at_its_hour(time_machine):
    nine = timezone.now() + timedelta(hours=5)
    article = make_article(title="Bài hẹn giờ", published_at=nine, expires_at=nine + timedelta(hours=1))
    workers = [Worker(), Worker()]

    def shown():
        return ["Bài hẹn giờ" in worker.get("/").text for worker in workers]

    time_machine.move_to(nine - timedelta(seconds=2), tick=True)
    assert shown() == [False, False]
    wait_until(lambda: shown() == [True, True], seconds=4)

    time_machine.move_to(article.expires_at - timedelta(seconds=1), tick=True)
    wait_until(lambda: shown() == [False, False], seconds=3)


def test_a_reading_ends_when_the_next_hour_comes(time_machine):
    nine = timezone.now() + timedelta(hours=5)
    make_article(published_at=nine)
    watch = content_version.Watch(seconds=60)
    time_machine.move_to(nine - timedelta(seconds=0.2), tick=True)
    before = watch.current()
    assert before.good_until - time.monotonic() <= 0.2

    time.sleep(0.25)

    assert watch.current().stamp != before.stamp


def test_a_banner_ends_by_itself(time_machine):
    ends_at = timezone.now() + timedelta(days=1)
    Banner.objects.create(place="home", image=make_image(), ends_at=ends_at)
    before = content_version.Watch().current().stamp

    time_machine.move_to(ends_at + timedelta(seconds=1))

    assert content_version.Watch().current().stamp != before


@committed
def test_a_change_that_is_rolled_back_renders_nothing_anew():
    article = make_article()
    before = content_version.Watch().current().stamp

    with transaction.atomic():
        article.save()
        transaction.set_rollback(True)

    assert content_version.Watch().current().stamp == before


@committed
def test_many_changes_in_one_transaction_advance_the_version_once(django_assert_num_queries):
    before = content_version.Watch().current().stamp[0]

    with django_assert_num_queries(3), transaction.atomic():  # BEGIN, COMMIT and one more
        for _ in range(50):
            content_version.advance()

    assert content_version.Watch().current().stamp[0] == before + 1


@committed
def test_an_advance_in_a_lost_savepoint_does_not_hide_a_later_one():
    before = content_version.Watch().current().stamp

    with transaction.atomic():
        with transaction.atomic():
            content_version.advance()
            transaction.set_rollback(True)
        content_version.advance()

    assert content_version.Watch().current().stamp != before


@committed
def test_staff_are_answered_by_django():
    article, worker = make_article(), Worker()

    for _ in range(2):
        got = worker.get(article.get_absolute_url(), cookie="sessionid=abc")

    assert worker.renders == 2
    assert "private" in got.headers["cache-control"]


def test_the_cookies_of_a_reader_never_reach_a_kept_page():
    seen = []

    def application(environ, start_response):
        seen.append(environ.get("HTTP_COOKIE"))
        start_response("200 OK", [("Content-Type", "text/html"), ("Vary", "Cookie")])
        return [b"for everybody"]

    got = Worker(application).get("/", cookie="_ga=1")

    assert seen == [None]
    assert got.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["/thong-ke/", "/thong-ke/cach-tinh/", "/sitemap-thong-ke.xml"])
def test_the_public_pages_of_statistics_are_kept(path):
    worker = Worker(small_application())

    worker.get(path)
    worker.get(path)

    assert worker.renders == 1


@pytest.mark.parametrize("path", ["/quan-tri/login/", "/binh-luan/1/", "/thong-ke/anh/1.svg", "/tim-kiem/", "/khac/"])
def test_pages_of_one_visitor_are_never_kept(path):
    worker = Worker(small_application())

    worker.get(path)
    got = worker.get(path)

    assert worker.renders == 2
    assert got.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize(
    "answer",
    [
        small_application("404 Not Found"),
        small_application("301 Moved Permanently", headers=[("Location", "/")]),
        small_application(headers=[("Set-Cookie", "csrftoken=x")]),
        small_application(headers=[("Cache-Control", "no-store")]),
    ],
)
def test_an_answer_that_is_not_for_everybody_is_not_kept(answer):
    worker = Worker(answer)

    worker.get("/")
    worker.get("/")

    assert worker.renders == 2


def test_unknown_query_parameters_share_one_copy_and_are_not_seen_by_the_page():
    seen = []

    def application(environ, start_response):
        seen.append(environ["QUERY_STRING"])
        return small_application()(environ, start_response)

    worker = Worker(application)
    for query in ["trang=2", "utm_source=zalo&trang=2", "trang=2&fbclid=IwAR", "trang=3"]:
        worker.get("/chuyen-muc/tin/", query)
    worker.get("/bai-viet/mot-bai-1/", "trang=2&utm_source=x")

    assert seen == ["trang=2", "trang=3", ""]


def test_every_site_map_for_machines_is_kept():
    assert {f"sitemap-{section}.xml" for section in SITEMAPS} <= page_cache.PAGES.keys()


@pytest.mark.parametrize("number", ["abc", "0001", "-1", "123456", "1e3"])
def test_a_nonsense_page_number_is_explained_and_not_kept(number):
    worker = Worker(small_application())

    worker.get("/chuyen-muc/tin/", f"trang={number}")

    assert not worker.cache._pages


@committed
@pytest.mark.parametrize("path", ["/su-kien/", "/chuyen-muc/{}/"])
def test_page_numbers_that_anybody_can_make_up_take_no_room(path):
    path = path.format(make_article().category.slug)
    worker = Worker()

    for number in (1, 77, 78, 79):
        assert worker.get(path, f"trang={number}").status == HTTPStatus.OK

    assert [key[2] for key in worker.cache._pages] == ["trang=1"]


@committed
@pytest.mark.parametrize("query", ["&" * 60, "a=1&" * 2000])
def test_a_query_of_very_many_fields_is_no_error(query):
    category, worker = make_article().category, Worker()

    answer = worker.get(category.get_absolute_url(), query)

    assert answer.status in {HTTPStatus.OK, HTTPStatus.BAD_REQUEST}
    assert not worker.cache._pages


@committed
def test_hosts_that_are_not_ours_are_left_to_django():
    worker = Worker()

    assert worker.get("/", host="evil.example").status == HTTPStatus.BAD_REQUEST
    assert not worker.cache._pages


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
def test_a_browser_that_has_the_page_is_told_that_it_is_unchanged():
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


@committed
def test_readers_who_come_at_once_cost_one_render():
    entered = threading.Event()

    def slow(environ, start_response):
        entered.set()
        time.sleep(0.2)
        return small_application()(environ, start_response)

    worker = Worker(slow)
    worker.cache.watch.seconds = 60
    worker.cache.watch.current()

    with ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(lambda _: worker.get("/"), range(8)))
        readers.map(lambda _: connections.close_all(), range(8))

    assert worker.renders == 1
    assert {answer.status for answer in answers} == {HTTPStatus.OK}


def test_memory_is_bounded_and_pages_that_are_read_stay():
    def application(environ, start_response):
        return small_application(body=bytes(environ["PATH_INFO"], "ascii") * 100)(environ, start_response)

    worker = Worker(application, limit=100_000)
    for number in range(100):
        worker.get(f"/the/{number}/")
        worker.get("/the/asked-often/")

    assert worker.cache.size <= 100_000
    assert worker.cache.size == sum(page.size for page in worker.cache._pages.values())
    assert worker.renders == 101


@committed
def test_while_the_database_is_away_the_last_copy_is_answered(database_goes_away, monkeypatch):
    article, worker = make_article(), Worker()
    fresh = worker.get(article.get_absolute_url())

    database_goes_away()
    time.sleep(0.02)
    kept = worker.get(article.get_absolute_url())
    for_staff = worker.get(article.get_absolute_url(), cookie="sessionid=x")
    never_seen = worker.get("/so-do-trang/")
    monkeypatch.undo()
    time.sleep(0.02)
    again = worker.get("/so-do-trang/")

    assert (kept.status, kept.text) == (HTTPStatus.OK, fresh.text)
    assert kept.headers["warning"].startswith("111")
    assert "age" in kept.headers
    for refused in (never_seen, for_staff):
        assert refused.status == HTTPStatus.SERVICE_UNAVAILABLE
        assert refused.headers["retry-after"] == "10"
        assert "Xin bạn thử lại sau ít phút" in refused.text
    assert again.status == HTTPStatus.OK


@committed
@pytest.mark.parametrize("cookie", ["", "sessionid=x"])
def test_a_database_that_is_back_a_moment_after_the_failure_is_no_error_of_ours(monkeypatch, cookie):
    worker = Worker()
    worker.get("/robots.txt")
    with monkeypatch.context() as broken:
        broken.setattr("articles.views.render", Mock(side_effect=OperationalError("server closed the connection")))
        got = worker.get("/so-do-trang/", cookie=cookie)

    assert got.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert got.headers["retry-after"] == "10"
    assert worker.get("/so-do-trang/").status == HTTPStatus.OK


@committed
def test_when_a_page_fails_the_last_copy_is_answered():
    worker = Worker(small_application())
    worker.get("/")
    worker.application = small_application("500 Internal Server Error")
    content_version.advance()
    time.sleep(0.02)

    got = worker.get("/")

    assert got.status == HTTPStatus.OK
    assert "warning" in got.headers
    assert worker.get("/so-do-trang/").status == HTTPStatus.INTERNAL_SERVER_ERROR


def test_a_header_as_long_as_a_book_is_not_remembered():
    header = "br, " * 100_000
    known = sys.getrefcount(header)
    worker = Worker(small_application())

    assert worker.get("/", accept_encoding=header).status == HTTPStatus.OK

    assert sys.getrefcount(header) == known
