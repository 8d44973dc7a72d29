"""A page is found by its one address: whatever else a request holds neither makes a copy nor sends it to Django."""

from http import HTTPStatus

import pytest

from cchc_portal.serving.page_keys import PAGES, page_of
from tests.factories import make_article, make_site
from tests.waiting import wait_until

from .workers import Worker, committed, small_application

pytestmark = pytest.mark.django_db

# What a browser, a program or an attacker may add to a request for a public page.
MADE_UP = [
    {"hx_request": "true"},
    {"hx_request": "true", "hx_target": "trang", "hx_boosted": "true"},
    {"authorization": "Bearer abc"},
    {"authorization": "Basic eDp4"},
    {"cookie": "sessionid=abcdefghijklmnopqrstuvwxyz012345"},
    {"cookie": "sessionid=x; sessionid-signature=x:y:z"},
    {"cookie": f"sessionid=x; sessionid-signature={'a' * 5000}"},
    {"cookie": "csrftoken=x; messages=y; _ga=1"},
    {"cookie": "x=1; " * 500 + "sessionid=x"},
    {"host": "testserver:81"},
    {"host": "TestServer:65535"},
    {"host": "localhost"},
    {"accept": "application/json"},
    {"accept_language": "en"},
    {"accept_encoding": "br;q=0.123, " * 90},
    {"range": "bytes=0-10"},
    {"if_none_match": '"a", ' * 20_000},
    {"if_modified_since": "Mon, 30 Nov 2026 00:00:00 GMT"},
    {"cache_control": "no-cache"},
    {"pragma": "no-cache"},
    {"x_forwarded_host": "evil.example"},
    {"x_forwarded_proto": "https"},
    {"x_forwarded_for": "1.2.3.4"},
    {"x_http_method_override": "DELETE"},
    {"x_requested_with": "XMLHttpRequest"},
    {"user_agent": "Googlebot"},
    {"method": "HEAD"},
]
QUERIES = [
    "utm_source=zalo", "fbclid=IwAR0", "a=1&b=2", "&" * 60, "a=1&" * 2000, "x" * 60_000, "%", "=&=", "trang", "trang=",
    "q=%00", "a[]=1",
]  # fmt: skip


@pytest.fixture
def worker():
    make_site()
    return Worker(small_application())


@pytest.mark.parametrize("made_up", MADE_UP)
def test_what_a_request_says_of_itself_does_not_keep_it_from_the_kept_page(worker, made_up):
    worker.get("/chuyen-muc/tin/")

    got = worker.get("/chuyen-muc/tin/", **made_up)

    assert got.status == HTTPStatus.OK
    assert worker.renders == 1
    assert len(worker.cache.pages) == 1


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    "path", ["/", "/chuyen-muc/tin/", "/bai-viet/mot-bai-1/", "/sitemap-bai-viet.xml", "/thong-ke/"]
)
def test_a_query_that_the_page_does_not_know_reads_the_one_copy(worker, path, query):
    worker.get(path)

    assert worker.get(path, query).status == HTTPStatus.OK
    assert worker.renders == 1
    assert len(worker.cache.pages) == 1


def test_nothing_of_the_visitor_reaches_a_page_that_is_kept():
    seen = []

    def application(environ, start_response):
        seen.append(environ)
        return small_application()(environ, start_response)

    Worker(application).get(
        "/",
        host="localhost:99",
        **{name: value for made in MADE_UP[:10] for name, value in made.items() if name != "host"},
    )

    (environ,) = seen
    assert {name for name in environ if name.startswith("HTTP_")} == {"HTTP_HOST"}
    assert (environ["HTTP_HOST"], environ["REMOTE_ADDR"]) == ("testserver", "")
    assert environ["wsgi.input"].read() == b""


def test_ports_that_anybody_can_make_up_take_no_memory_and_the_true_name_is_still_kept(worker):
    for port in range(1, 200):
        worker.get("/", host=f"testserver:{port}")
    worker.get("/")

    assert worker.renders == 1
    assert len(worker.cache.pages) == 1


@committed
@pytest.mark.parametrize("port", ["", ":81"])
def test_a_name_that_is_not_ours_gets_no_kept_page(port):
    make_site()
    worker = Worker()
    worker.get("/")

    assert worker.get("/", host=f"evil.example{port}").status == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize(
    ("path", "query", "address"),
    [
        ("/bai-viet/mot-bai-0001829/", "", "/bai-viet/mot-bai-1829/"),
        ("/bai-viet/mot-bai-00/", "", "/bai-viet/mot-bai-0/"),
        ("/bai-viet/nam-05-007/", "utm_source=x", "/bai-viet/nam-05-7/"),
        ("/bai-viet/mot-bai-1829", "", "/bai-viet/mot-bai-1829/"),
        ("/bai-viet//mot-bai-1829/", "", "/bai-viet/mot-bai-1829/"),
        ("//bai-viet/mot-bai-1829///", "", "/bai-viet/mot-bai-1829/"),
        ("///", "", "/"),
        ("/Bai-Viet/mot-bai-1829/", "", "/bai-viet/mot-bai-1829/"),
        ("/THONG-KE/Cach-tinh/", "", "/thong-ke/cach-tinh/"),
        ("/thong-ke", "", "/thong-ke/"),
        ("/Robots.TXT", "", "/robots.txt"),
        ("/chuyen-muc/tin/", "trang=02", "/chuyen-muc/tin/?trang=2"),
        ("/chuyen-muc/tin", "trang=2", "/chuyen-muc/tin/?trang=2"),
        ("/chuyen-muc/tin/", "trang=%32", "/chuyen-muc/tin/?trang=2"),
        ("/chuyen-muc/tin/", "tr%61ng=2", "/chuyen-muc/tin/?trang=2"),
        ("/chuyen-muc/tin/", "trang=+2", "/chuyen-muc/tin/?trang=2"),
        ("/chuyen-muc/tin/", "trang=%D9%A2", "/chuyen-muc/tin/?trang=2"),
        ("/chuyen-muc/tin/", "trang=1_0", "/chuyen-muc/tin/?trang=10"),
        ("/chuyen-muc/tin/", "trang=3&trang=2", "/chuyen-muc/tin/?trang=2"),
        ("/sitemap-bai-viet.xml", "p=002", "/sitemap-bai-viet.xml?p=2"),
        ("/sitemap-bai-viet.xml", "p=1", "/sitemap-bai-viet.xml"),
        ("/chuyen-muc/tin/", "trang=1", "/chuyen-muc/tin/"),
        ("/chuyen-muc/tin/", "trang=001", "/chuyen-muc/tin/"),
        ("/chuyen-muc/tin/", "trang=1.", "/chuyen-muc/tin/"),
        ("/su-kien/", "utm_source=x&trang=1", "/su-kien/"),
        ("/hoi-dap/", "trang=1", "/hoi-dap/"),
        ("/the/x/", "trang=2&trang=1", "/the/x/"),
        ("/chuyen-muc/tin/", "trang=2.", "/chuyen-muc/tin/?trang=2"),
        ("/chuyen-muc/tin/", "trang=2).", "/chuyen-muc/tin/?trang=2"),
        ("/chuyen-muc/tin/", "trang=2%E2%80%9D,", "/chuyen-muc/tin/?trang=2"),
    ],
)
def test_another_spelling_leads_to_the_one_address_without_asking_django(worker, path, query, address):
    got = worker.get(path, query)

    assert (got.status, got.headers["location"]) == (HTTPStatus.MOVED_PERMANENTLY, address)
    assert worker.renders == 0
    assert not worker.cache.pages


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/bai-viet/mot-bai-0/", ""),
        ("/bai-viet/nam-05-7/", ""),
        ("/the/2026/", ""),
        ("/the/007/", ""),
        ("/su-kien/", "trang=10"),
        ("/chuyen-muc/tin/", "utm_source=x&trang=2&utm_medium=y"),
    ],
)
def test_an_address_as_we_write_it_leads_nowhere_else(worker, path, query):
    assert worker.get(path, query).status == HTTPStatus.OK


@pytest.mark.parametrize(
    "path", ["//evil.example/", "///evil.example/%2f..", "/bai-viet//evil\r\nX: y/", "/\\evil.example/"]
)
def test_no_spelling_leads_to_another_site(worker, path):
    got = worker.get(path)

    assert got.status == HTTPStatus.OK  # left to the application, which knows no such page


def test_the_address_of_every_page_is_canonical_in_itself():
    for name in PAGES:
        path = name if name.startswith("/") else f"/{name}" if not name or "." in name else f"/{name}/"
        assert page_of(path, "") == (path, "", True)


def test_canonical_is_canonical_once_and_for_all():
    for path in ["/BAI-VIET//a-007", "///", "/the//x//", "/Thong-Ke", "/su-kien"]:
        for query in ["trang=007&trang=03", "trang=%33", "", "trang=3&a=b"]:
            found, known, _ = page_of(path, query)
            assert page_of(found, known) == (found, known, True)


@committed
def test_a_capital_in_a_slug_leads_to_the_small_one_if_nothing_has_that_name():
    make_site()
    category, worker = make_article().category, Worker()

    got = worker.get(category.get_absolute_url().replace("chuyen-muc-", "CHUYEN-Muc-"))

    assert got.status == HTTPStatus.MOVED_PERMANENTLY
    assert worker.get(got.headers["location"]).status == HTTPStatus.OK


@committed
def test_a_slug_with_a_capital_is_shown_as_it_is():
    make_site()
    article, worker = make_article(), Worker()
    type(article.category).objects.update(slug="Tin-Tuc")

    assert worker.get("/chuyen-muc/Tin-Tuc/").status == HTTPStatus.OK


@committed
def test_made_up_slugs_of_an_article_cost_django_once_for_each_version():
    make_site()
    article, worker = make_article(), Worker()
    address = article.get_absolute_url()

    for number in range(5):
        assert worker.get(f"/bai-viet/cu-{number}-{article.pk}/").headers["location"] == address
    assert worker.renders == 1
    assert worker.get(address).status == HTTPStatus.OK
    article.slug = "ten-moi"
    article.save()
    wait_until(lambda: worker.get(f"/bai-viet/cu-{article.pk}/").headers["location"] == article.get_absolute_url())
    assert worker.get(article.get_absolute_url()).status == HTTPStatus.OK
    assert worker.get(address).headers["location"] == article.get_absolute_url()
    pk = article.pk
    article.delete()
    wait_until(lambda: worker.get(f"/bai-viet/cu-{pk}/").status == HTTPStatus.NOT_FOUND)


@committed
def test_no_more_than_so_many_articles_are_remembered_for_that(monkeypatch):
    monkeypatch.setattr("cchc_portal.serving.page_cache.LED_MAX", 2)
    make_site()
    worker = Worker()

    for article in [make_article() for _ in range(5)]:
        worker.get(f"/bai-viet/sai-{article.pk}/")

    assert len(worker.cache._led) <= 2


@committed
def test_no_page_that_is_not_there_is_kept():
    make_site()
    article, worker = make_article(), Worker()
    addresses = [
        "/bai-viet/khong-co-999999/",
        "/the/khong-co/",
        "/bai-viet/sai-{}/",
        "/trang/x/y/z/",
        "/rss/khong-co/",
    ]

    for address in addresses:
        worker.get(address.format(article.pk))

    assert not worker.cache.pages


def test_a_request_in_the_clear_is_led_to_the_address_under_https(settings):
    make_site()
    settings.SECURE_SSL_REDIRECT, settings.SITE_URL = True, "https://testserver"
    worker = Worker(small_application())

    got = worker.get("/chuyen-muc//tin/", "trang=02")

    assert got.headers["location"] == "https://testserver/chuyen-muc/tin/?trang=2"
    assert worker.renders == 0


def test_a_page_is_made_as_if_asked_under_https_where_the_portal_is(settings):
    make_site()
    settings.SITE_URL, settings.SECURE_PROXY_SSL_HEADER = "https://testserver", ("HTTP_X_FORWARDED_PROTO", "https")
    seen = []

    def application(environ, start_response):
        seen.append((environ["wsgi.url_scheme"], environ["HTTP_X_FORWARDED_PROTO"]))
        return small_application()(environ, start_response)

    Worker(application).get("/")

    assert seen == [("https", "https")]
