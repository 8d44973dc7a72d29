"""A link that is pasted with the signs of its sentence leads to the page."""

from http import HTTPStatus
from urllib.parse import quote, unquote_to_bytes

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.urls import path

from cchc_portal import urls
from cchc_portal.middleware.addresses import without_signs_behind
from comments.models import Comment
from tests.comments.factories import filled_in
from tests.factories import WEBMASTER, make_article, make_site, make_user
from tests.portal.serving.workers import Worker, committed

pytestmark = pytest.mark.django_db

SIGNS = [
    *".,;:!?)]}>»”’\"'…*|`<“‘«>~^=+@$",
    ").", ".)", "),", "”.", '".', "...", "…”", "!!!", "?!", " .", "\u00a0", "\u200b", "\ufeff", "–", "—", "。", "）",
    "」", "👍", "👍🏻", "❤️", "/.", "/)", "/)/", "&", "%", "%20", "\\", "/”).", ").”/", "%22", "%29.",
]  # fmt: skip
PAGES = ["/", "/bai-viet/mot-bai-7/", "/the/mot-cua/", "/rss/", "/hoi-dap/", "/tim-kiem/", "/sitemap.xml"]


urlpatterns = [
    path("co-dau).", lambda request: HttpResponse("ok")),
    path("co-dau", lambda request: HttpResponse()),
    *urls.urlpatterns,
]


def raw(path):
    """`path` as a server hands it on: bytes as signs of Latin-1."""
    return unquote_to_bytes(path).decode("latin-1")


def behind(page, sign):
    return page.rstrip("/") + sign if sign.startswith("/") else page + sign


@pytest.mark.parametrize("page", PAGES)
def test_signs_behind_an_address_lead_to_it(client, page):
    for sign in SIGNS:
        answer = client.get(quote(behind(page, sign)), {"trang": "2"})

        assert (answer.status_code, answer["Location"]) == (HTTPStatus.MOVED_PERMANENTLY, f"{page}?trang=2"), sign


@pytest.mark.parametrize("page", PAGES[1:6])
def test_also_where_the_slash_was_lost(client, page):
    for sign in SIGNS:
        assert client.get(quote(page.rstrip("/") + sign.lstrip("/")))["Location"] == page, sign


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/the/mot-cua/%E2%80%9D", "/the/mot-cua/"),
        ("/the/mot-cua/%94", "/the/mot-cua/"),  # Windows-1252
        ("/the/mot-cua%29%2E", "/the/mot-cua/"),
        ("/the/mot-cua/%2529", "/the/mot-cua/"),  # encoded twice
        ("/the/mot-cua/%25E2%2580%259D", "/the/mot-cua/"),
        ("/the/mot-cua/%250A", "/the/mot-cua/"),
        ("/the/a_b-/.", "/the/a_b-/"),
        ("/the/mot-cua_.", "/the/mot-cua_/"),
    ],
)
def test_encoded_signs_too_and_what_slugs_may_have_stays(client, path, page):
    assert client.get(path)["Location"] == page


@pytest.mark.parametrize(
    "path",
    [
        "/khong-co/.",
        "/khong-co.",
        "/bai-viet/khong-so/)",
        "/static/khong-co.css.",
        "/.well-known/x.",
        "/wp-login.php.",
    ],
)
def test_where_there_is_no_such_page_either_it_is_not_found(client, path):
    assert client.get(path).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/.",
        "//evil.example)",
        "/%2Fevil.example/.",
        "/%252Fevil.example/.",
        "/\\evil.example.",
        "/%5Cevil.example/)",
        "/%255Cevil.example/)",
        "///.",
        "/https://evil.example/.",
        "/the/x/%0D%0ALocation:%20https://evil.example/.",
        "/the/x%250D%250ALocation:%2520https://evil.example.",
    ],
)
def test_no_sign_leads_to_another_site(client, path):
    answer = client.get("/", PATH_INFO=raw(path))

    if answer.status_code != HTTPStatus.NOT_FOUND:
        assert answer["Location"].startswith("/")
        assert not answer["Location"].startswith(("//", "/\\"))
    assert "\n" not in answer.headers.get("Location", "")


@pytest.mark.urls(__name__)
def test_what_is_there_with_such_a_sign_is_shown(client):
    assert client.get("/co-dau).").content == b"ok"
    assert client.get("/co-dau).,")["Location"] == "/co-dau"


def test_a_file_is_found_behind_its_link(client):
    name = default_storage.save("kiem-tra/anh.webp", ContentFile(b"x"))

    answer = client.get(f"/media/{name}).", follow=True)

    assert answer.redirect_chain == [(f"/media/{name}", HTTPStatus.MOVED_PERMANENTLY)]
    assert answer.getvalue() == b"x"


def test_no_page_of_the_admin_is_lost(client):
    make_site()
    client.force_login(make_user(WEBMASTER))
    article = make_article()

    for page in (f"/quan-tri/articles/article/{article.pk}/change/", "/quan-tri/thong-ke/"):
        assert client.get(f"{page}).", follow=True).status_code == client.get(page, follow=True).status_code


def test_a_comment_that_is_sent_there_is_sent_on(client):
    make_site()
    article = make_article()

    answer = client.post(f"/binh-luan/{article.pk}/).", filled_in(article))
    assert answer.status_code == HTTPStatus.PERMANENT_REDIRECT
    assert answer["Location"] == f"/binh-luan/{article.pk}/"

    client.post(f"/binh-luan/{article.pk}/).", filled_in(article), follow=True)
    assert Comment.objects.count() == 1


def test_it_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/chuyen-muc/tin/).")


@committed
def test_no_spelling_is_kept_as_a_page():
    make_site()
    article, worker = make_article(), Worker()
    page = article.get_absolute_url()

    for sign in SIGNS:
        got = worker.get(raw(quote(behind(page, sign))), "utm_source=zalo")
        assert (got.status, got.headers["location"]) == (HTTPStatus.MOVED_PERMANENTLY, page), sign
        assert "max-age=0" in got.headers["cache-control"]

    assert not worker.cache.pages


@pytest.mark.parametrize("address", ["/", "/the/x/", "/the/x", "/robots.txt", "/the/x-/", "/the/x_", "", "/the//x//"])
def test_what_ends_as_addresses_do_has_nothing_behind_it(address):
    assert without_signs_behind(address) is None
