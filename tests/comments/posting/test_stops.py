"""Whom the office has stopped: who is refused, what they read, and who is not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from comments.models import Comment, Rule, SenderStop
from comments.screening import rules
from tests.comments.factories import ago, make_token, post
from tests.factories import MODERATOR, make_article, make_site, make_user

pytestmark = pytest.mark.django_db
NAT = "203.0.113.77"
AGENT = {"user-agent": "Mozilla/5.0 (Điện thoại)"}


@pytest.fixture(autouse=True)
def _site():
    make_site()


@pytest.fixture
def article():
    return make_article()


def send(article, *, email="ai@thu.example", ip=NAT, agent=AGENT, body=None, **fields):
    body = body or f"Ý kiến {uuid4()}"
    return post(Client(), article, ip=ip, email=email, headers=agent, body=body, **fields)


def sent_from_here(article, **fields):
    """A comment that came from this browser; older than the limits look."""
    assert send(article, **fields).status_code == 303
    comment = Comment.objects.latest("pk")
    Comment.objects.filter(pk=comment.pk).update(created_at=ago(days=2), state="approved", decided_at=ago(days=1))
    comment.refresh_from_db()
    return comment


def stop(comment, *, by_address=False, **fields):
    fields = {"why": "Xúc phạm người khác", "until": timezone.now() + timedelta(days=3)} | fields
    whom = {"email": comment.email} if by_address else {"browser_key": comment.browser_key}
    return SenderStop.objects.create(comment=comment, by=make_user(MODERATOR), **whom, **fields)


@pytest.mark.parametrize("by_address", [True, False])
def test_who_is_stopped_reads_until_when_and_why_and_how_to_object(article, by_address):
    comment = sent_from_here(article)
    Comment.objects.update(email_confirmed_at=ago(days=1))
    stopped = stop(comment, by_address=by_address)

    page = send(article, body="Tôi nói tiếp")

    html = page.content.decode()
    assert page.status_code == 403
    assert "Ban Biên tập tạm dừng nhận bình luận của bạn đến" in html
    assert "Xúc phạm người khác." in html
    assert f"cho biết mã {stopped.number}" in html
    assert "Tôi nói tiếp" in html
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("days", [3, None])
def test_who_may_be_another_person_reads_of_the_address_and_the_machine(article, days):
    """Nobody confirmed the address, and who else shares network and kind of machine may give it."""
    until = timezone.now() + timedelta(days=days) if days else None
    stopped = stop(sent_from_here(article), until=until, why="Chửi bậy")

    html = send(article, body="Tôi nói tiếp").content.decode()

    assert "bình luận của bạn" not in html
    assert "gửi dưới email này từ máy này (hoặc máy cùng loại trên cùng mạng)" in html
    assert "vì những lời đã gửi từ đây trước đó: Chửi bậy. Có thể những lời ấy là của người khác." in html
    assert f"cho biết mã {stopped.number}" in html
    assert "Tôi nói tiếp" in html


def test_a_neighbour_with_the_same_browser_and_another_address_is_not_hit(article):
    stop(sent_from_here(article))

    assert send(article, email="hang.xom@thu.example").status_code == 303
    assert send(article, email="dong.nghiep@thu.example", agent={"user-agent": "Khác"}).status_code == 303


@pytest.mark.parametrize("by_address", [True, False])
def test_a_stop_ends_by_itself_and_when_it_is_lifted(article, by_address):
    comment = sent_from_here(article)
    Comment.objects.update(email_confirmed_at=ago(days=1))
    stopped = stop(comment, by_address=by_address, until=timezone.now() - timedelta(minutes=1))
    assert send(article).status_code == 303

    Comment.objects.update(created_at=ago(days=1))
    SenderStop.objects.update(until=None)
    page = send(article)
    assert page.status_code == 403
    assert "không nhận bình luận của bạn nữa: Xúc phạm người khác." in page.content.decode()

    SenderStop.objects.filter(pk=stopped.pk).update(lifted_at=timezone.now())
    assert send(article).status_code == 303


def test_a_stop_by_address_holds_elsewhere_and_tells_a_stranger_no_reason(article):
    comment = sent_from_here(article)
    Comment.objects.update(email_confirmed_at=ago(days=1))
    stop(comment, by_address=True)

    at_home, elsewhere = send(article), send(article, email="AI@thu.example", ip="198.51.100.9")

    assert "Xúc phạm" in at_home.content.decode()
    assert elsewhere.status_code == 403
    assert "Xúc phạm" not in elsewhere.content.decode()
    assert "gửi dưới địa chỉ email này" in elsewhere.content.decode()


def test_a_stop_by_browser_is_gone_with_its_month(time_machine):
    time_machine.move_to("2026-11-20T03:00:00+00:00")
    article = make_article()
    stop(sent_from_here(article), until=None)
    assert send(article).status_code == 403

    time_machine.move_to("2026-12-02T03:00:00+00:00")

    assert send(article).status_code == 303


def test_stops_cost_a_post_no_further_query(article, django_assert_max_num_queries):
    comment = sent_from_here(article)
    for _ in range(5):
        stop(comment, by_address=True, until=timezone.now() - timedelta(days=1))
    send(article, email="khac@thu.example")

    with django_assert_max_num_queries(13):  # ten of the post, and those of the request
        assert send(article, email="nua@thu.example").status_code == 303


def test_the_stop_of_somebody_whose_data_is_erased_hits_nobody(article):
    comment = sent_from_here(article)
    stop(comment)
    Comment.objects.filter(pk=comment.pk).update(email="")

    assert send(article).status_code == 303


def test_a_comment_sent_twice_is_the_same_though_its_sender_was_stopped_between(article):
    token = make_token(article)
    assert send(article, token=token, body="Một lần").status_code == 303
    stop(Comment.objects.get())

    assert send(article, token=token, body="Một lần").status_code == 303


@pytest.mark.parametrize("effect", ["reject", "spam"])
def test_a_rule_on_a_network_of_an_older_release_only_marks_who_shares_it(article, effect):
    first = sent_from_here(article)
    Rule.objects.create(kind="sender", pattern=str(first.sender_key), effect=effect)
    rules.expire()

    assert send(article, email="hang.xom@thu.example", agent={"user-agent": "Khác"}).status_code == 303

    comment = Comment.objects.exclude(pk=first.pk).get()
    assert (comment.state, [found["code"] for found in comment.findings]) == ("pending", ["rule_network"])


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [("sender", "Bình luận gửi từ mạng và trình duyệt này hiện không được nhận"), ("email", "dưới địa chỉ email này")],
)
def test_who_is_refused_by_a_rule_on_the_sender_reads_no_reason_about_the_text(article, kind, sentence):
    first = sent_from_here(article)
    pattern = {"sender": str(first.browser_key), "email": first.email}[kind]
    Rule.objects.create(kind=kind, pattern=pattern, effect="reject")
    rules.expire()

    html = send(article).content.decode()

    assert sentence in html
    assert "xúc phạm" not in html
