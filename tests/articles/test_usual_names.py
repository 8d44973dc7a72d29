"""Addresses that programs and people try by habit lead to a page; announced sitemaps and feeds are not empty."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import timezone
from lxml import etree
from PIL import Image

from articles.models import Article, Page
from tests.factories import make_article, make_category, make_event, make_image, make_site

pytestmark = pytest.mark.django_db

LEAD_TO = {
    "/": ["/index.html", "/index.htm", "/index.php", "/Default.aspx", "/home.html", "/home/", "/trang-chu/"],
    "/rss/": ["/feed/", "/rss.xml", "/feed.xml", "/feeds/", "/index.xml", "/feed/rss/"],
    "/atom/": ["/atom.xml", "/feed/atom/"],
    "/sitemap.xml": ["/sitemap_index.xml", "/wp-sitemap.xml"],
    "/sitemap-tin.xml": ["/news-sitemap.xml", "/sitemap_news.xml"],
}  # fmt: skip
ICONS = {
    "/favicon.ico": (32, 32),
    "/favicon.png": (32, 32),
    "/apple-touch-icon.png": (180, 180),
    "/apple-touch-icon-precomposed.png": (180, 180),
    "/apple-touch-icon-120x120.png": (180, 180),
    "/apple-touch-icon-152x152-precomposed.png": (180, 180),
}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.mark.parametrize(("address", "name"), [(to, name) for to, names in LEAD_TO.items() for name in names])
def test_a_usual_name_leads_there_without_a_query(client, django_assert_num_queries, address, name):
    with django_assert_num_queries(0):
        answer = client.get(name, {"option": "com_content", "id": "7"})

    assert (answer.status_code, answer["Location"]) == (HTTPStatus.MOVED_PERMANENTLY, address)
    assert client.get(address).status_code == HTTPStatus.OK


@pytest.mark.parametrize("name", ["/feed", "/rss", "/atom", "/home", "/rss.xml.", "/feed/)"])
def test_also_without_the_slash_and_with_signs_behind(client, name):
    assert client.get(name, follow=True).status_code == HTTPStatus.OK


@pytest.mark.parametrize(("name", "size"), ICONS.items())
def test_an_icon_is_found_where_browsers_look(client, name, size):
    answer = client.get(name)

    assert answer.status_code == HTTPStatus.FOUND  # the file has another name in the next release
    assert "max-age=86400" in answer["Cache-Control"]
    with Image.open(finders.find(answer["Location"].removeprefix(settings.STATIC_URL))) as icon:
        assert icon.size == size


@pytest.mark.parametrize("name", ["/favicon.ico", "/feed/", "/index.php"])
def test_nothing_is_sent_there(client, name):
    assert client.post(name).status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize(
    "name", ["/admin/", "/wp-admin/", "/wp-login.php", "/index.php/x", "/index.html.bak", "/feedx/"]
)
def test_what_only_attackers_try_is_not_there(client, name):
    assert client.get(name).status_code == HTTPStatus.NOT_FOUND


def announced(client):
    return re.findall(r"^Sitemap: (\S+)$", client.get("/robots.txt").content.decode(), re.MULTILINE)


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": timedelta(days=-3)},
        {"published_at": timedelta(days=1)},
        {"status": "draft"},
        {"published_at": timedelta(days=-1), "expires_at": timedelta(hours=-1)},
    ],
)
def test_the_sitemap_of_news_is_announced_while_it_holds_news(client, fields):
    moments = {name: timezone.now() + value for name, value in fields.items() if isinstance(value, timedelta)}
    article = make_article(**fields | moments)
    assert announced(client) == ["http://testserver/sitemap.xml"]
    assert client.get("/sitemap-tin.xml").status_code == HTTPStatus.OK  # who knows it already reads that there is none

    Article.objects.filter(pk=article.pk).update(
        status="published", published_at=timezone.now() - timedelta(hours=47), expires_at=None
    )

    assert announced(client) == ["http://testserver/sitemap.xml", "http://testserver/sitemap-tin.xml"]


def test_robots_txt_costs_one_query(client, django_assert_num_queries):
    for _ in range(3):
        with django_assert_num_queries(1):
            client.get("/robots.txt")
        make_article()


def in_index(client):
    return [each.text for each in etree.fromstring(client.get("/sitemap.xml").content).iter(SITEMAP)]


def test_the_index_names_no_sitemap_without_an_address(client):
    make_site()
    assert in_index(client) == ["http://testserver/sitemap-trang.xml"] + [
        name for name in in_index(client) if name.endswith("thong-ke.xml")
    ]

    make_article(event=make_event(), category=make_category())
    Page.objects.create(title="Giới thiệu", body="<p>Về chúng tôi</p>")

    assert {name.rpartition("-")[2] for name in in_index(client)} >= {"viet.xml", "muc.xml", "kien.xml", "tinh.xml"}


def test_each_sitemap_of_the_index_holds_an_address(client):
    make_site()
    for more in (lambda: None, make_category, make_article, make_event):
        more()
        for sitemap in in_index(client):
            assert list(etree.fromstring(client.get(sitemap).content).iter(SITEMAP)), sitemap


def shared(client, path):
    html = client.get(path).content.decode()
    return dict(re.findall(r'<meta (?:property|name)="((?:og:image|twitter)[^"]*)" content="([^"]*)">', html))


@pytest.mark.parametrize("path", ["/", "/chuyen-muc/{slug}/", "/bai-viet/{article.slug}-{article.pk}/"])
def test_the_default_picture_of_a_shared_link_has_its_true_size(client, path):
    site, article = make_site(), make_article()

    picture = shared(client, path.format(slug=article.category.slug, article=article))

    with Image.open(finders.find(picture["og:image"].partition("/static/")[2])) as file:
        assert (picture["og:image:width"], picture["og:image:height"]) == tuple(map(str, file.size))
        assert picture["og:image:type"] == Image.MIME[file.format]
        assert file.width >= 1200
        assert file.height >= 630  # what the large card of networks asks for
    assert picture["og:image:alt"] == picture["twitter:image:alt"] == site.name
    assert picture["twitter:card"] == "summary_large_image"


def test_a_picture_of_the_library_has_its_own(client):
    article = make_article(cover=make_image())

    picture = shared(client, article.get_absolute_url())

    assert picture["og:image"] == f"http://testserver{article.cover.url}"
    assert (picture["og:image:type"], picture["og:image:width"]) == ("image/webp", str(article.cover.width))
    assert picture["og:image:alt"] == picture["twitter:image:alt"] == article.cover.alt
