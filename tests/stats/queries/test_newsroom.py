"""The statistics page of the newsroom: what came out, by whom, how fast, how much read."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from articles import workflow
from articles.models import Article
from stats.days import DateRange
from stats.imports.history import add_days
from stats.queries.newsroom import EditorialOutput, describe_duration
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_category, make_user
from tests.stats.factories import local

pytestmark = pytest.mark.django_db

NOON = local(2026, 3, 12, 12)
TODAY = NOON.date()
NEWSROOM = reverse("stats:newsroom")
WEEK = DateRange(TODAY - timedelta(days=6), TODAY)


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def editor(client):
    client.force_login(make_user(EDITOR))
    return client


def rows_of(outputs):
    return [(row.name, row.articles, row.views) for row in outputs]


def test_each_article_counts_for_all_who_sign_it_and_for_the_one_who_began_it():
    nhung = make_user(WRITER, pen_name="Thùy Nhung")
    hau = make_user(WRITER, last_name="Đoàn Thị", first_name="Hậu")
    together = make_article(byline="Thùy Nhung – Quang Hậu", created_by=nhung)
    alone = make_article(byline="Thùy Nhung", created_by=hau, category=make_category("Một cửa"))
    add_days(articles=[(TODAY, together.pk, 100, 9), (TODAY, alone.pk, 11, 9)])

    made = EditorialOutput(WEEK)

    assert (made.total.articles, made.total.views) == (2, 111)
    assert rows_of(made.authors) == [("Thùy Nhung", 2, 111), ("Quang Hậu", 1, 100)]
    assert rows_of(made.creators) == [("Thùy Nhung", 1, 100), ("Đoàn Thị Hậu", 1, 11)]
    assert rows_of(made.categories) == [("Thủ tục hành chính", 1, 100), ("Một cửa", 1, 11)]


def test_only_what_readers_first_saw_in_these_days_counts():
    make_article(published_at=local(2026, 3, 6, 0))
    make_article(status=Article.Status.WITHDRAWN, published_at=local(2026, 3, 12, 11))
    make_article(published_at=local(2026, 3, 5, 23, 59))
    make_article(published_at=NOON + timedelta(minutes=1))  # scheduled
    make_article(status="draft", published_at=None)

    assert EditorialOutput(WEEK).total.articles == 2


def test_the_median_is_taken_from_the_first_save_to_the_first_publication(time_machine):
    editor = make_user(EDITOR)
    for hours in (1, 2, 30):
        time_machine.move_to(NOON - timedelta(days=3), tick=False)
        article = make_article(status="draft", published_at=None, created_by=editor)
        time_machine.shift(timedelta(hours=hours))
        workflow.move(article, workflow.PUBLISHED, by=editor, source=workflow.DRAFT)
    time_machine.move_to(NOON, tick=False)
    make_article()  # imported: no step was noted

    made = EditorialOutput(WEEK)

    assert (made.total.articles, made.total.took) == (4, "2 giờ")


def test_articles_begun_stand_where_they_are_now():
    make_article(status="draft", published_at=None)
    make_article()
    make_article(status="review", published_at=None)

    counts = EditorialOutput(WEEK).display_status_counts()

    assert (counts["all"], counts["draft"], counts["review"], counts["shown"]) == (3, 1, 1, 1)


def test_an_article_of_nobody_is_said_to_be_so():
    make_article(byline="")

    made = EditorialOutput(WEEK)

    assert rows_of(made.authors) == [("(không ghi tác giả)", 1, 0)]
    assert rows_of(made.creators) == [("(không rõ người tạo)", 1, 0)]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, "–"),
        (-5, "0 phút"),
        (2700, "45 phút"),
        (7200, "2 giờ"),
        (11_400, "3 giờ 10 phút"),
        (187_200, "2 ngày 4 giờ"),
    ],
)
def test_a_duration_is_written_as_people_say_it(seconds, words):
    assert describe_duration(seconds) == words


def test_the_page_shows_it_and_compares(editor):
    article = make_article(published_at=NOON - timedelta(days=2))
    make_article(published_at=NOON - timedelta(days=9))
    make_article(published_at=NOON - timedelta(days=10))
    add_days(articles=[(TODAY, article.pk, 1211, 9)])

    html = editor.get(NEWSROOM, {"ky": "7"}).text

    assert "<dt>Bài xuất bản</dt><dd>1</dd>" in html
    assert "Kỳ so sánh: 2</dd>" in html
    assert "1.211" in html
    assert "50%" in html
    assert 'aria-current="page">Ban biên tập</a>' in html


def test_its_tables_are_files(editor):
    make_article(byline="=1+1", published_at=NOON - timedelta(days=2))

    answer = editor.get(reverse("stats:export", args=["ban-bien-tap-tac-gia", "csv"]), {"ky": "7"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))

    assert rows[0] == ["Tác giả", "Bài xuất bản", "Kỳ so sánh", "Thay đổi", "Lượt xem", "Thời gian ra bài (giờ)"]
    assert rows[1][:3] == ["'=1+1", "1", "0"]


def test_an_empty_newsroom_has_its_page(editor):
    assert "Không có bài nào xuất bản trong những ngày này." in editor.get(NEWSROOM).text


def test_the_price_does_not_grow(django_assert_num_queries):
    for _ in range(5):
        make_article(created_by=make_user(WRITER), category=make_category("Một cửa"))

    with django_assert_num_queries(3):
        made = EditorialOutput(WEEK)
        made.display_status_counts()


@pytest.mark.parametrize(("role", "status"), [(WRITER, 403), (MODERATOR, 403), (EDITOR, 200), (WEBMASTER, 200)])
def test_who_may_see_it(client, role, status):
    client.force_login(make_user(role))

    assert client.get(NEWSROOM).status_code == status
