"""The challenge: asked only in doubt, answered by eye, ear and keyboard or by the browser's work, used once."""

import json
import uuid
from datetime import timedelta

import altcha.v1 as altcha
import pytest
from django.utils import timezone

from comments.models import Comment, SpentChallenge
from comments.posting.challenge import MAX_FAILURES, NUMBERS, is_solved, new_challenge
from comments.posting.submission import MANY_A_MINUTE
from tests.comments.factories import filled_in, make_comment, post
from tests.factories import make_article, make_site

pytestmark = pytest.mark.django_db

SENDER = uuid.UUID(int=1)
DOUBTFUL = "Xem http://mot.example và http://hai.example, http://ba.example nhé."


@pytest.fixture(autouse=True)
def site():
    return make_site()


def answer_to(asked):
    first, second = asked.question.lower().removesuffix(" bằng mấy?").split(" cộng ")
    return NUMBERS.index(first) + NUMBERS.index(second)


def solved(asked):
    """What the form brings when a person answered."""
    return {"challenge": asked.token, "answer": str(answer_to(asked))}


def worked(asked):
    """What the form brings when the browser did the work."""
    work = json.loads(asked.work)
    found = altcha.solve_challenge(work["challenge"], work["salt"], work["algorithm"], work["maxNumber"], 0)
    del work["maxNumber"]
    return {"work": json.dumps(work | {"number": found.number})}


def test_the_right_answer_is_good_once():
    asked = new_challenge()

    assert is_solved(solved(asked), sender=SENDER)
    assert not is_solved(solved(asked), sender=SENDER)


def test_the_answer_may_be_written_in_words():
    asked = new_challenge()

    assert is_solved({"challenge": asked.token, "answer": f" {NUMBERS[answer_to(asked)].upper()} "}, sender=SENDER)


def test_a_wrong_answer_uses_the_question_up():
    asked = new_challenge()

    assert not is_solved({"challenge": asked.token, "answer": "40"}, sender=SENDER)
    assert not is_solved(solved(asked), sender=SENDER)


def test_the_browsers_work_is_good_once():
    asked = new_challenge()

    assert is_solved(worked(asked), sender=SENDER)
    assert not is_solved(worked(asked), sender=SENDER)


def test_both_ways_are_one_challenge():
    asked = new_challenge()

    assert is_solved(worked(asked), sender=SENDER)
    assert not is_solved(solved(asked), sender=SENDER)


def test_after_ten_minutes_neither_is_good(time_machine):
    time_machine.move_to(timezone.now())
    asked = new_challenge()
    time_machine.shift(timedelta(minutes=11))

    assert not is_solved(solved(asked), sender=SENDER)
    assert not is_solved(worked(asked), sender=SENDER)


def test_a_sender_who_guesses_often_is_not_believed_for_a_while(time_machine):
    time_machine.move_to(timezone.now())
    for _ in range(MAX_FAILURES):
        is_solved({"challenge": new_challenge().token, "answer": "40"}, sender=SENDER)

    assert not is_solved(solved(new_challenge()), sender=SENDER)
    assert is_solved(solved(new_challenge()), sender=uuid.uuid4())
    time_machine.shift(timedelta(minutes=11))
    assert is_solved(solved(new_challenge()), sender=SENDER)


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"answer": "7"},
        {"answer": "7", "challenge": "x.y.z"},
        {"answer": "٧", "challenge": "\x00"},
        {"work": "x"},
        {"work": "[]"},
        {"work": "{}"},
        {"work": '{"salt": 5}'},
        {"work": '{"salt": "a?number=zz"}'},
        {"work": json.dumps({"salt": "a?number=" + "0f" * 16})},
        {"work": "[" * 1500},
        {"work": "9" * 1_000_000},
    ],
)
def test_nonsense_solves_nothing(posted):
    assert not is_solved(posted, sender=SENDER)


def test_work_for_a_number_of_ones_own_is_no_work():
    asked = new_challenge()
    work = json.loads(worked(asked)["work"])
    work["salt"] = work["salt"].replace("number=", "number=" + uuid.uuid4().hex + "&x=")

    assert not is_solved({"work": json.dumps(work)}, sender=SENDER)


def test_a_plain_comment_is_never_asked(client):
    assert post(client, make_article()).status_code == 303


def test_a_doubtful_one_is_asked_and_taken_with_the_answer(client):
    article = make_article()

    asked = post(client, article, body=DOUBTFUL)

    html = asked.content.decode()
    assert asked.status_code == 422
    assert "bằng mấy?" in html
    assert "http://ba.example" in html
    assert not Comment.objects.exists()
    form = asked.context["form"]
    again = client.post(
        f"/binh-luan/{article.pk}/", filled_in(article, body=DOUBTFUL, token=form.new_token) | solved(form.challenge)
    )
    assert again.status_code == 303
    assert Comment.objects.get().state == "pending"


def test_the_question_is_renewed_and_the_text_stays(client):
    article = make_article()
    first = post(client, article, body=DOUBTFUL).context["form"].challenge

    page = client.post(f"/binh-luan/{article.pk}/", filled_in(article, body=DOUBTFUL) | {"doi_cau_hoi": "1"})

    assert page.status_code == 200
    assert page.context["form"].challenge.token != first.token
    assert "http://ba.example" in page.content.decode()
    assert not SpentChallenge.objects.exists()


def test_when_much_arrives_everybody_is_asked(client):
    article = make_article()
    for _ in range(MANY_A_MINUTE):
        make_comment(article, state="pending")

    assert "bằng mấy?" in post(client, make_article()).content.decode()


def test_what_is_spam_anyway_is_not_asked(client):
    assert post(client, make_article(), body=DOUBTFUL, url="https://bot.example").status_code == 303
    assert Comment.objects.get().state == "spam"


def test_used_challenges_are_forgotten(time_machine):
    time_machine.move_to(timezone.now())
    is_solved(solved(new_challenge()), sender=SENDER)
    assert SpentChallenge.objects.forget_old() == 0

    time_machine.shift(timedelta(days=2))
    assert SpentChallenge.objects.forget_old() == 1
