"""What is not there has one page for all readers, which costs them no more than a kept page does."""

import re
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from cchc_portal.serving import failures
from cchc_portal.serving.not_found import NOWHERE, is_missing_file, leads_nowhere
from layout.models import SiteSettings
from tests.factories import make_article, make_site
from tests.waiting import wait_until
from uploads.binned_files import place_of

from .workers import Worker, committed, signed_cookies, small_application

pytestmark = committed

# Known by their spelling alone; known by the database.
NOWHERE_AT_ALL = [
    "/khac/", "/wp-login.php", "/.env", "/bai-viet/khong-so/", "/the/a/b/", "/trang/x/y/z/", "/quan/tri",
    "/" + "a" * 500, "/api/v1/users", "/chuyen-muc/", "/thong-ke/khong-co/", "/sitemap-tin-tuc/", "/a%00b/",
    "/a\x80\xffb/",
]  # fmt: skip
NOT_IN_THE_DATABASE = [
    "/bai-viet/khong-co-999999/", "/chuyen-muc/khong-co/", "/the/khong-co/", "/tac-gia/khong-co/", "/trang/khong-co/",
    "/su-kien/khong-co/", "/rss/khong-co/", "/sitemap-khong-co.xml", "/binh-luan/999999/", "/binh-luan/999999/1/",
]  # fmt: skip


@pytest.fixture
def rendered(monkeypatch):
    """How often the page was rendered, as the length of a list."""
    calls, render = [], failures.defaults.page_not_found
    monkeypatch.setattr(failures.defaults, "page_not_found", lambda *arguments: calls.append(1) or render(*arguments))
    return calls


@pytest.fixture
def worker():
    make_site()
    return Worker()


def test_whatever_is_not_there_the_page_is_rendered_once(worker, rendered):
    for path in NOT_IN_THE_DATABASE + NOWHERE_AT_ALL + NOT_IN_THE_DATABASE:
        got = worker.get(path)
        assert got.status == HTTPStatus.NOT_FOUND, path
        assert "Không tìm thấy trang này" in got.text, path

    assert len(rendered) == 1
    assert not worker.cache.pages


def test_an_address_that_no_pattern_meets_is_not_asked_about_in_django(worker):
    worker.get("/khac/")
    asked = worker.renders

    for path in NOWHERE_AT_ALL:
        for method in ("GET", "HEAD", "POST", "DELETE"):
            assert worker.get(path, method=method).status == HTTPStatus.NOT_FOUND

    assert worker.renders == asked


def test_the_page_is_the_same_for_all_and_names_no_address(worker):
    pages = {worker.get(path, "q=BI-MAT").text for path in NOT_IN_THE_DATABASE + NOWHERE_AT_ALL}

    (page,) = pages
    assert not re.search(r"khong-co|khac|BI-MAT|canonical|aria-current|khong-tim-thay", page)
    assert '<meta name="robots" content="noindex">' in page
    assert '<html lang="vi">' in page


def test_its_headers_are_those_that_django_gives_it(worker, client):
    ours, djangos = worker.get("/the/khong-co/").headers, client.get("/the/khong-co/").headers

    for name in ("Content-Type", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert ours[name.lower()] == djangos[name]
    assert ours["cache-control"] == "private, no-cache"
    assert "etag" not in ours
    assert "set-cookie" not in ours


@pytest.mark.parametrize("path", ["/khac/", "/the/khong-co/", "/bai-viet/khong-co-999999/", "/binh-luan/999999/"])
def test_it_is_sent_as_the_browser_reads_it_and_never_as_unchanged(worker, path):
    plain = worker.get(path)

    for encoding in ("br", "gzip"):
        got = worker.get(path, accept_encoding=encoding, if_none_match="*")
        assert (got.status, got.text) == (HTTPStatus.NOT_FOUND, plain.text)
        assert got.headers["content-encoding"] == encoding
        assert got.headers["content-length"] == str(len(got.body))
    head = worker.get(path, method="HEAD")
    assert (head.status, head.body, head.headers) == (HTTPStatus.NOT_FOUND, b"", plain.headers)


@pytest.mark.parametrize("path", ["/khac/", "/the/khong-co/", "/binh-luan/999999/"])
def test_staff_and_the_admin_are_answered_by_django(worker, rendered, path):
    worker.get("/khac/")
    asked = worker.renders

    assert worker.get(path, cookie=signed_cookies()).status == HTTPStatus.NOT_FOUND
    assert worker.renders == asked + 1
    worker.get("/quan-tri/khong-co/")
    assert worker.renders == asked + 2


def test_a_session_that_is_made_up_costs_no_rendering(worker, rendered):
    for number in range(5):
        worker.get("/the/khong-co/", cookie=f"sessionid={number:032}; sessionid-signature=x:y:{number}")

    assert len(rendered) == 1


def test_it_follows_the_content(worker):
    worker.get("/khac/")

    site = SiteSettings.objects.get()
    site.name = "Cổng thử nghiệm"
    site.save()

    wait_until(lambda: "Cổng thử nghiệm" in worker.get("/khac/").text)


def test_what_comes_to_be_there_is_shown(worker):
    assert worker.get("/bai-viet/bai-999999/").status == HTTPStatus.NOT_FOUND

    article = make_article(pk=999_999)

    assert worker.get(article.get_absolute_url()).status == HTTPStatus.OK


def test_who_is_led_elsewhere_is_still_led_there(worker):
    worker.get("/khac/")

    for path, address in {
        "/tim-kiem": "/tim-kiem/",
        "/tim-kiem/).": "/tim-kiem/",
        "/the/x”": "/the/x/",
        "/feed/": "/rss/",
        "/index.php": "/",
        "/sitemap_index.xml": "/sitemap.xml",
        "/binh-luan/007/": "/binh-luan/7/",
    }.items():
        got = worker.get(path.encode().decode("latin-1"))
        assert (got.status, got.headers["location"]) == (HTTPStatus.MOVED_PERMANENTLY, address)


def test_a_name_that_is_not_ours_and_a_request_in_the_clear_are_answered_as_before(worker, settings):
    worker.get("/khac/")

    assert worker.get("/khac/", host="evil.example").status == HTTPStatus.BAD_REQUEST
    settings.SECURE_SSL_REDIRECT, settings.SITE_URL = True, "https://testserver"
    secure = Worker()
    assert secure.get("/khac/").headers["location"] == "https://testserver/khac/"


def test_without_a_database_the_kept_page_is_sent(worker, make_database_unavailable):
    worker.get("/khac/")
    make_database_unavailable()

    assert worker.get("/khac/khac/").status == HTTPStatus.NOT_FOUND
    assert worker.get("/the/khong-co/").status == HTTPStatus.SERVICE_UNAVAILABLE  # nobody knows


def test_without_a_database_and_without_a_kept_page_readers_are_asked_to_come_back(worker, make_database_unavailable):
    make_database_unavailable()

    assert worker.get("/khac/").status == HTTPStatus.SERVICE_UNAVAILABLE


def test_a_crowd_at_the_first_address_gets_the_page(worker, rendered):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: worker.get(f"/khac/{number}"), range(8)))
        pool.map(lambda _: connections.close_all(), range(8))

    assert {answer.status for answer in answers} == {HTTPStatus.NOT_FOUND}
    assert len(rendered) == 1


def test_what_another_application_does_not_find_is_sent_as_it_is(worker):
    other = Worker(small_application("404 Not Found", b"nichts"))

    assert [other.get(path).text for path in ("/", "/khac/")] == ["nichts"] * 2


def test_nothing_is_at_the_address_by_which_the_page_is_rendered():
    assert leads_nowhere(NOWHERE)


# Files


@pytest.mark.parametrize(
    "path",
    [
        "/static/khong-co.css", "/static/", "/static/../manage.py", "/static/%2e%2e/x", "/static/js/\x00",
        "/static/css", "/media/khong-co.webp", "/media/khong-co.exe", "/media/", "/media/../x.pdf", "/media/a\x00.pdf",
        "/media/.x.webp", "/media/" + "a" * 300 + ".webp", "/media/\xe1\xba\xa3nh.webp",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_file_that_is_not_there_gets_a_short_page_without_django(worker, path, method):
    got = worker.get(path, method=method)

    assert got.status == HTTPStatus.NOT_FOUND
    assert int(got.headers["content-length"]) < 2500
    assert ("Không tìm thấy tệp này" in got.text) == (method != "HEAD")
    assert got.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in got.headers["content-security-policy"]
    assert worker.renders == 0


@pytest.mark.parametrize("path", ["/static/khong-co.css", "/media/khong-co.webp"])
def test_staff_get_it_too_and_where_no_page_is_kept(worker, client, path):
    got = worker.get(path, cookie=signed_cookies())

    assert got.text == client.get(path).content.decode()
    assert (got.status, worker.renders) == (HTTPStatus.NOT_FOUND, 1)


def test_a_file_of_the_bin_is_gone_and_its_page_is_sent_without_django(worker):
    name = default_storage.save(place_of("kiem-tra/anh-640.webp"), ContentFile(b"x"))
    shown = name.removeprefix(place_of(""))

    got = worker.get(f"/media/{shown}")

    assert (got.status, worker.renders) == (HTTPStatus.GONE, 0)
    assert "không còn trên trang tin" in got.text
    assert got.headers["cache-control"] == "no-store"
    assert worker.get(f"/media/{name}").status == HTTPStatus.NOT_FOUND
    assert worker.get(f"/media/{shown}", cookie=signed_cookies()).text == got.text


def test_a_file_that_is_there_is_sent(worker, tmp_path, settings):
    name = default_storage.save("kiem-tra/anh.webp", ContentFile(b"x"))
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "a.css").write_text("x")

    assert worker.get(f"/media/{name}").body == b"x"
    assert worker.get(f"/media/{name}).").headers["location"] == f"/media/{name}"
    assert not is_missing_file("/static/a.css")
    assert is_missing_file("/static/b.css")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/static/a.css", "/static/js/a.js", "/static/a.css/", "/media/a.webp)"])
def test_a_file_is_sent_also_after_somebody_asked_for_a_page_that_is_not_there(tmp_path, settings, path, method):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "js").mkdir()
    for name in ("a.css", "js/a.js"):
        (tmp_path / name).write_text("x")
    asked = []

    def files(environ, start_response):
        if environ["PATH_INFO"].startswith(("/static/", "/media/")):
            asked.append(environ["PATH_INFO"])
        return WSGIHandler()(environ, start_response)

    worker = Worker(files)
    for each in ("/khong-co-trang-nay/", "/hoi-dap/don-vi/abc.def/"):
        assert worker.get(each).status == HTTPStatus.NOT_FOUND

    worker.get(path, method=method)

    assert asked == ([path] if not is_missing_file(path) else [])


def test_files_of_a_developers_portal_are_left_to_django(settings):
    settings.DEBUG = True

    assert not is_missing_file("/static/khong-co.css")


def test_what_only_looks_like_a_file_is_a_page_that_is_not_there(worker):
    assert "Không tìm thấy trang này" in worker.get(quote("/statics/x.css")).text
    assert django_settings.STATIC_URL == "/static/"
