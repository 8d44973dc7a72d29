"""Units are reminded on working days: once before the day, once a week when late."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from post_office.models import Email

from comments.models import Comment, Policy, Question, UnitAnswer
from comments.moderation import decisions
from comments.questions.assignment import charge
from comments.questions.reminders import remind_units
from tests.comments.factories import make_comment
from tests.comments.posting.test_limits import all_at_once
from tests.factories import MODERATOR, make_site, make_user

from .units import ADDRESS, UNIT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return make_site()


HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def at(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=HANOI)


@pytest.fixture
def march(moderator):
    """Charged long before, due on Friday, 5 March 2027; returns a function that reminds on a day of March."""
    question = charge(make_comment(), UNIT, by=moderator, unit_email=ADDRESS, due_on=date(2027, 3, 5))
    Question.objects.update(charged_at=at(date(2027, 2, 1)))
    question.refresh_from_db()
    Email.objects.all().delete()
    return lambda day, hour=9: remind_units(at(date(2027, 3, day), hour))


def test_a_unit_is_reminded_once_before_the_day_and_once_a_week_after_it(march):
    days = [day for day in range(1, 23) for _ in range(2) if march(day)]

    # Two working days before, the first one after the weekend, a week later; then the link has ended.
    assert days == [3, 8, 15]
    subjects = [email.subject.rpartition(", ")[2] for email in Email.objects.order_by("pk")]
    assert len(subjects) == 3


def test_reminders_keep_to_hours_and_days_of_work(march):
    Policy(free_days="03/03/2027").save()

    assert [march(3), march(4, hour=7), march(4)] == [0, 0, 1]


def test_nobody_is_reminded_of_what_waits_for_a_moderator_or_is_gone(march, moderator):
    UnitAnswer.objects.create(question=Question.objects.get(), body="Có.", signed_by="Hòa")
    assert march(4) == 0

    UnitAnswer.objects.all().delete()
    decisions.decide(Comment.objects.get(), "spam", by=moderator)
    assert march(4) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_remind_once():
    charge(make_comment(), UNIT, by=make_user(MODERATOR), unit_email=ADDRESS, due_on=date(2027, 3, 5))
    Question.objects.update(charged_at=at(date(2027, 2, 1)))

    assert sum(all_at_once(4, lambda number: remind_units(at(date(2027, 3, 4))))) == 1
    assert Email.objects.filter(subject__startswith="Nhắc").count() == 1
