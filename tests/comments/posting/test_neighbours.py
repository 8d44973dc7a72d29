"""One sender with several browsers, several senders on one network: whom the limits of comments stop or let pass."""

from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comments.models import Comment
from comments.moderation import decisions
from comments.posting import limits
from comments.posting.challenge import new_challenge
from tests.comments.factories import BODY, make_comment, post
from tests.factories import make_article, make_site

from .test_challenge import solved
from .test_limits import all_at_once

pytestmark = pytest.mark.django_db

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"
LIEN = "bich.lien@thu.example"


@pytest.fixture(autouse=True)
def site():
    return make_site()


@pytest.fixture
def minutes(time_machine):
    """Move the clock on by so many minutes; it begins at noon, because at midnight every sender becomes another."""
    now = timezone.localtime().replace(hour=12, day=10)
    time_machine.move_to(now, tick=False)

    def later(number):
        nonlocal now
        now += timedelta(minutes=number)
        time_machine.move_to(now, tick=False)

    return later


def send(article, number=0, *, browser=WINDOWS, email=None, human=False, client=None, ip="203.0.113.5", body=None):
    """Reader `number` sends a text that nobody else sends."""
    fields = solved(new_challenge()) if human else {}
    fields["email"] = email or f"ban.doc.{number}@thu.example"
    fields["body"] = body or f"{BODY} Ý kiến của người thứ {number}."
    return post(client or Client(), article, ip=ip, headers={"User-Agent": browser}, **fields)


def asked(response):
    return response.status_code == 422 and "bằng mấy?" in response.content.decode()


def confirm(**which):
    assert Comment.objects.filter(**which).update(email_confirmed_at=timezone.now(), wants_mail=True)


def test_seven_people_behind_one_address_are_all_heard():
    article = make_article()

    answers = [send(article, number, browser=f"Trình duyệt {number}") for number in range(7)]

    assert [answer.status_code for answer in answers] == [303] * 7


def test_seven_people_with_the_same_browser_are_asked_and_never_learn_of_each_other():
    article = make_article()

    answers = [send(article, number) for number in range(7)]
    solving = [send(article, number, human=True) for number in range(3, 7)]

    assert [answer.status_code for answer in answers] == [303] * 3 + [422] * 4
    assert all(asked(answer) for answer in answers[3:])
    assert not any("Bạn đang có" in answer.content.decode() for answer in answers)
    assert [answer.status_code for answer in solving] == [303] * 4


@pytest.mark.parametrize("decided", [True, False])
def test_one_who_makes_addresses_up_is_stopped_and_learns_nothing_of_others(minutes, decided):
    article, count, answers = make_article(), 0, []
    for number in range(90):
        minutes(0 if decided else 11)
        answers.append(send(article, number, human=True))
        if decided and answers[-1].status_code == 303:
            decisions.decide(Comment.objects.latest("pk"), "rejected", by=None, reason="Quảng cáo")
        count += answers[-1].status_code == 303
        if answers[-1].status_code != 303:
            break

    assert count == (20 if decided else 12)
    assert answers[-1].status_code == 429
    assert "Từ mạng này đang có nhiều bình luận" in answers[-1].content.decode()
    assert "Bạn đang có" not in answers[-1].content.decode()
    assert "Bạn đã gửi" not in answers[-1].content.decode()
    assert send(article, 100, browser=PHONE).status_code == 303


def test_one_who_changes_the_browsers_name_is_asked_by_network_and_the_next_household_is_not(monkeypatch):
    monkeypatch.setattr(limits, "NETWORK_IN_TEN_MINUTES", 5)
    articles = [make_article() for _ in range(8)]

    answers = [send(article, browser=f"Robot {n}", email=LIEN) for n, article in enumerate(articles)]

    assert [asked(answer) for answer in answers] == [False] * 5 + [True] * 3
    assert send(articles[7], browser="Robot 7", email=LIEN, human=True).status_code == 303
    assert send(articles[0], browser="Robot 0", ip="203.0.113.6").status_code == 303
    assert asked(send(articles[0], 9, browser="Hàng xóm"))


def test_a_network_is_asked_after_a_busy_day_too_and_never_refused(monkeypatch, minutes):
    monkeypatch.setattr(limits, "NETWORK_IN_A_DAY", 4)
    for number in range(4):
        minutes(60)
        assert send(make_article(), number, browser=f"Trình duyệt {number}").status_code == 303

    minutes(60)
    assert asked(send(make_article(), 5, browser="Trình duyệt 5"))
    minutes(21 * 60)
    assert send(make_article(), 6, browser="Trình duyệt 6").status_code == 303


def test_households_of_one_ipv6_subnet_are_one_network_and_browsers_in_it_are_several():
    article = make_article()

    first = send(article, email=LIEN, ip="2001:db8:1:2::5", body="Lần thứ nhất tôi hỏi.")
    same = send(article, email=LIEN, ip="2001:db8:1:2::77", body="Lần thứ hai tôi hỏi.")
    other = send(article, 1, ip="2001:db8:1:2::77", browser=PHONE)

    assert [first.status_code, same.status_code, other.status_code] == [303, 429, 303]
    assert Comment.objects.values("sender_key").distinct().count() == 1
    assert Comment.objects.values("browser_key").distinct().count() == 2


def test_the_same_words_of_a_neighbour_are_not_taken_for_a_repetition():
    article = make_article()

    first = send(article, 1, body="Rất đồng tình với bài viết.")
    neighbour = send(article, 2, body="Rất đồng tình với bài viết.")
    again = send(article, 1, body="rất đồng tình với bài viết")

    assert [first.status_code, neighbour.status_code] == [303, 303]
    assert "Bạn đã gửi bình luận này" in again.content.decode()


def test_wrong_answers_of_a_neighbour_do_not_spoil_the_right_one(monkeypatch):
    monkeypatch.setattr(limits, "NETWORK_IN_TEN_MINUTES", 0)
    article = make_article()
    for number in range(12):
        wrong = {"challenge": new_challenge().token, "answer": "40"}
        post(Client(), article, headers={"User-Agent": "Robot"}, body=f"Thử lần {number}", **wrong)

    assert send(article, 1, human=True).status_code == 303
    assert send(article, 2, browser="Robot", human=True).status_code == 422


def test_a_confirmed_address_is_one_sender_from_every_place(minutes):
    article = make_article()
    for number in range(3):
        send(article, number, browser=PHONE, ip="198.51.100.7", email=LIEN)
        minutes(11)
    elsewhere = send(article, 4, email=LIEN.upper())
    assert elsewhere.status_code == 303

    confirm(browser_key=Comment.objects.order_by("pk").first().browser_key)
    minutes(11)
    known = send(article, 5, email=LIEN)

    assert known.status_code == 429
    assert "Hiện chưa nhận thêm được bình luận này. Xin đợi Ban Biên tập duyệt bớt" in known.content.decode()
    assert "Bạn đang có" not in known.content.decode()
    assert f"{BODY} Ý kiến của người thứ 5." in known.content.decode()
    assert send(make_article(), 5, email=LIEN).status_code == 303


def test_nobody_uses_up_the_limits_of_an_address_that_is_not_theirs(minutes):
    article = make_article()
    send(article, 1, browser=PHONE, ip="198.51.100.7", email=LIEN)
    confirm(email=LIEN)
    for number in range(2):
        minutes(11)
        assert send(article, number, email=LIEN, ip="192.0.2.1").status_code == 303

    minutes(11)
    assert send(article, 6, email=LIEN, ip="192.0.2.1").status_code == 429  # its reader is not the owner
    assert send(article, 7, browser=PHONE, ip="198.51.100.7", email=LIEN).status_code == 303


def test_a_sender_with_a_confirmed_address_is_not_asked_because_of_others_with_the_same_browser(minutes):
    article = make_article()
    send(make_article(), 9, email=LIEN)
    confirm(email=LIEN)
    minutes(1)
    for number in range(3):
        send(article, number)

    assert asked(send(article, 4))
    assert send(article, 5, email=LIEN).status_code == 303


def test_what_others_have_confirmed_does_not_count_against_the_browser(minutes):
    article = make_article()
    for number in range(3):
        send(article, number)
        confirm(email=f"ban.doc.{number}@thu.example")

    assert send(article, 4).status_code == 303


def test_comments_of_the_last_release_count_for_their_network_alone(monkeypatch):
    monkeypatch.setattr(limits, "NETWORK_IN_TEN_MINUTES", 6)
    article = make_article()
    send(article, 1, email=LIEN)
    key = Comment.objects.get().sender_key
    for _ in range(4):
        make_comment(article, state="pending", sender_key=key, browser_key=None, email=LIEN)

    assert send(make_article(), 2, browser=PHONE, email=LIEN).status_code == 303
    assert asked(send(make_article(), 3, browser="Máy khác"))


@pytest.mark.django_db(transaction=True)
def test_parallel_readers_of_one_network_do_not_slip_past_its_limit(monkeypatch):
    monkeypatch.setattr(limits, "NETWORK_IN_TEN_MINUTES", 10)
    articles = [make_article() for _ in range(20)]

    answers = all_at_once(20, lambda number: send(articles[number], number, browser=f"Trình duyệt {number}"))

    assert Counter(answer.status_code for answer in answers) == {303: 10, 422: 10}
    assert Comment.objects.count() == 10


@pytest.mark.django_db(transaction=True)
def test_parallel_readers_with_one_browser_do_not_slip_past_the_challenge():
    article = make_article()

    answers = all_at_once(20, lambda number: send(article, number))

    assert Counter(answer.status_code for answer in answers) == {303: 3, 422: 17}


@pytest.mark.django_db(transaction=True)
def test_a_confirmed_address_does_not_slip_past_its_limit_from_many_places_at_once():
    article, long_ago = make_article(), timezone.now() - timedelta(hours=2)
    places = [f"198.51.100.{number}" for number in range(10)]
    for number, ip in enumerate(places):
        assert send(make_article(), number, ip=ip, email=LIEN).status_code == 303
    Comment.objects.update(created_at=long_ago, email_confirmed_at=long_ago)

    answers = all_at_once(10, lambda number: send(article, number, ip=places[number], email=LIEN))

    assert Counter(answer.status_code for answer in answers) == {303: 1, 429: 9}
