"""One search field over all states of comments."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from comments.models import Comment, CommentWords
from comments.privacy.personal_data import erase
from comments.queue.search_words import address_in, tsquery
from comments.queue.selection import PER_PAGE
from tests.comments.factories import ago, make_comment, signed_in, waiting
from tests.factories import MODERATOR, make_article, make_user

from .moderating import QUEUE, told

pytestmark = pytest.mark.django_db
SEARCH = "/quan-tri/binh-luan/tim/"


def look_for(client, text):
    return client.post(SEARCH, {"q": text}, follow=True)


def found(client, text):
    """The senders of what is found, in order."""
    return [row.comment.name for row in look_for(client, text).context["rows"]]


def test_every_state_is_searched_the_newest_first(staff_client):
    article = make_article()
    states = ["pending", "approved", "rejected", "spam", "withdrawn"]
    for hours, state in enumerate(states, start=1):
        make_comment(article, state=state, name=state, body="Cây cầu treo bị hỏng", created_at=ago(hours=hours))
    make_comment(article, name="khác", body="Đường ngập")

    page = look_for(staff_client, "cầu treo")

    assert [row.comment.name for row in page.context["rows"]] == states
    labels = ["Chờ duyệt", "Đã duyệt", "Từ chối", "Bình luận rác", "Người gửi rút"]
    shown = re.findall(r'<span class="queue-state" data-state="\w+">([^<]+)</span>', page.content.decode())
    assert [label for label in labels if label in shown] == labels


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("cán bộ", True),
        ("can bo", True),
        ("CÁN BỘ", True),
        ("Ca\u0301n bo\u0323\u0302", True),  # apart, as some keyboards send them
        ("cản bộ", False),
        ("bộ cán", True),
        ("“bộ cán”", False),
        ('"cán bộ xã"', True),
        ('"can bo" xa', True),
        ("cán bộ huyện", False),
        ("hòa", True),
        ("hoà", True),
        ("hoa", True),
        ("hóa", False),
        ("đăk", False),
        ("đắk", True),
        ("dak lak", True),
        ("trần thị ấm", True),  # the name
        ("!!!", False),
        ("' | a:* & \\", False),
    ],
)
def test_words_are_found_with_and_without_marks(staff_client, typed, is_found):
    waiting(name="Trần Thị Ấm", body="Cán bộ xã Hoà Bình, ĐẮK LẮK, làm việc tốt.")

    assert bool(found(staff_client, typed)) is is_found


def test_words_written_without_marks_are_found_by_words_with_marks(staff_client):
    waiting(name="không dấu", body="can bo xa lam viec cham")
    waiting(name="dấu khác", body="Bạn cần bỏ xa lối này")

    assert found(staff_client, "cán bộ") == ["không dấu"]
    assert set(found(staff_client, "can bo")) == {"không dấu", "dấu khác"}


NUMBERS = ["0912 345 678", "0912.345.678", "0912345678", "+84912345678", "+84 912 345 678", "0084 912-345-678"]


@pytest.mark.parametrize("written", [*NUMBERS, "(0912) 345678", "0987654321, 0912.345.678", "091 2345 678"])
@pytest.mark.parametrize("typed", [*NUMBERS, "0912–345–678", "345 678"])
def test_a_number_is_found_however_its_digits_stand(staff_client, written, typed):
    waiting(name="người có số", body=f"Liên hệ {written} nhé")
    waiting(name="số khác", body="Liên hệ 0912 345 679, năm 2026")

    assert found(staff_client, typed) == ["người có số"]


@pytest.mark.parametrize("typed", ["2026", "345.679 năm", "số 12"])
def test_short_numbers_are_words(staff_client, typed):
    waiting(name="a", body="Năm 2026, quyết định số 12, gọi 0912 345 679")
    waiting(name="b", body="Tháng 20/26")

    assert found(staff_client, typed) == ["a"]


def test_the_title_of_its_article_finds_a_comment(staff_client):
    make_comment(make_article(title="Khởi công cầu Tân Phong"), name="về cầu", body="Mừng quá")
    make_comment(make_article(title="Tin khác"), name="nhắc cầu", body="Cầu Tân Phong ở đâu")
    make_comment(make_article(title="Cấu tạo"), name="không", body="Không")

    assert found(staff_client, "cầu tân phong") == ["nhắc cầu", "về cầu"]
    assert found(staff_client, "khoi cong") == ["về cầu"]


def test_a_title_that_the_moderator_may_not_know_finds_nothing(staff_client):
    article = make_article(title="Kế hoạch sáp nhập", status=Article.Status.DRAFT, published_at=None)
    waiting(article, name="dưới bài chưa đăng", body="Mừng quá")

    assert found(staff_client, "sáp nhập") == []
    assert found(staff_client, "mừng quá") == ["dưới bài chưa đăng"]


def test_a_reference_number_finds_its_comment(staff_client):
    comment = waiting(name="đây")
    waiting()

    assert found(staff_client, comment.reference) == ["đây"]
    assert found(staff_client, comment.reference.lower().replace("-", " ")) == ["đây"]
    assert found(staff_client, "BL-AAAAA-AAAAA") == []


def test_the_public_address_of_a_comment_opens_it(staff_client):
    waiting()
    comment = make_comment(name="đây")

    for typed in (f"https://cchc.example{comment.get_absolute_url()}", f"bai-viet/x-1/#{comment.anchor}"):
        assert look_for(staff_client, typed).context["opened"].comment.name == "đây"


def test_an_address_finds_all_that_was_sent_under_it_and_stands_nowhere(staff_client):
    article = make_article()
    for name, email in (("một", "Bi.Mat@thu.example"), ("hai", "bi.mat@thu.example"), ("ba", "xbi.mat@thu.example")):
        waiting(article, name=name, email=email)

    page = look_for(staff_client, "  bi.mat@THU.example ")

    assert [row.comment.name for row in page.context["rows"]] == ["hai", "một"]
    assert "mat@" not in page.content.decode().lower()
    assert not any("mat" in address for address, _ in page.redirect_chain)
    assert told(look_for(staff_client, "la@thu.example")) == ["Không có bình luận nào gửi từ địa chỉ email vừa nhập."]


@pytest.mark.parametrize("name", ["q", "tim"])
def test_an_address_in_an_address_is_not_looked_for_and_not_shown(staff_client, name):
    waiting(email="bi.mat@thu.example")

    page = staff_client.get(QUEUE, {name: "bi.mat@thu.example"})

    assert "bi.mat" not in page.content.decode()
    assert page.context["selection"].words == ""


def test_who_only_looks_searches_words_and_no_addresses():
    user = make_user()
    user.user_permissions.add(Permission.objects.get(codename="view_comment", content_type__app_label="comments"))
    comment, client = waiting(email="bi.mat@thu.example", name="đây"), signed_in(user)

    assert client.post(SEARCH, {"q": "bi.mat@thu.example"}).status_code == 403
    assert client.get(QUEUE, {"cung_thu": comment.pk}).context["rows"] == []
    assert [row.comment.name for row in client.get(QUEUE, {"q": "đây", "trang_thai": "tat-ca"}).context["rows"]] == [
        "đây"
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"), [("", "Xin nhập từ ngữ"), ("  ", "Xin nhập từ ngữ"), ("a" * 300, "tối đa 200")]
)
def test_what_cannot_be_looked_for_is_told(staff_client, typed, sentence):
    waiting()

    assert sentence in told(look_for(staff_client, typed))[0]


def test_a_search_is_narrowed_by_a_tab_and_by_filters(staff_client):
    article = make_article()
    waiting(article, name="chờ", body="Cầu treo")
    make_comment(article, name="đăng", body="Cầu treo")
    waiting(name="bài khác", body="Cầu treo")

    page = look_for(staff_client, "cầu treo")
    tabs = {str(tab.label): query for tab, query in page.context["tabs"]}

    assert [row.comment.name for row in staff_client.get(f"{QUEUE}?{tabs['Đã duyệt']}").context["rows"]] == ["đăng"]
    narrowed = staff_client.get(QUEUE, {"trang_thai": "tat-ca", "q": "cầu treo", "bai": article.pk})
    assert [row.comment.name for row in narrowed.context["rows"]] == ["đăng", "chờ"]


def test_thousands_are_paged_in_the_same_number_of_queries(staff_client):
    article, moment = make_article(title="Cầu treo"), ago(hours=1)
    for number in range(3):
        make_comment(article, name=f"n{number}", body="Cầu treo", created_at=moment)
    address = {"trang_thai": "tat-ca", "q": "cầu treo", "phan": "danh-sach"}
    staff_client.get(QUEUE, address)
    with CaptureQueriesContext(connection) as few:
        staff_client.get(QUEUE, address)
    Comment.objects.bulk_create(
        Comment(
            article=article, name=f"m{number}", body="Cầu treo", created_at=moment, consent_version="1",
            consented_at=moment,
        )
        for number in range(2 * PER_PAGE)
    )  # fmt: skip

    with CaptureQueriesContext(connection) as many:
        first = staff_client.get(QUEUE, address)
    assert len(many) == len(few) <= 7
    names = [row.comment.name for row in first.context["rows"]]
    while "next_page" in first.context:
        first = staff_client.get(f"{QUEUE}?{first.context['next_page']}")
        names += [row.comment.name for row in first.context["rows"]]
    assert len(names) == len(set(names)) == 2 * PER_PAGE + 3


def test_masked_and_erased_words_are_found_no_more(staff_client):
    masked = waiting(name="che", body="Gọi 0912 345 678 ngay")
    erased = waiting(name="xóa", body="Ngôi nhà xanh", email="xanh@thu.example")

    Comment.objects.filter(pk=masked.pk).update(body="Gọi [đã ẩn số điện thoại] ngay")
    erase(erased.reference)

    assert found(staff_client, "0912345678") == []
    assert found(staff_client, "gọi ngay") == ["che"]
    assert found(staff_client, "ngôi nhà xanh") == []


def test_words_of_an_older_release_are_kept_by_the_database():
    comment = make_comment(name="cũ", body="Chuyện xưa")
    CommentWords.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE comments_comment SET body = 'Chuyện nay' WHERE id = %s", [comment.pk])

    assert CommentWords.objects.holding(tsquery("chuyện nay")).count() == 1


def test_a_text_of_one_word_or_of_digits_alone_is_kept():
    for body in ("a" * 2_000, "1" * 2_000, "'" * 2_000, "1 " * 1_000, "ẩ" * 2_000):
        make_comment(body=body)

    assert CommentWords.objects.count() == 5


def test_words_are_found_by_an_index():
    article = make_article()
    Comment.objects.bulk_create(
        Comment(article=article, name="n", body=f"chữ{number}", consent_version="1", consented_at=ago(days=1))
        for number in range(2_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE comments_commentwords; SET LOCAL enable_seqscan = off")

    plan = CommentWords.objects.holding(tsquery("chữ77")).explain()

    assert "comment_words" in plan


def test_addresses_are_told_from_words():
    assert address_in("thư: <Ai@thu.vn>,") == "Ai@thu.vn"
    assert address_in("@Tên ơi") == ""
    assert address_in("a @ b.vn") == ""


def test_a_search_is_no_link(staff_client):
    assert staff_client.get(reverse("queue:search")).status_code == 405
    assert signed_in(make_user(MODERATOR)).post(SEARCH, {"q": "a"}).status_code == 302
