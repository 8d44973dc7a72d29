"""What the statistics pages of categories, authors, events and articles show."""

import pytest
from django.urls import reverse

from stats.imports.history import add_days
from stats.models import Dimension
from tests.factories import make_article, make_category, make_event

from .pages import DAY, YESTERDAY, figures, page, table, words

pytestmark = pytest.mark.django_db


def test_from_a_category_to_its_articles_and_their_days(webmaster):
    parent = make_category("Thủ tục")
    child = make_category("Một cửa", parent=parent)
    above, below, other = (make_article(category=one) for one in (parent, child, make_category("Khác")))
    add_days(
        articles=[
            (YESTERDAY, above.pk, 10, 9),
            (YESTERDAY, below.pk, 30, 20),
            (YESTERDAY, other.pk, 99, 9),
            (YESTERDAY - 30 * DAY, below.pk, 20, 9),
        ],
        dimensions=[
            (YESTERDAY, Dimension.CATEGORY, str(parent.pk), 10),
            (YESTERDAY, Dimension.CATEGORY, str(child.pk), 30),
            (YESTERDAY - 30 * DAY, Dimension.CATEGORY, str(child.pk), 15),
            (YESTERDAY, Dimension.CATEGORY, "999999", 1),
        ],
    )

    content = page(webmaster, "content")
    category = page(webmaster, "category", parent.pk)
    article = page(webmaster, "article", below.pk, ky="7")

    assert table(content, "Chuyên mục") == [
        ["Thủ tục › Một cửa", "30", "73,2%", "+100%"],
        ["Thủ tục", "10", "24,4%", "–"],
        ["Chuyên mục số 999999, đã xóa", "1", "2,4%", "–"],
    ]
    assert content.xpath(f"//a[@href='/quan-tri/thong-ke/noi-dung/chuyen-muc/{child.pk}/?ky=30']")
    assert table(category, "Bài được xem nhiều nhất") == [[below.title, "30", "+50%"], [above.title, "10", "–"]]
    assert table(category, "Từng ngày")[0] == ["11/03/2026", "40"]
    assert figures(category) == ["Lượt xem", "40", "▲ tăng 166,7% từ 15"]
    assert category.xpath(f"//a[@href='/quan-tri/thong-ke/noi-dung/bai/{below.pk}/?ky=30']")
    assert table(article, "Từng ngày")[:2] == [["11/03/2026", "30", "20"], ["10/03/2026", "0", "0"]]


def test_from_an_author_and_an_event_to_their_articles(webmaster):
    event = make_event()
    both, hers, his = (
        make_article(byline=byline, event=held)
        for byline, held in (("Thùy Nhung – Quang Hậu", event), ("Thùy Nhung", None), ("Quang Hậu", event))
    )
    author = hers.authors.get()
    add_days(
        articles=[(YESTERDAY, both.pk, 30, 20), (YESTERDAY, hers.pk, 10, 9), (YESTERDAY - 7 * DAY, his.pk, 5, 5)],
        dimensions=[
            (YESTERDAY, Dimension.AUTHOR, str(author.pk), 40),
            (YESTERDAY - 7 * DAY, Dimension.AUTHOR, str(author.pk), 50),
            (YESTERDAY, Dimension.EVENT, str(event.pk), 30),
        ],
    )

    content = page(webmaster, "content")
    of_author = page(webmaster, "author", author.pk, ky="7")
    of_event = page(webmaster, "event", event.pk)

    assert content.xpath(f"//a[@href='/quan-tri/thong-ke/noi-dung/tac-gia/{author.pk}/?ky=30']")
    assert content.xpath(f"//a[@href='/quan-tri/thong-ke/noi-dung/su-kien/{event.pk}/?ky=30']")
    assert table(of_author, "Bài được xem nhiều nhất") == [[both.title, "30", "–"], [hers.title, "10", "–"]]
    assert figures(of_author) == ["Lượt xem", "40", "▼ giảm 20% từ 50"]
    assert "tính theo tác giả của bài lúc được xem" in words(of_author)
    assert table(of_event, "Bài được xem nhiều nhất") == [[both.title, "30", "–"], [his.title, "5", "–"]]
    assert of_event.xpath(f"//a[@href='{event.get_absolute_url()}']")
    assert webmaster.get(reverse("stats:author", args=[999999])).status_code == 404


def test_authors_events_and_other_pages_are_named(webmaster):
    article = make_article(event=make_event())
    author = article.authors.get()
    add_days(
        dimensions=[
            (YESTERDAY, Dimension.AUTHOR, str(author.pk), 4),
            (YESTERDAY, Dimension.EVENT, str(article.event_id), 3),
            (YESTERDAY, Dimension.PAGE, "home", 2),
            (YESTERDAY, Dimension.PAGE, "/chuyen-muc/mot-cua/", 1),
        ]
    )

    tree = page(webmaster, "content")

    assert table(tree, "Tác giả") == [[author.name, "4", "100%", "–"]]
    assert table(tree, "Sự kiện") == [[article.event.name, "3", "100%", "–"]]
    assert [row[0] for row in table(tree, "Trang khác")] == ["Trang chủ", "/chuyen-muc/mot-cua/"]
    assert tree.xpath("//a[@href='/chuyen-muc/mot-cua/']")


def test_the_days_of_a_deleted_article_stay_and_those_of_none_are_not_found(webmaster):
    add_days(articles=[(YESTERDAY, 777, 3, 3)])

    assert "Bài số 777, đã xóa" in words(page(webmaster, "article", 777))
    assert webmaster.get(reverse("stats:article", args=[778])).status_code == 404
    assert webmaster.get(reverse("stats:category", args=[778])).status_code == 404


def test_rising_articles_gained_most_in_a_week_above_a_floor(webmaster):
    steady, rising, new, small, today_only = (make_article() for _ in range(5))
    week = 7 * DAY
    add_days(
        articles=[
            (YESTERDAY, steady.pk, 500, 1),
            (YESTERDAY - week, steady.pk, 500, 1),
            (YESTERDAY - 6 * DAY, rising.pk, 300, 1),
            (YESTERDAY - week, rising.pk, 100, 1),
            (YESTERDAY, new.pk, 20, 1),
            (YESTERDAY, small.pk, 19, 1),
            (YESTERDAY + DAY, today_only.pk, 90, 1),
        ]
    )

    rows = table(page(webmaster, "content"), "Bài đang lên")

    assert rows == [[rising.title, "300", "100", "+200%"], [new.title, "20", "0", "–"]]
