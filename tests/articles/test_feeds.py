"""What programs read in feeds is what was written, and an article stays the same entry whatever is renamed."""

from html.parser import HTMLParser

import feedparser
import pytest
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
    """As a program does that knows nothing of our fields, which take such signs out."""
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
