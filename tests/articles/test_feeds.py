"""Feeds hold the text that was written, and an article stays the same entry when something is renamed."""

from datetime import timedelta
from html.parser import HTMLParser

import feedparser
import pytest
from django.db import connection
from django.utils import timezone
from lxml import etree

from articles.models import Article, Category
from tests.factories import make_article, make_category, make_image, make_site

pytestmark = pytest.mark.django_db

TEXTS = [
    "thu nhập <5 triệu và phí <50.000đ",
    "từ 3 < 5 đến 7 > 6",
    "thẻ <b>đậm</b>, <i>nghiêng</i> và <br>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "viết &lt; là dấu nhỏ hơn, &amp; là dấu và",
    "Hỏi & Đáp",
    "AT&T; &copy 2026 &#60;b&#62;",
    "<!-- không mất --> ]]> <![CDATA[x]]>",
    "“Một cửa” – 'nhanh' và \"gọn\"",
    "a<b và c>d",
    "</title></item></channel>",
    "giảm 50%, còn 1.000.000 ₫ 😀",
]
NEWS_TITLE = "{http://www.google.com/schemas/sitemap-news/0.9}title"
FEEDS = ["/rss/", "/rss/{slug}/", "/atom/"]


class _Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.text = ""

    def handle_data(self, data):
        self.text += data


def shown(detail):
    """What a reader's program shows of a feedparser detail, by the type that it found."""
    if detail.type == "text/plain":
        return detail.value
    parser = _Text()
    parser.feed(detail.value)
    parser.close()
    return parser.text


def read(client, path):
    answer = client.get(path)
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def write_raw(article, **columns):
    """Write like another program, past our fields, which would remove such signs."""
    with connection.cursor() as cursor:
        for column, value in columns.items():
            cursor.execute(f"UPDATE articles_article SET {column} = %s WHERE id = %s", [value, article.pk])  # noqa: S608


@pytest.fixture
def category():
    make_site()
    return make_category()


@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize("text", TEXTS)
def test_every_text_of_an_entry_is_read_as_it_was_written(client, category, path, text):
    Category.objects.filter(pk=category.pk).update(name=text)
    make_article(title=text, summary=text, byline="", source=text, cover=make_image(alt=text))

    (entry,) = read(client, path.format(slug=category.slug)).entries

    assert shown(entry.title_detail) == text
    assert shown(entry.summary_detail) == text
    assert entry.author == text
    assert [tag.term for tag in entry.tags] == [text]
    assert entry.enclosures[0].type == "image/webp"


@pytest.mark.parametrize("text", TEXTS)
def test_the_feed_says_its_own_name_and_description_as_written(client, text):
    site = make_site(name=text)
    category = make_category(name=text, description=text)

    for path in FEEDS:
        feed = read(client, path.format(slug=category.slug)).feed
        assert shown(feed.title_detail).startswith(site.name), path
    assert shown(read(client, f"/rss/{category.slug}/").feed.subtitle_detail) == text


def test_a_title_without_signs_of_html_is_sent_as_it_is(client, category):
    make_article(title="Hỏi & Đáp “một cửa”")

    assert "<title>Hỏi &amp; Đáp “một cửa”</title>" in client.get("/rss/").content.decode()


def test_lines_of_a_summary_stay_lines(client, category):
    make_article(summary="Một.\nHai <3.")

    assert read(client, "/rss/").entries[0].summary == "Một.<br />\nHai &lt;3."


@pytest.mark.parametrize("sign", ["\x0b", "\x1f", "\x01", "\ufffe", "\uffff"])
@pytest.mark.parametrize("path", FEEDS)
def test_a_row_with_signs_that_xml_cannot_hold_takes_no_feed_with_it(client, category, path, sign):
    article = make_article(byline="")
    write_raw(article, title=f"Một{sign} cửa", summary=sign, source=sign)

    (entry,) = read(client, path.format(slug=category.slug)).entries

    assert entry.title == "Một cửa"


def test_nor_the_sitemap_of_news(client, category):
    article = make_article()
    write_raw(article, title="Một\x0b <cửa> & \uffffhai")

    (title,) = etree.fromstring(client.get("/sitemap-tin.xml").content).iter(NEWS_TITLE)

    assert title.text == "Một <cửa> & hai"


def test_an_atom_feed_names_an_author_where_an_entry_does_not(client, category):
    make_article(byline="", source="")

    feed = read(client, "/atom/")

    assert feed.feed.author == "Trang tin Cải cách hành chính"
    assert "<name></name>" not in client.get("/atom/").content.decode()


def ids_of(client, path="/rss/"):
    return [entry.id for entry in read(client, path).entries]


def renamed_by_save(article):
    article.slug = "ten-moi"
    article.save()


def renamed_by_another_copy(article):
    """Save two forms that were open at once: the second does not know what the first has saved."""
    first, second = Article.objects.get(pk=article.pk), Article.objects.get(pk=article.pk)
    renamed_by_save(first)
    second.slug = "ten-sau-cung"
    second.save()


def renamed_in_bulk(article):
    Article.objects.filter(pk=article.pk).update(slug="ten-moi")


def renamed_by_the_last_release(article):
    """Rename it as the last release does, which has no column `first_slug`."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET slug = 'ten-moi' WHERE id = %s", [article.pk])


def renamed_twice(article):
    renamed_by_save(article)
    article.slug = "ten-khac"
    article.save(update_fields=["slug"])


def renamed_there_and_back(article):
    first = article.slug
    renamed_by_save(article)
    article.slug = first
    article.save()


def taken_back_renamed_and_published_again(article):
    article.status = "draft"
    article.save()
    article.slug = "ten-moi"
    article.save()
    article.status = "published"
    article.save()


def put_off_renamed_and_published_again(article):
    moment = article.published_at
    article.published_at = timezone.now() + timedelta(days=9)
    article.save()
    article.slug = "ten-moi"
    article.save()
    article.published_at = moment
    article.save()


def moved_to_another_category(article):
    article.category = make_category("Chuyển đổi số")
    article.save()


RENAMED = [
    renamed_by_save,
    renamed_by_another_copy,
    renamed_in_bulk,
    renamed_by_the_last_release,
    renamed_twice,
    renamed_there_and_back,
    taken_back_renamed_and_published_again,
    put_off_renamed_and_published_again,
    moved_to_another_category,
]


@pytest.mark.parametrize("path", ["/rss/", "/atom/"])
@pytest.mark.parametrize("rename", RENAMED)
def test_an_article_stays_the_same_entry_and_its_link_follows(client, category, rename, path):
    article = make_article()
    (first,) = ids_of(client, path)
    assert first == f"http://testserver{article.get_absolute_url()}"

    rename(article)

    (entry,) = read(client, path).entries
    assert entry.id == first
    assert entry.link == f"http://testserver{Article.objects.get(pk=article.pk).get_absolute_url()}"


@pytest.mark.parametrize("address", ["https://testserver", "http://moi.songlam.example", "https://a.example:8443"])
def test_the_portal_may_move_and_no_entry_comes_twice(client, category, settings, address):
    make_article()
    before = ids_of(client), ids_of(client, "/atom/"), read(client, "/atom/").feed.id

    settings.SITE_URL = address

    assert (ids_of(client), ids_of(client, "/atom/"), read(client, "/atom/").feed.id) == before
    assert read(client, "/rss/").entries[0].link.startswith(f"{address}/bai-viet/")


def test_an_entry_is_not_called_by_a_slug_that_readers_have_never_seen(client, category):
    article = make_article(title="Khởi tố vụ án", status="draft")
    later = make_article(title="Kết luận thanh tra", published_at=timezone.now() + timedelta(days=14_600))
    for row in (article, later):
        row.slug = f"da-doi-{row.pk}"
        row.save()
    article.status, later.published_at = "published", article.published_at
    article.save()
    later.save()

    assert set(ids_of(client)) == {f"http://testserver/bai-viet/da-doi-{row.pk}-{row.pk}/" for row in (article, later)}


def test_a_guid_is_said_to_be_an_address_only_while_it_is_one(client, category):
    article = make_article()
    assert 'isPermaLink="true"' in client.get("/rss/").content.decode()

    renamed_by_save(article)

    assert 'isPermaLink="false"' in client.get("/rss/").content.decode()
    assert read(client, "/rss/").entries[0].link.endswith(f"/bai-viet/ten-moi-{article.pk}/")


@pytest.mark.parametrize(("path", "queries"), [("/rss/", 2), ("/atom/", 4), ("/rss/{slug}/", 3)])
def test_a_feed_costs_the_same_for_few_and_for_many(client, category, django_assert_num_queries, path, queries):
    for _ in range(3):
        make_article(category=category)
        with django_assert_num_queries(queries):
            client.get(path.format(slug=category.slug))
