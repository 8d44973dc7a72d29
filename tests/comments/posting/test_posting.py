"""A comment on its way in: the form, the receipt, what is refused."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from comments.anonymous import MAX_POST_BYTES
from comments.models import Comment, CommentEvent
from tests.comments.factories import BODY, address, filled_in, make_comment, make_token, post
from tests.factories import make_article, make_category, make_site

pytestmark = pytest.mark.django_db
SENT = "Bình luận của bạn đã được gửi thành công. Cảm ơn bạn!"
FAILED = "Lỗi: Vui lòng thử lại"


@pytest.fixture(autouse=True)
def site():
    make_site()


def text_of(response):
    return response.content.decode()


def test_a_reader_finds_the_form_with_what_it_asks_and_promises(client):
    article = make_article()

    page = text_of(client.get(address(article)))

    assert "Thêm nhận xét mới" in page
    assert "Email của bạn sẽ không được hiển thị công khai. Các trường bắt buộc được đánh dấu" in page
    assert page.count('<span class="required">*</span>') == 5  # the sentence, and four fields
    assert "Tôi đồng ý để Ban Biên tập lưu tên, email và nội dung này" in page
    assert not re.search(r'name="consent"[^>]*checked', page)


def test_the_form_page_is_never_stored_and_sets_no_cookie(client):
    response = client.get(address(make_article()))

    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert 'content="noindex"' in text_of(response)


@pytest.mark.parametrize("ask", [{"query_params": {"phan": "1"}}, {"headers": {"HX-Request": "true"}}])
def test_an_article_page_fetches_only_the_form(client, ask):
    page = text_of(client.get(address(make_article()), **ask))

    assert page.lstrip().startswith("<form")
    assert "<html" not in page


def test_a_sent_comment_waits_for_a_moderator(client):
    article = make_article()

    response = post(client, article)

    comment = Comment.objects.get()
    assert response.status_code == 303
    assert (comment.article, comment.state, comment.name) == (article, "pending", "Nguyễn Thị Bích Liên")
    assert (comment.consent_version, comment.consented_at.date()) == ("2026-11", timezone.now().date())
    assert [(event.from_state, event.to_state, event.by) for event in comment.events.all()] == [("", "pending", None)]
    assert not response.cookies


def test_the_reader_reads_that_it_arrived_and_gets_a_number(client):
    response = post(client, make_article())

    arrived = client.get(response["Location"])

    page = text_of(arrived)
    assert SENT in page
    assert Comment.objects.get().reference in page
    assert "chờ Ban Biên tập duyệt" in page
    assert "no-store" in arrived["Cache-Control"]


def test_inside_an_article_page_the_answer_is_only_the_message(client):
    response = post(client, make_article(), query="?phan=1")

    page = text_of(client.get(response["Location"]))

    assert SENT in page
    assert "<html" not in page


@pytest.mark.parametrize("state", ["pending", "approved", "rejected", "spam", "withdrawn"])
def test_the_receipt_says_nothing_that_a_decision_makes_untrue(client, state):
    receipt = post(client, make_article())["Location"]
    decided = {} if state == "pending" else {"decided_at": timezone.now(), "reason": "Quảng cáo, mời chào"}
    Comment.objects.update(state=state, **decided)

    arrived = client.get(receipt)

    assert SENT in text_of(arrived)
    assert "đang chờ" not in text_of(arrived)
    assert f'href="{reverse("comments:look_up")}"' in arrived.content.decode()


def test_nobody_can_count_through_the_receipts(client):
    receipt = post(client, make_article())["Location"].rstrip("/").rpartition("/")[2]

    for guess in ("1", receipt[:-1] + ("a" if receipt[-1] != "a" else "b"), f"{uuid.uuid4()}", "x" * 500):
        assert client.get(reverse("comments:received", args=[guess])).status_code == 404


def test_the_receipt_still_reads_when_the_article_is_gone(client):
    article = make_article()
    receipt = post(client, article)["Location"]
    Article.objects.update(status="withdrawn")

    assert SENT in text_of(client.get(receipt))


def test_a_waiting_comment_is_not_shown(client):
    article = make_article()
    post(client, article, body="Mong xã đặt thêm một chiếc bàn viết thấp.")

    assert "bàn viết thấp" not in text_of(client.get(address(article), {"trang": "1"}))


def test_hostile_html_is_shown_as_the_text_that_it_is(client):
    article = make_article()
    make_comment(article, name="<img src=x onerror=alert(1)>", body="<script>alert(1)</script>\nhttps://evil.example")

    page = text_of(client.get(address(article), {"trang": "1"}))

    assert "<img src=x" not in page
    assert "<script>alert" not in page
    assert '<a href="https://evil.example' not in page


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 5000, "\x00", "."])
def test_without_a_good_token_the_text_is_kept_and_one_press_sends_it(client, token):
    article = make_article()

    response = client.post(address(article), filled_in(article) | {"token": token})

    page = text_of(response)
    assert response.status_code == 422
    assert "xin bấm gửi lại" in page
    assert BODY in page
    renewed = re.search(r'name="token" value="([^"]+)"', page)[1]
    assert post(client, article, token=renewed).status_code == 303


def test_a_form_older_than_a_day_keeps_the_text_and_asks_to_press_again(client):
    article = make_article()

    response = post(client, article, token=make_token(article, opened_seconds_ago=24 * 3600 + 60))

    page = text_of(response)
    assert response.status_code == 422
    assert "Biểu mẫu đã mở quá 24 giờ. Nội dung của bạn vẫn còn nguyên, xin bấm gửi lại." in page
    assert BODY in page
    renewed = re.search(r'name="token" value="([^"]+)"', page)[1]
    assert post(client, article, token=renewed).status_code == 303
    assert [finding["code"] for finding in Comment.objects.get().findings] == ["token_old"]


def test_the_token_of_one_article_does_not_open_another(client):
    article, other = make_article(), make_article()

    assert post(client, article, token=make_token(other)).status_code == 422


def test_a_form_sent_twice_arrives_once_and_says_so_twice(client):
    article = make_article()
    token = make_token(article)

    first, second = post(client, article, token=token), post(client, article, token=token)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert Comment.objects.count() == 1


def test_another_text_from_a_form_that_was_sent_is_not_lost(client, time_machine):
    article = make_article()
    token = make_token(article)
    post(client, article, token=token)
    time_machine.move_to(timezone.now() + timedelta(seconds=20))

    response = post(client, article, token=token, body="Xin hỏi thêm về lệ phí.")

    page = text_of(response)
    assert response.status_code == 422
    assert "Biểu mẫu này đã gửi đi một bình luận khác." in page
    renewed = re.search(r'name="token" value="([^"]+)"', page)[1]
    assert post(client, article, token=renewed, body="Xin hỏi thêm về lệ phí.").status_code == 303


def test_the_same_text_again_from_the_same_sender_is_answered_that_it_is_here(client):
    article = make_article()
    post(client, article)

    response = post(client, article, body=BODY.upper() + " !!")

    assert response.status_code == 422
    assert "Bạn đã gửi bình luận này lúc" in text_of(response)
    assert Comment.objects.count() == 1


def test_the_same_text_of_somebody_else_waits_with_a_remark(client):
    article = make_article()
    post(client, article, body="Cảm ơn bài viết.", ip="203.0.113.5")

    response = post(client, article, body="Cảm ơn bài viết.", ip="203.0.113.6")

    assert response.status_code == 303
    assert [finding["code"] for finding in Comment.objects.last().findings] == ["duplicate"]


def test_the_trap_puts_a_comment_aside_without_a_word_to_the_machine(client):
    response = post(client, make_article(), url="http://casino.example")

    comment = Comment.objects.get()
    assert response.status_code == 303
    assert comment.state == "spam"
    assert comment.findings[0]["code"] == "honeypot"


def test_a_form_filled_in_two_seconds_is_held_with_the_reason(client):
    article = make_article()

    post(client, article, token=make_token(article, opened_seconds_ago=1))

    assert [finding["code"] for finding in Comment.objects.get().findings] == ["too_fast"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_article_that_readers_do_not_see_has_no_comments(client, method):
    hidden = [
        make_article(status="draft", published_at=None),
        make_article(status="withdrawn"),
        make_article(published_at=timezone.now() + timedelta(hours=1)),
        make_article(expires_at=timezone.now() - timedelta(minutes=1)),
    ]

    for article in hidden:
        assert getattr(client, method)(address(article)).status_code == 404
    for pk in ("999999", "99999999999999999999999"):
        assert getattr(client, method)(f"/binh-luan/{pk}/").status_code == 404


@pytest.mark.parametrize("closed_by", ["article", "category"])
def test_closed_comments_say_so_and_give_back_what_was_written(client, closed_by):
    open_to = {"article": closed_by != "article", "category": closed_by != "category"}
    category = make_category(comments_open=open_to["category"])
    article = make_article(category=category, comments_open=open_to["article"])

    shown, sent = client.get(address(article)), post(client, article, body="Xin hỏi <gì> đó")

    assert "Bài viết này không nhận bình luận mới" in text_of(shown)
    assert sent.status_code == 403
    assert "Xin hỏi &lt;gì&gt; đó</textarea>" in text_of(sent)
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_a_post_from_another_sites_page_is_refused(client, headers):
    response = post(client, make_article(), headers=headers)

    assert response.status_code == 403
    assert "Yêu cầu không đến từ trang tin này." in text_of(response)
    assert not Comment.objects.exists()


def test_no_csrf_cookie_is_needed_and_a_signed_in_reader_needs_none_either():
    assert post(Client(enforce_csrf_checks=True), make_article()).status_code == 303


def test_a_flood_of_bytes_is_answered_with_a_sentence(client):
    article = make_article()

    response = client.post(address(article), {"body": "x" * MAX_POST_BYTES})

    assert response.status_code == 413
    assert "Nội dung gửi lên quá lớn." in text_of(response)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"body=1", "multipart/form-data"),
        (b"\xff\xfe=%FF%FE&body=%C3%28", "application/x-www-form-urlencoded"),
        (b"body=a", "application/x-www-form-urlencoded; charset=utf-16"),
        (b'{"body": 1}', "application/json"),
        (b"&".join(b"a%d=1" % number for number in range(1100)), "application/x-www-form-urlencoded"),
        (b"", "application/x-www-form-urlencoded"),
    ],
)
def test_broken_posts_get_a_page_and_not_a_crash(client, content, content_type):
    response = client.post(address(make_article()), content, content_type=content_type)

    assert response.status_code in {400, 422}
    assert FAILED in text_of(response)


def test_a_field_given_twice_or_a_file_in_its_place_does_no_harm(client):
    article = make_article()
    fields = filled_in(article) | {"body": SimpleUploadedFile("a.txt", b"text")}

    assert client.post(address(article), fields).status_code == 422
    assert client.post(address(article), filled_in(article) | {"name": ["Lê", "Trần"]}).status_code == 303


def test_other_methods_are_refused(client):
    article = make_article()

    assert client.put(address(article)).status_code == 405
    assert client.delete(address(article)).status_code == 405
    assert client.head(address(article)).status_code == 200


def test_posting_stays_within_its_queries(client, django_assert_num_queries):
    article = make_article()
    root = make_comment(article)
    post(client, make_article(), ip="198.51.100.1")  # makes the secret of the month
    fields = filled_in(article, parent=str(root.pk))

    # article with the policy, savepoint, lock, what is known, answered, comment, event, release
    with django_assert_num_queries(8):
        client.post(address(article), fields)


def test_events_cannot_be_rewritten(client):
    post(client, make_article())

    for change in (lambda events: events.update(why="khác"), lambda events: events.delete()):
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
            change(CommentEvent.objects.all())
