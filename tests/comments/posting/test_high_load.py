"""When much arrives over the whole portal, everybody is asked whether they are human; afterwards nobody is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment
from comments.moderation import decisions
from comments.posting.challenge import new_challenge
from tests.comments.factories import make_comment, post
from tests.factories import make_article, make_site

from .test_challenge import solved

pytestmark = pytest.mark.django_db

MANY = 30


@pytest.fixture(autouse=True)
def site():
    return make_site()


@pytest.fixture
def noon(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    return now


def asked(response):
    return response.status_code == 422 and "bằng mấy?" in response.content.decode()


def send(client, number):
    """A new reader sends a comment on a new article."""
    return post(client, make_article(), ip=f"203.0.113.{number}", body=f"Ý kiến số {number} của bà con.")


def test_the_thirtieth_of_a_minute_is_not_asked_and_the_thirty_first_is(client, noon, time_machine):
    answers = [send(client, number) for number in range(MANY + 1)]

    assert [asked(answer) for answer in answers] == [False] * MANY + [True]
    assert Comment.objects.count() == MANY

    time_machine.move_to(noon + timedelta(seconds=59), tick=False)
    assert asked(send(client, 100))
    time_machine.move_to(noon + timedelta(seconds=60), tick=False)
    assert send(client, 101).status_code == 303


def test_it_ends_when_one_of_thirty_is_decided(client, noon):
    article = make_article()
    for seconds in range(MANY):
        make_comment(article, state="pending", created_at=noon - timedelta(seconds=30 + seconds))  # the oldest: 59 s

    assert asked(send(client, 1))
    decisions.decide(Comment.objects.order_by("created_at").first(), "approved", by=None)
    assert send(client, 2).status_code == 303


def test_an_answer_lets_the_reader_through_while_the_load_is_high(client, noon):
    for _ in range(MANY):
        make_comment(state="pending")
    article = make_article()

    first = post(client, article, body="Xin hỏi về lệ phí.")
    form = first.context["form"]
    again = post(client, article, body="Xin hỏi về lệ phí.", token=form.new_token, **solved(form.challenge))

    assert asked(first)
    assert "Xin hỏi về lệ phí." in first.content.decode()
    assert again.status_code == 303


def test_what_machines_send_into_the_trap_does_not_raise_the_load(client, noon):
    for number in range(MANY + 5):
        trapped = post(client, make_article(), ip=f"203.0.113.{number}", url="x", body=f"Quảng cáo {number}.")
        assert trapped.status_code == 303

    assert Comment.objects.filter(state="spam").count() == MANY + 5
    assert send(client, 200).status_code == 303


def test_a_solution_given_without_being_asked_does_no_harm(client, noon):
    assert post(client, make_article(), **solved(new_challenge())).status_code == 303
