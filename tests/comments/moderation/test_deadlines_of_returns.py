"""What comes back to wait has a new deadline, whichever way it came, and is late when it is, everywhere."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from cchc_portal.staff.dashboard import fill
from cchc_portal.staff.reminders import reminders
from comments.models import Comment, ModerationPolicy, Policy
from comments.models.deadlines import deadline_of, is_overdue
from comments.moderation.decisions import answer_officially, decide, recall, take_back
from comments.notifications.moderator_emails import notify_moderators
from comments.questions.assignment import charge
from comments.queue.figures import figures_for
from tests.comments.factories import make_comment, signed_in, waiting
from tests.factories import MODERATOR, make_site, make_user
from vietnamese.dates import format_datetime

pytestmark = pytest.mark.django_db
State = Comment.State
MORNING = datetime.fromisoformat("2026-03-11T08:30:00+07:00")  # a Wednesday
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def site(time_machine):
    make_site()
    time_machine.move_to(MORNING, tick=False)


@pytest.fixture
def moderator():
    return make_user(MODERATOR, email="kiem.duyet@coquan.example")


def decided(moderator, *, on_time=True):
    """A comment that was decided for the first time yesterday, in time or two hours late."""
    first = MORNING - timedelta(days=1)
    comment = waiting(created_at=first - 3 * HOUR, due_at=first + (HOUR if on_time else -2 * HOUR))
    decide(comment, State.APPROVED, by=moderator)
    Comment.objects.filter(pk=comment.pk).update(first_decided_at=first, decided_at=first)
    comment.refresh_from_db()
    return comment


def moved_back(comment, moderator):
    decide(comment, State.PENDING, by=moderator)


def recalled(comment, moderator):
    recall(comment)


def moved_back_from_the_rejected(comment, moderator):
    decide(comment, State.REJECTED, by=moderator, reason="Thông tin chưa có căn cứ")
    decide(comment, State.PENDING, by=moderator)


def moved_back_for_the_second_time(comment, moderator):
    decide(comment, State.PENDING, by=moderator)
    decide(comment, State.APPROVED, by=moderator)
    decide(comment, State.PENDING, by=moderator)


WAYS = [moved_back, recalled, moved_back_from_the_rejected, moved_back_for_the_second_time]
in_each_way = pytest.mark.parametrize("way", WAYS, ids=[way.__name__ for way in WAYS])


@in_each_way
def test_what_comes_back_to_wait_has_a_deadline_in_hours_of_work(moderator, way):
    comment = decided(moderator)

    way(comment, moderator)

    comment.refresh_from_db()
    assert comment.review_due_at == deadline_of(comment) == datetime.fromisoformat("2026-03-11T14:30:00+07:00")
    assert not is_overdue(comment, comment.review_due_at)
    assert is_overdue(comment, comment.review_due_at + HOUR)


@in_each_way
def test_it_is_late_in_every_place_that_says_so(moderator, time_machine, way):
    comment = decided(moderator)
    way(comment, moderator)
    client = signed_in(moderator)
    queue = reverse("queue:queue")
    assert "quá hạn" not in client.get(queue).text
    assert figures_for(moderator).overdue == 0

    time_machine.move_to(MORNING + timedelta(days=1), tick=False)

    client = signed_in(moderator)
    assert "quá hạn 4 giờ làm việc" in client.get(queue).text
    assert f'data-pk="{comment.pk}"' in client.get(queue, {"qua_han": "1"}).text
    assert figures_for(moderator).overdue == 1
    assert [figure.figure for figure in _waiting(moderator) if figure.title == "Bình luận quá hạn"] == [1]
    lines = [line for _, lines in reminders(moderator) for line in lines]
    assert [(line.since, line.is_late) for line in lines if "quá hạn xử lý" in line.what] == [
        ("từ 14:30 ngày 11/03/2026", True)
    ]
    assert notify_moderators() == 1


def _waiting(user):
    return fill(SimpleNamespace(user=user), {})["waiting"]


def test_it_is_in_the_mornings_letter_before_it_is_late(moderator):
    recall(decided(moderator))

    assert notify_moderators() == 1


@pytest.mark.parametrize(("on_time", "share"), [(True, 100), (False, 0)])
def test_what_comes_back_changes_nothing_of_the_share_that_was_kept(moderator, time_machine, on_time, share):
    comment = decided(moderator, on_time=on_time)
    recall(comment)
    time_machine.move_to(MORNING + timedelta(days=3), tick=False)

    assert figures_for(moderator).share == share
    comment.refresh_from_db()
    decide(comment, State.APPROVED, by=moderator)  # two days after its deadline
    assert figures_for(moderator).share == share


def test_an_official_answer_that_is_put_back_has_a_deadline_and_no_target(moderator):
    answer = answer_officially(make_comment(), "Xin cảm ơn.", by=moderator, name="Ban Biên tập")

    decide(answer, State.PENDING, by=moderator)

    assert answer.due_at is None
    assert deadline_of(answer) == datetime.fromisoformat("2026-03-11T14:30:00+07:00")


def test_what_a_machine_put_aside_waits_for_its_first_decision_then(moderator):
    comment = make_comment(state="spam")

    decide(comment, State.PENDING, by=moderator)

    assert comment.review_due_at is None
    assert deadline_of(comment) == comment.due_at == Policy().due_at(MORNING)


def test_an_undo_keeps_the_target_of_the_first_decision(moderator):
    comment = waiting(due_at=MORNING + HOUR)
    decide(comment, State.APPROVED, by=moderator)

    take_back(comment, version=comment.version, by=moderator, since=MORNING - HOUR)

    assert deadline_of(comment) == MORNING + HOUR
    comment.refresh_from_db()
    assert (comment.first_decided_at, comment.review_due_at, deadline_of(comment)) == (None, None, MORNING + HOUR)


def test_an_undo_keeps_the_deadline_of_what_had_come_back(moderator, time_machine):
    comment = decided(moderator)
    decide(comment, State.PENDING, by=moderator)
    deadline = comment.review_due_at
    time_machine.move_to(MORNING + timedelta(days=1), tick=False)
    decide(comment, State.APPROVED, by=moderator)

    take_back(comment, version=comment.version, by=moderator, since=MORNING)

    assert deadline_of(comment) == deadline
    comment.refresh_from_db()
    assert deadline_of(comment) == deadline
    assert comment.first_decided_at == MORNING - timedelta(days=1)


def test_the_office_says_how_many_hours(moderator):
    ModerationPolicy(reported_hours=12).save()
    Policy(free_days="12/03/2026").save()
    comment = decided(moderator)

    recall(comment)

    # Seven hours of work are left of Wednesday; Thursday is free.
    assert comment.review_due_at == datetime.fromisoformat("2026-03-13T14:30:00+07:00")


def test_the_look_up_says_when_what_came_back_will_be_decided(client, moderator):
    comment = decided(moderator)
    recall(comment)

    page = client.post(reverse("comments:look_up"), {"number": comment.reference, "email": comment.email}).text

    assert format_datetime(comment.review_due_at) in page.partition("Dự kiến xử lý trước")[2]


def test_a_question_that_comes_back_to_wait_is_owed_still(moderator):
    comment = decided(moderator)
    charge(comment, "UBND xã Tân Phong", by=moderator)

    decide(comment, State.PENDING, by=moderator)

    assert comment.question.is_owed
    assert deadline_of(comment) > timezone.now()
