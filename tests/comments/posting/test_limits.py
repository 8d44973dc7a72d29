"""The limits under parallel posts, on real connections: every thread has its own."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from comments.models import Comment, CommentEvent, SenderSecret
from comments.moderation import decisions
from comments.posting import submission
from tests.comments.factories import BODY, filled_in, make_comment, make_token, post
from tests.factories import make_article, make_site

LOCAL = {"ip": "203.0.113.5"}


def all_at_once(count, work):
    """Run `work(number)` in `count` threads that start together; returns what they returned."""
    start = Barrier(count)

    def run(number):
        start.wait()
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.django_db(transaction=True)
def test_fifty_parallel_identical_posts_make_one_comment_and_fifty_same_answers():
    make_site()
    article = make_article()
    fields = {"token": make_token(article)}

    answers = all_at_once(50, lambda number: post(Client(), article, **fields))

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer["Location"] for answer in answers}) == 1
    assert Comment.objects.count() == CommentEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_form_from_many_addresses_at_once_makes_one_comment():
    make_site()
    article = make_article()
    fields = {"token": make_token(article)}

    answers = all_at_once(20, lambda number: post(Client(), article, ip=f"203.0.113.{number}", **fields))

    assert {answer.status_code for answer in answers} == {303}
    assert Comment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_fifty_parallel_different_posts_of_one_sender_exactly_one_is_taken():
    make_site()
    article = make_article()

    answers = all_at_once(50, lambda number: post(Client(), article, body=f"{BODY} Ý kiến số {number}."))

    assert Counter(answer.status_code for answer in answers) == {303: 1, 429: 49}
    assert Comment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("taken", "limit"), [(5, submission.LIMITS[1:]), (20, submission.LIMITS[2:])])
def test_the_longer_limits_are_exact_too(monkeypatch, taken, limit):
    make_site()
    articles = [make_article() for _ in range(10)]  # so that what waits per article does not count first
    monkeypatch.setattr(submission, "LIMITS", limit)

    answers = all_at_once(40, lambda number: post(Client(), articles[number % 10], body=f"{BODY} Số {number}."))

    assert Counter(answer.status_code for answer in answers) == {303: taken, 429: 40 - taken}
    assert Comment.objects.count() == taken


@pytest.mark.django_db(transaction=True)
def test_the_secret_of_the_month_is_made_once_however_many_ask():
    day = timezone.localdate()

    secrets = all_at_once(20, lambda number: SenderSecret.objects.of_month(day))

    assert len(set(secrets)) == 1
    assert len(secrets[0]) == 32


@pytest.mark.django_db
def test_a_second_comment_within_fifteen_seconds_is_asked_to_wait(client, time_machine):
    make_site()
    article = make_article()
    noon = timezone.now()
    time_machine.move_to(noon, tick=False)
    post(client, article)

    time_machine.move_to(noon + timedelta(seconds=5), tick=False)
    early = post(client, article, body="Xin hỏi thêm.")
    time_machine.move_to(noon + timedelta(seconds=15), tick=False)
    later = post(client, article, body="Xin hỏi thêm.")

    assert early.status_code == 429
    assert early["Retry-After"] == "11"
    assert "Bạn vừa gửi một bình luận. Xin đợi 11 giây rồi bấm gửi lại." in early.content.decode()
    assert "Xin hỏi thêm." in early.content.decode()
    assert later.status_code == 303


@pytest.mark.django_db
def test_a_fourth_waiting_comment_on_one_article_must_wait_for_the_moderators(client, time_machine):
    make_site()
    time_machine.move_to(timezone.localtime().replace(hour=12))  # at midnight every sender becomes another one
    article = make_article()
    for number in range(4):
        time_machine.move_to(timezone.now() + timedelta(minutes=11), tick=False)
        response = post(client, article, body=f"Ý kiến thứ {number}.")

    assert response.status_code == 429
    assert "Bạn đang có 3 bình luận chờ duyệt ở bài này." in response.content.decode()
    assert "Retry-After" not in response

    decisions.decide(Comment.objects.first(), "approved", by=None)
    assert post(client, article, body="Ý kiến thứ tư.").status_code == 303


@pytest.mark.django_db
def test_neighbours_do_not_share_a_limit(client):
    make_site()
    article = make_article()
    neighbours = ["203.0.113.5", "203.0.113.6", "2001:db8:1:1::5", "2001:db8:1:2::5"]

    assert [post(client, article, ip=ip, body=f"{BODY} {ip}").status_code for ip in neighbours] == [303] * 4
    assert post(client, article, ip="2001:db8:1:2::77", body="Máy khác, cùng nhà.").status_code == 429


@pytest.mark.django_db
def test_a_forged_forwarded_address_does_not_escape_the_limit(client):
    make_site()
    article = make_article()
    post(client, article)

    forged = post(client, article, body="Lại là tôi.", headers={"X-Forwarded-For": "198.51.100.9"})

    assert forged.status_code == 429


@pytest.mark.django_db
def test_behind_the_trusted_proxy_each_reader_has_a_limit_of_his_own(client, settings):
    settings.TRUSTED_PROXIES = ["203.0.113.5"]
    make_site()
    article = make_article()

    answers = [
        post(client, article, body=f"Ý kiến {number}.", headers={"X-Forwarded-For": f"198.51.100.{number}"})
        for number in range(3)
    ]

    assert [answer.status_code for answer in answers] == [303] * 3


@pytest.mark.django_db
def test_no_address_is_stored_and_keys_change_with_the_month(client, time_machine):
    make_site()
    article = make_article(published_at=datetime(2026, 1, 1, tzinfo=UTC))
    time_machine.move_to("2026-11-20 09:00+07:00", tick=False)
    post(client, article)
    time_machine.move_to("2026-12-01 00:01+07:00", tick=False)
    post(client, article, body="Tháng sau.")

    keys = list(Comment.objects.values_list("sender_key", flat=True))
    assert len(set(keys)) == 2
    assert SenderSecret.objects.count() == 2


@pytest.mark.django_db
def test_old_secrets_are_forgotten_after_ninety_days(time_machine):
    for month in ("2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"):
        SenderSecret.objects.create(month=month, secret=b"x" * 32)
    time_machine.move_to("2026-05-02 12:00+07:00")  # 90 days before: 1 February

    assert SenderSecret.objects.forget_old(timezone.localdate()) == 1

    assert not SenderSecret.objects.filter(month="2026-01-01").exists()


@pytest.mark.django_db
def test_other_peoples_comments_do_not_count(client):
    make_site()
    article = make_article()
    for _ in range(30):
        make_comment(article, state="pending", created_at=timezone.now() - timedelta(minutes=2))

    assert client.post(f"/binh-luan/{article.pk}/", filled_in(article)).status_code == 303
