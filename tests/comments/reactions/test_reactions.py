"""Likes and reports: once each, within limits, and three reporters send a comment back once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.locks import COUNTED_PER_NETWORK_AND_DAY, MAX_PER_NETWORK_AND_DAY
from comments.models import AbuseReport, Comment, CommentEvent, Like
from comments.moderation import decisions
from comments.posting.challenge import new_challenge
from comments.reactions.likes_and_reports import MAX_REPORTS_A_DAY, REPORTS_OF_NETWORK, forget_likes
from tests.comments.factories import make_comment
from tests.comments.posting.test_challenge import solved
from tests.comments.posting.test_limits import all_at_once
from tests.factories import MODERATOR, make_article, make_site, make_user

pytestmark = pytest.mark.django_db
State = Comment.State


def like(client, comment, *, ip="203.0.113.5", browser="Firefox", query="", **headers):
    where = reverse("comments:like", args=[comment.pk]) + query
    return client.post(where, REMOTE_ADDR=ip, headers={"User-Agent": browser} | headers)


def report(client, comment, *, ip="203.0.113.5", browser="Firefox", reason="insult", note="", **headers):
    where = reverse("comments:report", args=[comment.pk])
    fields = {"reason": reason, "note": note}
    return client.post(where, fields, REMOTE_ADDR=ip, headers={"User-Agent": browser} | headers)


def reports_of(client, comment, count):
    return [report(client, comment, ip=f"203.0.113.{number}") for number in range(count)]


@pytest.fixture(autouse=True)
def site():
    make_site()


def test_the_link_leads_to_a_page_with_a_button(client):
    comment = make_comment()

    html = client.get(reverse("comments:like", args=[comment.pk])).content.decode()

    assert "Bình luận này hữu ích" in html
    assert not Like.objects.exists()


def test_a_like_counts_once_a_day(client, time_machine):
    comment = make_comment()

    answers = [like(client, comment), like(client, comment)]
    time_machine.move_to(timezone.now() + timedelta(days=1))
    answers.append(like(client, comment))

    assert ["Hữu ích (1)" in a.content.decode() for a in answers] == [True, True, False]
    assert "Hữu ích (2)" in answers[2].content.decode()
    assert not answers[0].cookies


def test_a_script_gets_the_figure_alone(client):
    html = like(client, make_comment(), query="?phan=1").content.decode()

    assert "Hữu ích (1). Cảm ơn bạn." in html
    assert "<html" not in html
    assert 'role="status"' in html


def test_the_thread_shows_how_many_found_it_useful(client):
    comment = make_comment(likes=1234)

    html = client.get(comment.article.get_absolute_url()).content.decode()

    assert "Hữu ích (1.234)" in html


def test_one_connection_cannot_fill_the_figure_and_neighbours_are_thanked(client):
    comment = make_comment()

    answers = [like(client, comment, browser=f"Robot {number}") for number in range(COUNTED_PER_NETWORK_AND_DAY + 3)]

    assert {answer.status_code for answer in answers} == {200}
    assert f"Hữu ích ({COUNTED_PER_NETWORK_AND_DAY}). Cảm ơn bạn." in answers[-1].content.decode()
    assert Comment.objects.get().likes == COUNTED_PER_NETWORK_AND_DAY
    assert "Hữu ích (6)" in like(client, comment, ip="198.51.100.1").content.decode()


def test_a_like_that_did_not_count_is_kept_once_and_counts_no_more_the_second_time(client):
    comment = make_comment()
    for number in range(COUNTED_PER_NETWORK_AND_DAY):
        like(client, comment, browser=f"Robot {number}")

    for _ in range(3):
        like(client, comment, browser="Hàng xóm")

    assert Like.objects.count() == COUNTED_PER_NETWORK_AND_DAY + 1
    assert Comment.objects.get().likes == COUNTED_PER_NETWORK_AND_DAY


def test_one_connection_cannot_fill_the_table(client):
    comment = make_comment()
    like(client, comment)
    network = Like.objects.get().network
    more = [
        Like(comment=comment, day=timezone.localdate(), visitor=uuid4(), network=network)
        for _ in range(MAX_PER_NETWORK_AND_DAY - 1)
    ]
    Like.objects.bulk_create(more)

    refused = like(client, comment, browser="Robot mới")

    assert refused.status_code == 429
    assert "đã nhận đủ lượt từ mạng của bạn" in refused.content.decode()
    assert Like.objects.count() == MAX_PER_NETWORK_AND_DAY


@pytest.mark.django_db(transaction=True)
def test_parallel_likes_are_all_counted_and_none_twice():
    comment = make_comment()
    like(Client(), comment, ip="198.51.100.1")  # makes the secret of the month

    all_at_once(20, lambda number: like(Client(), comment, ip=f"203.0.113.{number % 10}"))

    assert Comment.objects.get().likes == Like.objects.count() == 11


@pytest.mark.django_db(transaction=True)
def test_parallel_likes_from_one_connection_do_not_slip_past_the_limit():
    comment = make_comment()

    all_at_once(40, lambda number: like(Client(), comment, browser=f"Robot {number}"))

    assert Comment.objects.get().likes == COUNTED_PER_NETWORK_AND_DAY


def test_who_liked_is_forgotten_and_the_figure_stays(client):
    comment = make_comment()
    like(client, comment)
    today = timezone.localdate()

    assert forget_likes(today) == 0
    assert forget_likes(today + timedelta(days=2)) == 1
    assert Comment.objects.get().likes == 1


def test_a_report_is_kept_with_its_reason_and_without_a_name(client):
    comment = make_comment()

    response = report(client, comment, reason="other", note="Nêu số căn cước của tôi.")

    assert "Ban Biên tập đã nhận báo cáo" in response.content.decode()
    kept = AbuseReport.objects.get()
    assert (kept.reason, kept.note) == ("other", "Nêu số căn cước của tôi.")
    assert not response.cookies


def test_a_visitor_reports_a_comment_once_also_on_other_days(client, time_machine):
    comment = make_comment()
    next_month = (timezone.now().replace(day=1) + timedelta(days=40)).replace(day=10)
    time_machine.move_to(next_month)
    report(client, comment)
    time_machine.move_to(next_month + timedelta(days=2))

    again = report(client, comment, reason="spam")

    assert "Bạn đã báo bình luận này rồi" in again.content.decode()
    assert AbuseReport.objects.get().reason == "insult"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reason": ""}, "Xin chọn một lý do."),
        ({"reason": "khong-co"}, "Xin chọn một lý do trong danh sách."),
        ({"reason": "\x00"}, "Xin chọn một lý do trong danh sách."),
        ({"reason": "other"}, "Xin cho biết lý do."),
        ({"reason": "other", "note": " \x00\u202e "}, "Xin cho biết lý do."),
        ({"reason": "insult", "note": "x" * 501}, "Phần nói thêm dài 501 ký tự, tối đa 500 ký tự."),
    ],
)
def test_a_report_that_lacks_something_gets_a_sentence_and_keeps_its_text(client, fields, sentence):
    response = report(client, make_comment(), **fields)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert fields.get("note", "").strip(" \x00\u202e") in response.content.decode()
    assert not AbuseReport.objects.exists()


def test_three_visitors_send_a_comment_back_once(client):
    moderator = make_user(MODERATOR)
    comment = make_comment()

    reports_of(client, comment, 2)
    comment.refresh_from_db()
    assert comment.state == State.APPROVED

    report(client, comment, ip="203.0.113.2")
    comment.refresh_from_db()
    assert (comment.state, comment.was_recalled, comment.version) == (State.PENDING, True, 1)
    event = CommentEvent.objects.get()
    assert (event.from_state, event.to_state, event.why, event.by) == ("approved", "pending", "Bạn đọc báo cáo", None)

    decisions.decide(comment, State.APPROVED, by=moderator)
    reports_of(client, comment, 9)
    comment.refresh_from_db()
    assert comment.state == State.APPROVED
    assert comment.reports.count() == 9


def test_three_browsers_on_one_connection_are_not_three_readers(client):
    comment = make_comment()

    for browser in ("Firefox", "Chrome", "Safari"):
        report(client, comment, browser=browser)
    comment.refresh_from_db()
    assert comment.state == State.APPROVED

    report(client, comment, ip="198.51.100.7")
    comment.refresh_from_db()
    assert comment.state == State.PENDING


def test_the_offices_answer_is_never_sent_back(client):
    answer = make_comment(is_official=True, sender_key=None)

    reports_of(client, answer, 5)

    answer.refresh_from_db()
    assert answer.state == State.APPROVED
    assert answer.reports.count() == 5


@pytest.mark.django_db(transaction=True)
def test_of_many_reporters_at_once_one_sends_it_back():
    comment = make_comment()
    report(Client(), make_comment(), ip="198.51.100.1")  # makes the secret of the month

    answers = all_at_once(8, lambda number: report(Client(), comment, ip=f"203.0.113.{number}"))

    # Who comes when it waits already finds no comment to report.
    assert {answer.status_code for answer in answers} <= {200, 404}
    comment.refresh_from_db()
    assert (comment.state, comment.version) == (State.PENDING, 1)


def test_one_browser_cannot_report_everything_and_its_neighbours_may_go_on(client):
    comments = [make_comment() for _ in range(MAX_REPORTS_A_DAY + 1)]

    answers = [report(client, comment) for comment in comments]

    assert [answer.status_code for answer in answers] == [200] * MAX_REPORTS_A_DAY + [429]
    assert "đã nhận đủ báo cáo từ trình duyệt và mạng này" in answers[-1].content.decode()
    assert report(client, comments[0], browser="Chrome").status_code == 200


def test_a_network_that_reports_much_is_asked_and_never_refused(client):
    comment, others = make_comment(), [make_comment() for _ in range(REPORTS_OF_NETWORK // MAX_REPORTS_A_DAY + 1)]
    report(client, others[0])
    network = AbuseReport.objects.get().network
    AbuseReport.objects.bulk_create(
        AbuseReport(comment=others[0], visitor=uuid4(), network=network, reason="spam")
        for _ in range(REPORTS_OF_NETWORK - 1)
    )

    asked = report(client, comment, browser="Chrome", reason="other", note="Nêu số điện thoại.")
    html = asked.content.decode()
    assert asked.status_code == 422
    assert "bằng mấy?" in html
    assert "Nêu số điện thoại." in html
    assert not comment.reports.exists()

    where = reverse("comments:report", args=[comment.pk])
    fields = {"reason": "other", "note": "Nêu số điện thoại."} | solved(new_challenge())
    answered = client.post(where, fields, REMOTE_ADDR="203.0.113.5", headers={"User-Agent": "Chrome"})
    assert answered.status_code == 200
    assert comment.reports.count() == 1
    assert report(client, comment, ip="198.51.100.1").status_code == 200


def test_moderators_read_the_reports_on_the_comments_page(client):
    comment = make_comment()
    report(client, comment, reason="false", note="Ngày ấy tôi có mặt, không phải như vậy.")
    staff_client = Client()
    staff_client.force_login(make_user(MODERATOR))

    html = staff_client.get(reverse("admin:comments_comment_change", args=[comment.pk])).content.decode()

    assert "Thông tin sai, bịa đặt" in html
    assert "Ngày ấy tôi có mặt" in html


@pytest.mark.parametrize("name", ["comments:like", "comments:report"])
def test_a_comment_that_is_not_shown_has_no_page(client, name):
    hidden = [make_comment(state=state) for state in ("pending", "rejected", "spam", "withdrawn")]
    hidden.append(make_comment(make_article(status="withdrawn")))
    above = make_comment(state="rejected")
    make_comment(above.article, parent=above)  # keeps a sentence in the place of the one above, and no more
    hidden.append(above)

    for key in [*(comment.pk for comment in hidden), 999_999, 2**70]:
        assert client.get(reverse(name, args=[key])).status_code == 404
        assert client.post(reverse(name, args=[key])).status_code == 404


@pytest.mark.parametrize("name", ["comments:like", "comments:report"])
def test_a_page_elsewhere_and_a_megabyte_are_refused(client, name):
    where = reverse(name, args=[make_comment().pk])

    foreign = client.post(where, {"reason": "spam"}, headers={"Sec-Fetch-Site": "cross-site"})
    big = client.post(where, {"reason": "spam", "note": "x" * 1_000_000})
    huge = client.post(where, {"reason": "spam", "note": "x" * 11_000_000})

    assert foreign.status_code == 403
    assert big.status_code in {200, 422}
    assert huge.status_code == 413
    assert client.put(where).status_code == 405
    assert not AbuseReport.objects.exists()
