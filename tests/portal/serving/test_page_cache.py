"""What the page cache keeps, for whom, and in how much memory."""

from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

import pytest
from django.db import connections

from articles.models import Page
from articles.pagination import PER_PAGE
from cchc_portal.serving import content_version, page_keys
from cchc_portal.urls import SITEMAPS
from tests.factories import make_article, make_event, make_site
from tests.waiting import wait_until

from .workers import Worker, committed, signed_cookies, small_application

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    make_site()


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
    worker.cache.watch = content_version.watch(seconds=60)
    worker.get(article.get_absolute_url())

    with django_assert_num_queries(0):
        worker.get(article.get_absolute_url())


@committed
def test_staff_are_answered_by_django():
    article, worker = make_article(), Worker()

    for _ in range(2):
        got = worker.get(article.get_absolute_url(), cookie=signed_cookies())

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
    assert {f"sitemap-{section}.xml" for section in SITEMAPS} <= page_keys.PAGES.keys()


def test_every_page_that_a_site_map_names_is_kept():
    rows = make_article(event=make_event()), Page.objects.create(title="Giới thiệu", body="<p>Trang tin.</p>")
    addresses = [sitemap().location(row) for sitemap in SITEMAPS.values() for row in sitemap().items()]
    worker = Worker(small_application())

    for address in addresses:
        worker.get(address)

    assert {row.get_absolute_url() for row in rows} < set(addresses)
    assert {path for _, path, *_ in worker.cache.pages} == set(addresses)


@pytest.mark.parametrize("number", ["abc", "0001", "-1", "123456", "1e3"])
def test_a_nonsense_page_number_is_explained_and_not_kept(number):
    worker = Worker(small_application())

    worker.get("/chuyen-muc/tin/", f"trang={number}")

    assert not worker.cache.pages


@committed
@pytest.mark.parametrize("path", ["/su-kien/", "/chuyen-muc/{}/"])
def test_page_numbers_that_anybody_can_make_up_take_no_memory(path):
    """One copy explains all that are too high, and one all that are no number."""
    path = path.format(make_article().category.slug)
    worker = Worker()
    worker.get(path)

    for number in (77, 78, 79, 2, 99_999, 123_456, "9" * 50, "abc", 0, -1, "%00", "1e3", "x" * 100):
        got = worker.get(path, f"trang={number}")
        assert got.status == HTTPStatus.OK
        assert "Không có trang bạn vừa mở" in got.text
        assert "no-store" in got.headers["cache-control"]

    assert [key[2] for key in worker.cache.pages] == ["", "trang=99999", "trang=0"]
    assert worker.renders == 3


@committed
def test_a_list_that_has_grown_shows_its_new_page_and_explains_the_next_anew():
    category = make_article().category
    worker, path = Worker(), category.get_absolute_url()
    assert "trang 1 trong 1 trang" in worker.get(path, "trang=2").text

    articles = [make_article(category=category) for _ in range(PER_PAGE)]
    wait_until(lambda: "bạn vừa mở" not in worker.get(path, "trang=2").text)

    assert 'aria-current="page"' in worker.get(path, "trang=2").text
    assert "trang 2 trong 2 trang" in worker.get(path, "trang=3").text
    assert "trang 2 trong 2 trang" in worker.get(path, "trang=4").text
    for article in articles:
        article.delete()
    wait_until(lambda: "trang 1 trong 1 trang" in worker.get(path, "trang=2").text)


@committed
@pytest.mark.parametrize("query", ["p=0", "p=abc", "p=99", "p=99999", "p=123456"])
def test_a_part_of_a_site_map_that_is_not_there_is_not_found_and_not_kept(query):
    worker = Worker()

    assert worker.get("/sitemap-bai-viet.xml", query).status == HTTPStatus.NOT_FOUND
    assert not worker.cache.pages


@committed
@pytest.mark.parametrize("query", ["&" * 60, "a=1&" * 2000])
def test_a_query_of_very_many_fields_is_no_error(query):
    category, worker = make_article().category, Worker()

    answer = worker.get(category.get_absolute_url(), query)

    assert answer.status == HTTPStatus.OK
    assert [key[1:] for key in worker.cache.pages] == [(category.get_absolute_url(), "")]


@committed
def test_hosts_that_are_not_ours_are_left_to_django():
    worker = Worker()

    assert worker.get("/", host="evil.example").status == HTTPStatus.BAD_REQUEST
    assert not worker.cache.pages


@committed
def test_readers_who_come_at_once_cost_one_render():
    readers = 8

    def slow(environ, start_response):
        (render,) = worker.cache._renders.values()
        wait_until(lambda: len(render.done._cond._waiters) == readers - 1, seconds=30)
        return small_application()(environ, start_response)

    worker = Worker(slow)
    worker.cache.watch = content_version.watch(seconds=60)
    worker.cache.watch.get()

    with ThreadPoolExecutor(readers) as pool:
        answers = list(pool.map(lambda _: worker.get("/"), range(readers)))
        pool.map(lambda _: connections.close_all(), range(readers))

    assert worker.renders == 1
    assert {answer.status for answer in answers} == {HTTPStatus.OK}


def test_memory_is_bounded_and_pages_that_are_read_stay():
    def application(environ, start_response):
        return small_application(body=bytes(environ["PATH_INFO"], "ascii") * 100)(environ, start_response)

    worker = Worker(application, limit=100_000)
    for number in range(100):
        worker.get(f"/the/{number}/")
        worker.get("/the/asked-often/")

    assert worker.cache.pages.size <= 100_000
    assert worker.cache.pages.size == sum(page.size for page in worker.cache.pages.values())
    assert worker.renders == 101
