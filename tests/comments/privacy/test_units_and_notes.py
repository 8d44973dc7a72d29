"""What is stored of a unit's address, of its answers and of notes is handed out, and goes when it should."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, ModeratorNote, Policy, Question, UnitAnswer
from comments.moderation.charging import publish_unit_answer
from comments.privacy.personal_data import erase, export, forget_old, kept_of
from comments.questions.assignment import charge
from tests.comments.factories import make_comment
from tests.comments.questions.units import ADDRESS, ANSWER, UNIT, answer
from tests.factories import make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(moderator):
    make_site()
    question = charge(make_comment(email="lien@thu.example"), UNIT, by=moderator, unit_email=ADDRESS)
    answer(question)
    question.comment.notes.create(by=moderator, text="Đã gọi xã.")
    return question


def test_a_citizen_gets_notes_and_answers_about_what_they_sent(asked):
    [comment] = export(kept_of("lien@thu.example"))["bình luận"]

    assert comment["ghi chú của người duyệt"][0]["text"] == "Đã gọi xã."
    assert comment["trả lời của đơn vị"][0]["body"] == ANSWER["body"]
    assert ADDRESS not in str(comment)


def test_who_answers_for_a_unit_under_an_address_of_their_own_gets_it_and_has_it_erased(asked):
    assert export(kept_of(ADDRESS.upper()))["câu hỏi giao trả lời qua email này"][0]["unit"] == UNIT

    erase(ADDRESS)

    assert Question.objects.get().unit_email == ""
    assert not kept_of(ADDRESS)


def test_a_settled_answer_goes_with_age_and_one_that_waits_stays(asked, moderator):
    today = timezone.localdate() + timedelta(days=1000)
    policy = Policy(keeps_emails_days=2000)
    forget_old(policy, today)
    assert UnitAnswer.objects.exists()

    publish_unit_answer(Comment.objects.get(), by=moderator)
    forget_old(policy, today)
    assert not UnitAnswer.objects.exists()


def test_notes_go_with_the_address_of_what_is_shown(asked):
    forget_old(Policy(), timezone.localdate() + timedelta(days=5000))

    assert not ModeratorNote.objects.exists()
