"""The public pages: what they show, what they cost, what nonsense does to them."""

import json
import re
from datetime import datetime

import feedparser
import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Page, Tag
from articles.pagination import PER_PAGE
from tests.factories import make_article, make_category, make_event, make_image, make_site

pytestmark = pytest.mark.django_db


LISTS = ["/", "/chuyen-muc/{category}/", "/the/mot-cua/", "/tac-gia/thuy-nhung/", "/su-kien/{event}/"]
MISSING = [f"/{kind}/khong-co/" for kind in ("chuyen-muc", "the", "tac-gia", "su-kien", "trang", "rss")]


@pytest.fixture(autouse=True)
def site():
    return make_site()


@pytest.fixture
def full_portal():
    """Articles with every kind of content, in three categories, one of them a child."""
    parent = make_category("Thủ tục hành chính")
    categories = [parent, make_category("Một cửa", parent=parent), make_category("Chuyển đổi số")]
    tags = [Tag.objects.create(name=name) for name in ("một cửa", "hộ tịch")]
    cover, event = make_image(), make_event()
    return [
        make_article(category=categories[n % 3], cover=cover, event=event, tags=tags, is_featured=n < 5)
        for n in range(18)
    ]


def test_an_article_shows_all_that_a_reader_looks_for(client, full_portal):
    article = full_portal[9]
    article.source = "Sở Nội vụ"
    article.cover_caption = "Quầy số 1 sáng 20/11"
    article.save()

    page = client.get(article.get_absolute_url()).content.decode()

    own = [article.title, article.summary, "Quầy số 1 sáng 20/11", "Thùy Nhung", "Sở Nội vụ"]
    tools = ["lượt xem", "Chia sẻ bài viết", "Facebook", "Zalo", "Sao chép liên kết", "In bài"]
    further = ["Những tin cũ hơn", "Bài liên quan", "Ủy ban nhân dân tỉnh Sông Lam"]
    for text in own + tools + further:
        assert text in page, text
    assert f'data-article="{article.pk}"' in page


@pytest.mark.parametrize(
    ("source", "line"), [("Sở Nội vụ", "Nguồn: Sở Nội vụ"), ("Theo BBT", "Theo BBT"), ("theo UBND xã", "theo UBND xã")]
)
def test_the_source_is_named_once(client, source, line):
    page = client.get(make_article(source=source).get_absolute_url()).content.decode()

    assert f'<p class="source">{line}</p>' in page


def test_the_date_stands_in_vietnamese_with_its_iso_form(client):
    moment = datetime.fromisoformat("2023-03-15T08:47:00+07:00")
    article = make_article(published_at=moment)

    page = client.get(article.get_absolute_url()).content.decode()

    assert '<time datetime="2023-03-15T08:47:00+07:00">Thứ Tư, 15/03/2023 08:47</time>' in page


def test_an_article_costs_eight_queries_at_most(client, full_portal, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get(full_portal[0].get_absolute_url())


@pytest.mark.usefixtures("nothing_expires")
@pytest.mark.parametrize("path", LISTS)
def test_a_list_costs_the_same_for_few_and_for_many(client, full_portal, path):
    path = path.format(category=full_portal[0].category.slug, event=full_portal[0].event.slug)
    client.get(path)
    before = _queries_of(client, path)

    for _ in range(20):
        make_article(category=full_portal[0].category, event=full_portal[0].event, tags=full_portal[0].tags.all())

    assert _queries_of(client, path) == before
    assert before <= 14


def _queries_of(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_the_home_page_leads_with_a_featured_story(client, full_portal):
    page = client.get("/").content.decode()

    assert 'class="lead"' in page
    assert "data-ticker" in page
    assert page.count("<h1") == 1


def test_an_empty_portal_has_a_home_page(client):
    answer = client.get("/")

    assert answer.status_code == 200
    assert "Trang tin chưa có bài nào" in answer.content.decode()


@pytest.mark.parametrize("asked", ["abc", "0", "-1", "999999", "1.5", "%00", "１"])
def test_a_wrong_page_number_gets_a_page_and_a_word_about_it(client, full_portal, asked):
    answer = client.get(f"{full_portal[0].category.get_absolute_url()}?trang={asked}")

    assert answer.status_code == 200
    assert "Không có trang" in answer.content.decode() or asked == "１"


def test_a_category_lists_what_its_children_hold(client, full_portal):
    child_article = full_portal[1]

    page = client.get(child_article.category.parent.get_absolute_url()).content.decode()

    assert child_article.title in page


@pytest.mark.parametrize("path", [*MISSING, "/khong-co-trang-nay", "/bai-viet/x-999999999/"])
def test_what_is_not_there_is_said_in_vietnamese(client, path):
    answer = client.get(path, follow=True)

    assert answer.status_code == 404
    assert "Không tìm thấy trang này" in answer.content.decode()


def test_a_number_too_large_for_the_database_is_not_found(client):
    assert client.get("/bai-viet/x-99999999999999999999/").status_code == 404


@pytest.mark.parametrize("path", ["/rss/", "/atom/", "/rss/{category}/"])
def test_a_feed_is_read_by_a_feed_reader(client, full_portal, path):
    answer = client.get(path.format(category=full_portal[0].category.slug))

    feed = feedparser.parse(answer.content)

    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.entries[0].title.startswith("Xã Tân Phong")
    assert feed.entries[0].link.startswith("http://testserver/bai-viet/")


def test_the_machine_sitemap_lists_every_published_article_and_no_other(client, full_portal):
    hidden = make_article(status="draft")

    index = client.get("/sitemap.xml").content.decode()
    section = client.get("/sitemap-bai-viet.xml").content.decode()

    assert "sitemap-bai-viet.xml" in index
    assert all(article.get_absolute_url() in section for article in full_portal)
    assert hidden.get_absolute_url() not in section


def test_a_picture_that_is_gone_from_the_disk_does_not_take_the_feed_with_it(client):
    article = make_article(cover=make_image())
    default_storage.delete(article.cover.file)

    answer = client.get("/rss/")

    assert answer.status_code == 200
    assert article.title in answer.content.decode()


def test_feeds_and_sitemaps_name_the_address_of_the_portal_under_whatever_name_it_was_asked(client, full_portal):
    article = f"http://testserver{full_portal[0].get_absolute_url()}"

    for path in ("/rss/", "/atom/", "/sitemap-bai-viet.xml", "/sitemap-tin.xml"):
        page = client.get(path, headers={"host": "localhost"}).content.decode()
        assert article in page, path
        assert "http://localhost" not in page, path


def test_the_index_of_sitemaps_costs_the_same_for_few_and_for_many(client, full_portal):
    few = _queries_of(client, "/sitemap.xml")
    newest = [make_article() for _ in range(5)][-1]

    assert _queries_of(client, "/sitemap.xml") == few
    assert (
        f"<lastmod>{timezone.localtime(newest.published_at).isoformat()}</lastmod>"
        in client.get("/sitemap.xml").content.decode()
    )


def test_news_crawlers_and_robots_are_served(client, full_portal):
    assert full_portal[0].title in client.get("/sitemap-tin.xml").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_the_site_map_for_people_names_categories_and_pages(client, full_portal):
    Page.objects.create(title="Giới thiệu", body="<p>Về chúng tôi</p>")

    page = client.get(reverse("articles:site_map")).content.decode()

    assert "Thủ tục hành chính" in page
    assert "Giới thiệu" in page


def test_search_engines_read_who_wrote_what_and_when(client, full_portal):
    page = client.get(full_portal[0].get_absolute_url()).content.decode()

    described = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])

    assert described["@type"] == "NewsArticle"
    assert described["author"][0]["name"] == "Thùy Nhung"
    assert described["datePublished"].endswith("+07:00")
    assert '<meta name="DC.title"' in page


def test_hostile_text_stays_text(client):
    hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    article = make_article(title=hostile, summary=hostile, body=f"<p>{hostile}</p>", byline=hostile, source=hostile)

    page = client.get(article.get_absolute_url()).content.decode()

    assert "<script>alert(1)" not in page
    assert "onerror=alert(1)>" not in re.sub(r"&lt;img.*?&gt;", "", page)


def test_a_public_page_sets_no_cookie_and_holds_no_inline_script_or_style(client, full_portal):
    answer = client.get(full_portal[0].get_absolute_url())
    page = answer.content.decode()

    assert not answer.cookies
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*(src=|application/ld\+json))", page)
    assert not re.search(r"\son\w+=", page)


def test_links_to_the_first_page_of_a_list_name_the_list_itself(client):
    category = make_article().category
    for _ in range(PER_PAGE):
        make_article(category=category)

    page = client.get(f"{category.get_absolute_url()}?trang=2").content.decode()
    found = client.get("/tim-kiem/", {"q": "Tân Phong", "trang": "2"}).content.decode()

    assert page.count(f'href="{category.get_absolute_url()}"') >= 2  # its number, and the page before
    assert 'href="?q=T%C3%A2n+Phong" rel="prev"' in found
    assert "trang=1" not in page + found
