"""Ratings that exceed what counts of one network and day: set aside, shown to editors, taken in or left out."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from cchc_portal.serving import content_version
from comments.locks import COUNTED_PER_NETWORK_AND_DAY
from comments.models import Comment, Rating
from tests.comments.factories import signed_in
from tests.comments.posting.test_limits import all_at_once
from tests.comments.reactions.test_ratings import rate, shown
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_site, make_user

pytestmark = pytest.mark.django_db

PAGE, SETTLE = "/quan-tri/danh-gia/", "/quan-tri/danh-gia/de-rieng/"
COUNTED = COUNTED_PER_NETWORK_AND_DAY


@pytest.fixture(autouse=True)
def site():
    make_site()


@pytest.fixture
def editor():
    return make_user(EDITOR)


def voted(article, score=5, *, count=30, ip="203.0.113.5"):
    """One person rates `count` times under changing browser names."""
    for number in range(count):
        rate(Client(), article, score, ip=ip, browser=f"Robot {ip} {number}")


def aside():
    return Rating.objects.filter(standing="aside")


def settle(client, work, rating=None, **fields):
    fields = {"danh_gia": rating.pk if rating else "", "viec": work} | fields
    return client.post(SETTLE, fields, follow=True)


def test_of_thirty_votes_from_one_address_five_count_and_the_rest_is_set_aside(client):
    article = make_article()
    rate(client, article, 1, ip="198.51.100.1")

    voted(article, 5, count=30)

    assert Rating.objects.count() == 31
    assert aside().count() == 30 - COUNTED
    assert f"Tổng số điểm của bài viết là: {5 * COUNTED + 1} trong {COUNTED + 1} đánh giá." in shown(article)
    thread = Comment.objects.thread(article)
    assert (thread.rating.count, thread.rating.points) == (COUNTED + 1, 5 * COUNTED + 1)


def test_the_voter_is_thanked_either_way_and_may_change_a_vote_that_counts(client):
    article = make_article()
    voted(article, 5, count=COUNTED)

    extra = rate(client, article, 1, query="?phan=1", browser="Robot mới")
    changed = rate(client, article, 2, browser="Robot 203.0.113.5 0")
    rate(client, article, 3, browser="Robot mới")

    assert "Cảm ơn bạn. Bạn cho bài này 1 điểm hôm nay." in extra.content.decode()
    assert changed.status_code == 303
    assert Rating.objects.summary(article).points == 5 * (COUNTED - 1) + 2
    assert [rating.score for rating in aside()] == [3]


def test_each_article_network_and_day_has_a_ceiling_of_its_own(time_machine):
    first, second = make_article(), make_article()
    voted(first, count=COUNTED)
    voted(second, count=COUNTED)
    voted(first, count=COUNTED, ip="2001:db8:1:1::5")
    time_machine.move_to(timezone.now() + timedelta(days=1))
    voted(first, count=COUNTED)
    assert not aside().exists()

    voted(first, count=1)  # the same browser again
    rate(Client(), first, 5, browser="Một trình duyệt nữa")
    assert aside().count() == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_votes_do_not_slip_past_the_ceiling():
    article = make_article()

    all_at_once(25, lambda number: rate(Client(), article, 5, browser=f"Robot {number}"))

    assert Rating.objects.counted().count() == COUNTED


def test_editors_see_them_by_article_and_take_them_in_or_leave_them_out(editor, client):
    article = make_article(title="Một cửa sáng thứ Bảy")
    voted(article, 4, count=COUNTED + 3)
    voted(make_article(title="Yên tĩnh"), count=2)
    staff_client = signed_in(editor)

    page = staff_client.get(PAGE)
    html = page.content.decode()
    assert "Đánh giá để riêng" in html
    (crowd,) = page.context["crowds"]
    assert (crowd.title, crowd.counted, crowd.number, crowd.four) == ("Một cửa sáng thứ Bảy", 5, 3, 3)
    assert "Chờ xem" in html
    assert str(Rating.objects.first().network) not in html

    taken = settle(staff_client, "tinh", aside().last()).content.decode()
    assert "“Một cửa sáng thứ Bảy”: tính thêm 3 đánh giá vào điểm trung bình." in taken
    assert "Đang được tính" in taken
    assert Rating.objects.summary(article).count == COUNTED + 3

    left = settle(staff_client, "bo", Rating.objects.filter(standing="taken").first()).content.decode()
    assert "“Một cửa sáng thứ Bảy”: không tính 3 đánh giá để riêng." in left
    assert Rating.objects.summary(article).count == COUNTED
    assert [entry.user for entry in LogEntry.objects.all()] == [editor, editor]


def test_each_cell_carries_its_name_for_telephones_where_rows_are_cards(editor):
    voted(make_article(), 4, count=COUNTED + 3)

    page = signed_in(editor).get(PAGE).content.decode()

    row = page[page.index("stats-table-cards") :].split("<tbody>")[1].split("</tbody>")[0]
    names = ["Ngày", "Đã tính ngay", "Để riêng", "Điểm để riêng", "Xử lý"]
    assert re.findall(r"<td[^>]*?(?: data-label=\"([^\"]*)\")?>", row) == names
    assert "3\xa0lượt\xa04\xa0điểm" in unescape(row)


def test_what_comes_after_a_decision_waits_for_another_one(editor):
    article, staff_client = make_article(), signed_in(editor)
    voted(article, count=COUNTED + 2)
    settle(staff_client, "tinh", aside().first())

    rate(Client(), article, 1, browser="Người đến sau")

    (crowd,) = staff_client.get(PAGE).context["crowds"]
    assert (crowd.number, crowd.waiting, crowd.taken) == (3, 1, 2)
    assert Rating.objects.summary(article).count == COUNTED + 2


def test_a_second_press_and_a_colleague_who_was_quicker_change_nothing(editor):
    article, staff_client = make_article(), signed_in(editor)
    voted(article, count=COUNTED + 2)
    one = aside().first()
    settle(staff_client, "tinh", one)

    again = settle(staff_client, "tinh", one).content.decode()

    assert "các đánh giá này đã được tính trước đó." in again
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("handle", "work", "sentence"),
    [
        ("", "tinh", "Xin chọn “Tính vào điểm” hoặc “Không tính”"),
        ("abc", "tinh", "Xin chọn “Tính vào điểm” hoặc “Không tính”"),
        ("9" * 40, "bo", "Xin chọn “Tính vào điểm” hoặc “Không tính”"),
        ("\x00", "bo", "Xin chọn “Tính vào điểm” hoặc “Không tính”"),
        ("7", "", "Xin chọn “Tính vào điểm” hoặc “Không tính”"),
        ("7", "xoa", "Xin chọn “Tính vào điểm” hoặc “Không tính”"),
        ("999999", "tinh", "Không còn đánh giá để riêng nào ở dòng này."),
    ],
)
def test_a_form_that_names_nothing_gets_a_sentence(editor, handle, work, sentence):
    answer = settle(signed_in(editor), work, danh_gia=handle, thang="x" * 50)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_a_rating_that_counts_by_itself_is_not_left_out_this_way(editor):
    article = make_article()
    voted(article, count=COUNTED + 1)

    answer = settle(signed_in(editor), "bo", Rating.objects.get(rater=Rating.objects.counted().first().rater))

    assert "Không còn đánh giá để riêng nào ở dòng này." in answer.content.decode()
    assert Rating.objects.counted().count() == COUNTED


def test_kept_pages_hear_of_a_decision_and_not_of_each_vote(editor, monkeypatch):
    advanced = []
    article = make_article()
    monkeypatch.setattr(content_version, "advance", lambda: advanced.append(1))
    voted(article, count=COUNTED + 1)
    rate(Client(), article, 2, browser="Robot 203.0.113.5 0")
    assert not advanced

    settle(signed_in(editor), "tinh", aside().first())
    assert advanced


def test_figures_of_editors_leave_out_what_is_set_aside_and_its_reasons_say_so(editor, client):
    article = make_article(title="Bị dồn phiếu")
    voted(article, 5, count=COUNTED)
    client.post(
        f"/danh-gia/{article.pk}/",
        {"score": 1, "reason": "Tôi ở cùng cơ quan"},
        REMOTE_ADDR="203.0.113.5",
        headers={"User-Agent": "Người thứ sáu"},
    )

    page = signed_in(editor).get(PAGE)

    assert [(row.count, row.average) for row in page.context["best"]] == [(COUNTED, 5.0)]
    assert [row.count for row in page.context["categories"]] == [COUNTED]
    assert sum(row.count for row in page.context["by_month"]) == COUNTED
    assert "Tôi ở cùng cơ quan" in page.content.decode()
    assert '<span class="stats-soft">Để riêng</span>' in page.content.decode()


def test_thousands_of_rows_cost_no_query_more_and_the_page_shows_the_first(editor, django_assert_max_num_queries):
    staff_client, day = signed_in(editor), timezone.localdate()
    for _ in range(60):
        article, network = make_article(), uuid4()
        Rating.objects.bulk_create(
            Rating(article=article, day=day, rater=uuid4(), network=network, score=3, standing="aside")
            for _ in range(20)
        )

    with django_assert_max_num_queries(12):
        page = staff_client.get(PAGE)

    assert len(page.context["crowds"]) == 50


def test_without_anything_set_aside_the_page_says_nothing_of_it(editor):
    voted(make_article(), count=2)

    assert "Đánh giá để riêng" not in signed_in(editor).get(PAGE).content.decode()


@pytest.mark.parametrize(("role", "status"), [(WRITER, 403), (EDITOR, 302), (MODERATOR, 302), (WEBMASTER, 403)])
def test_who_may_take_in_and_leave_out(role, status):
    article = make_article()
    voted(article, count=COUNTED + 1)
    client = signed_in(make_user(role))

    answer = client.post(SETTLE, {"danh_gia": aside().get().pk, "viec": "tinh"})

    assert answer.status_code == status
    assert aside().exists() == (status == 403)
    assert client.get(SETTLE).status_code == (405 if status == 302 else 403)


def test_nobody_settles_without_signing_in_nor_from_elsewhere(editor):
    voted(make_article(), count=COUNTED + 1)
    fields = {"danh_gia": aside().get().pk, "viec": "tinh"}
    careful = Client(enforce_csrf_checks=True)

    assert Client().post(SETTLE, fields)["Location"].startswith("/quan-tri/login/")
    careful.force_login(editor)
    assert careful.post(SETTLE, fields).status_code == 403
    assert aside().count() == 1
