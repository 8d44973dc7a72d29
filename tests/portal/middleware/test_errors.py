"""No browser and no cache keeps an error: what is gone, or was not found, may be there the next time."""

from http import HTTPStatus

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse

from articles.models import Article, Page
from cchc_portal.middleware.errors import keep_no_error
from tests.articles.test_renamed import NAMES, address_of, every_address
from tests.factories import make_article, make_site, make_user
from tests.portal.serving.workers import Worker, committed, signed_cookies
from tests.revisions.bin.bins import bin_as, return_as
from tests.revisions.bin.test_gone import MAKE
from uploads.binned_files import place_of

ERRORS = [status for status in HTTPStatus if status >= HTTPStatus.BAD_REQUEST]
MISSING = [
    "/bai-viet/khong-co-999999/", "/chuyen-muc/khong-co/", "/the/khong-co/", "/tac-gia/khong-co/", "/trang/khong-co/",
    "/su-kien/khong-co/", "/rss/khong-co/", "/sitemap-khong-co.xml", "/binh-luan/999999/", "/khong-co-gi/",
    "/media/khong-co.webp", "/media/khong-co.pdf", "/media/.env", "/static/khong-co.css", "/a%00b/",
]  # fmt: skip


def is_asked_for_again(answer):
    said = answer.headers.get("cache-control", "")
    return any(word in said for word in ("no-cache", "no-store")) and "immutable" not in said


@pytest.fixture(autouse=True)
def site(db):
    make_site()


@pytest.mark.parametrize("status", ERRORS)
def test_an_error_of_whatever_kind_is_kept_by_nobody(rf, status):
    for said in ("", "public, max-age=31536000, immutable"):
        answer = HttpResponse(status=status, headers={"Cache-Control": said} if said else {})

        assert (
            keep_no_error(lambda request, answer=answer: answer)(rf.get("/"))["Cache-Control"] == "private, no-cache"
        )


@pytest.mark.parametrize("said", ["no-store", "max-age=0, no-cache, no-store, must-revalidate, private"])
def test_a_stricter_word_stays(rf, said):
    answer = HttpResponse(status=HTTPStatus.GONE, headers={"Cache-Control": said})

    assert keep_no_error(lambda request: answer)(rf.get("/"))["Cache-Control"] == said


@pytest.mark.parametrize("status", [HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED])
def test_what_is_there_is_kept_as_before(rf, status):
    answer = HttpResponse(status=status, headers={"Cache-Control": "public, max-age=60"})

    assert keep_no_error(lambda request: answer)(rf.get("/"))["Cache-Control"] == "public, max-age=60"


def asked_each_way(client, path):
    """The answers of Django alone, and of a process with kept pages: to a reader twice, to staff, to HEAD."""
    worker = Worker()
    return [
        client.get(path),
        worker.get(path),
        worker.get(path),
        worker.get(path, cookie=signed_cookies()),
        worker.get(path, method="HEAD"),
    ]


@committed
@every_address
def test_the_page_of_what_is_in_the_bin(client, name):
    hoa = make_user("Biên tập viên", is_superuser=True)
    bin_as(hoa, MAKE[NAMES[name]]("mot"))

    for answer in asked_each_way(client, address_of(name, "mot")):
        status = getattr(answer, "status_code", None) or answer.status
        assert (status, is_asked_for_again(answer)) == (HTTPStatus.GONE, True), answer.headers


@committed
@pytest.mark.parametrize("way", ["withdrawn", "in the bin"])
def test_the_page_of_an_article_that_is_gone(client, way):
    article = make_article()
    if way == "withdrawn":
        Article.objects.filter(pk=article.pk).update(status=Article.Status.WITHDRAWN)
    else:
        bin_as(make_user(is_superuser=True), article)

    for answer in asked_each_way(client, article.get_absolute_url()):
        status = getattr(answer, "status_code", None) or answer.status
        assert (status, is_asked_for_again(answer)) == (HTTPStatus.GONE, True), answer.headers


@committed
@pytest.mark.parametrize("file", ["2026/11/mot.pdf", "2026/11/mot-1600.webp"])
def test_a_file_of_the_bin(client, settings, tmp_path, file):
    settings.MEDIA_ROOT = tmp_path
    default_storage.save(place_of(file), ContentFile(b"x"))

    for answer in asked_each_way(client, f"/media/{file}"):
        status = getattr(answer, "status_code", None) or answer.status
        assert (status, is_asked_for_again(answer)) == (HTTPStatus.GONE, True), answer.headers


@committed
@pytest.mark.parametrize("path", MISSING)
def test_whatever_is_not_there(client, path):
    for answer in asked_each_way(client, path):
        status = getattr(answer, "status_code", None) or answer.status
        assert (status, is_asked_for_again(answer)) == (HTTPStatus.NOT_FOUND, True), answer.headers


@pytest.mark.parametrize("path", ["/tim-kiem/", "/trang/mot/", "/quan-tri/", "/khao-sat/"])
def test_what_is_asked_for_in_a_wrong_way(client, path):
    MAKE[Page]("mot")

    answer = client.put(path)

    assert answer.status_code < HTTPStatus.BAD_REQUEST or is_asked_for_again(answer)


def test_a_part_of_a_file_that_it_does_not_have(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    default_storage.save("2026/11/mot.pdf", ContentFile(b"x"))

    answer = client.get("/media/2026/11/mot.pdf", HTTP_RANGE="bytes=9-")

    assert answer.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    assert is_asked_for_again(answer)


@committed
def test_what_came_back_is_there_again(client):
    boss, page = make_user(is_superuser=True), MAKE[Page]("mot")
    entry = bin_as(boss, page)
    assert is_asked_for_again(client.get("/trang/mot/"))

    return_as(boss, entry)

    assert client.get("/trang/mot/").status_code == HTTPStatus.OK
