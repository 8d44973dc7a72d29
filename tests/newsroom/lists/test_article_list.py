"""What the newsroom finds: the first page, the list of articles, the text of one that may only be read."""

from datetime import datetime, timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles.models import Article
from articles.workflow import REVIEW
from tests.factories import MODERATOR, make_article, make_image, make_user
from tests.newsroom.forms_in_admin import LIST, make_draft, page_of, sentences

pytestmark = pytest.mark.django_db
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def test_a_user_who_may_not_edit_reads_the_text_as_it_looks(sit_down, nhung):
    article = make_article(created_by=nhung, body="<h2>Sáng nộp</h2><p>Trưa nhận.</p>")

    for colleague in (nhung, make_user(MODERATOR)):
        page = sit_down(colleague).get(page_of(article)).content.decode()
        assert "<h2>Sáng nộp</h2>" in page
        assert 'name="body"' not in page


def test_the_list_is_narrowed_to_where_articles_stand(sit_down, nhung, hoa):
    soon, before = timezone.now() + timedelta(hours=1), timezone.now() - timedelta(minutes=1)
    make_draft(nhung, title="Nháp")
    make_article(title="Hẹn", published_at=soon)
    make_article(title="Hết", expires_at=before)
    make_article(title="Hiện")

    shown = {}
    for status in ("draft", "scheduled", "expired", "shown", "review", "nonsense"):
        page = sit_down(hoa).get(LIST, {"trang_thai": status})
        shown[status] = {article.title for article in page.context["cl"].result_list}

    everything = {"Nháp", "Hẹn", "Hết", "Hiện"}
    assert shown == {
        "draft": {"Nháp"},
        "scheduled": {"Hẹn"},
        "expired": {"Hết"},
        "shown": {"Hiện"},
        "review": set(),
        "nonsense": everything,
    }
    tabs = [tab["display"] for tab in page.context["display_status_tabs"]]
    assert tabs[:2] == ["Tất cả (4)", "Bản nháp (1)"]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 3),
        ({"trang_thai": "draft"}, 2),
        ({"trang_thai": "nonsense"}, 3),
        ({"cua": "toi"}, 1),
        ({"cua": "toi", "trang_thai": "draft", "o": "1"}, 1),
        ({"cua": "toi", "trang_thai": "shown"}, 0),
        ({"trang_thai": "draft", "q": "chiều"}, 1),
        ({"trang_thai": "draft", "is_featured__exact": "1"}, 0),
        ({"q": "mai"}, 1),
    ],
)
def test_the_list_says_how_many_articles_it_has(sit_down, nhung, hoa, asked, count):
    make_draft(nhung, title="Sáng")
    make_draft(hoa, title="Chiều")
    make_article(title="Mai")

    changelist = sit_down(hoa).get(LIST, asked).context["cl"]

    assert (changelist.result_count, len(changelist.result_list)) == (count, count)


def test_days_in_the_list_are_local_days_in_vietnamese_order(sit_down, hoa):
    make_article(title="Mồng bốn", published_at=datetime(2023, 11, 4, 0, 30, tzinfo=VIETNAM))
    make_article(title="Mười một", published_at=datetime(2023, 4, 11, 12, 0, tzinfo=VIETNAM))

    page = sit_down(hoa).get(LIST, {"published_at_from": "04/11/2023", "published_at_to": "4/11/2023"})

    assert [article.title for article in page.context["cl"].result_list] == ["Mồng bốn"]


def test_a_day_that_does_not_exist_is_reported_in_a_sentence(sit_down, hoa):
    make_article()

    page = sit_down(hoa).get(LIST, {"published_at_from": "31/02/2026"})

    assert sentences(page) == ["Tháng 2 không có ngày 31."]
    assert len(page.context["cl"].result_list) == 1


def test_articles_are_found_with_and_without_marks_in_their_text(sit_down, hoa):
    wanted = make_article(title="Bến Lam nhận hồ sơ tại nhà", body="<p>Bà Lò Thị Hạnh ở bản Nguồn.</p>")
    make_article(title="Chuyện khác")

    for term in ("lò thị hạnh", "lo thi hanh", "ho so"):
        page = sit_down(hoa).get(LIST, {"q": term})
        assert list(page.context["cl"].result_list) == [wanted]


def test_a_list_of_articles_costs_a_fixed_number_of_queries(sit_down, nhung, hoa, django_assert_max_num_queries):
    for _ in range(25):
        make_draft(nhung, cover=make_image())
    staff_client = sit_down(hoa)

    with django_assert_max_num_queries(13):
        staff_client.get(LIST)


def test_the_first_page_counts_what_waits_for_this_person(sit_down, nhung, hoa):
    make_draft(nhung)
    make_article(status=REVIEW, published_at=None, created_by=nhung)

    def waiting(user):
        return {each.title: each.figure for each in sit_down(user).get("/quan-tri/").context["waiting"]}

    assert waiting(nhung) == {"Bài chờ duyệt": 1, "Bài của tôi chưa gửi duyệt": 1, "Bài hẹn giờ": 0}
    assert waiting(make_user(MODERATOR)) == {"Bình luận chờ duyệt": 0}
    for each in sit_down(hoa).get("/quan-tri/").context["waiting"]:
        assert sit_down(hoa).get(each.address).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    "query", ["q=%00", "trang_thai=%00", "published_at_from=%00", "created_by__id__exact=x", "p=x"]
)
def test_nonsense_in_the_address_of_the_list_is_no_error_of_ours(sit_down, hoa, query):
    make_article()

    assert sit_down(hoa).get(f"{LIST}?{query}", follow=True).status_code == HTTPStatus.OK


def test_articles_saved_last_come_first_and_of_one_moment_those_begun_last(sit_down, hoa):
    first, second, third = (make_article(title=title) for title in ("Một", "Hai", "Ba"))
    moment = timezone.now()
    Article.objects.filter(pk__in=[second.pk, third.pk]).update(saved_at=moment)
    Article.objects.filter(pk=first.pk).update(saved_at=moment + timedelta(seconds=1))

    page = sit_down(hoa).get(LIST)

    assert list(page.context["cl"].result_list) == [first, third, second]
