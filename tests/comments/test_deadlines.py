"""On time or overdue: the same answer from the ORM, from our own statements and from the row, also at the border."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from comments.models import Comment, Question
from comments.models.deadlines import (
    DEADLINE,
    DEADLINE_SQL,
    DECIDED_ON_TIME,
    DECIDED_ON_TIME_SQL,
    deadline_of,
    is_overdue,
    overdue_sql,
    share_on_time,
)
from comments.models.question import ANSWERED_LATE
from tests.factories import MODERATOR, make_article, make_user

from .factories import make_comment

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 12, 5, tzinfo=UTC)
MICROSECOND, DAY = timedelta(microseconds=1), timedelta(days=1)
LAST_DAY = date(2026, 3, 12)
MOMENTS = [None, NOW - DAY, NOW - MICROSECOND, NOW, NOW + MICROSECOND]


@pytest.fixture
def at_every_border():
    """A comment for each combination of state, target, first decision and deadline of its return around NOW."""
    article, now = make_article(), timezone.now()
    return Comment.objects.bulk_create(
        Comment(
            article=article,
            name="Nguyễn Thị Bích Liên",
            body="Xin hỏi giờ trả kết quả.",
            state=state,
            reason="Quảng cáo, mời chào" if state == "rejected" else "",
            decided_at=None if state == "pending" else now,
            consent_version="1",
            consented_at=now,
            due_at=due_at,
            first_decided_at=first,
            review_due_at=review,
        )
        for state in Comment.State
        for due_at in MOMENTS
        for first in MOMENTS
        for review in MOMENTS
    )


def ask(comment, **fields):
    return Question.objects.create(
        comment=comment, unit="Sở Nội vụ", due_on=LAST_DAY, opened_by=make_user(MODERATOR), **fields
    )


def keys_where(condition):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM comments_comment WHERE {condition}", {"now": NOW})  # noqa: S608
        return {pk for (pk,) in cursor.fetchall()}


def test_everything_agrees_about_what_is_overdue(at_every_border):
    found = set(Comment.objects.overdue(NOW))

    assert found == {comment for comment in at_every_border if is_overdue(comment, NOW)}
    assert {comment.pk for comment in found} == keys_where(overdue_sql(at="%(now)s"))
    first_time = {(c.state, c.due_at, c.first_decided_at) for c in found if c.review_due_at is None}
    assert first_time == {("pending", NOW - DAY, None), ("pending", NOW - MICROSECOND, None)}
    assert {(c.state, c.review_due_at) for c in found if c.review_due_at} == {
        ("pending", NOW - DAY),
        ("pending", NOW - MICROSECOND),
    }


def test_everything_agrees_about_the_deadline_of_what_waits(at_every_border):
    waiting = [comment for comment in at_every_border if comment.state == "pending"]
    expected = {comment.pk: deadline_of(comment) for comment in waiting}

    assert dict(Comment.objects.filter(state="pending").values_list("pk", DEADLINE)) == expected
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {DEADLINE_SQL} FROM comments_comment WHERE state = 'pending'")  # noqa: S608
        assert dict(cursor.fetchall()) == expected
    assert not any(deadline_of(comment) for comment in at_every_border if comment.state != "pending")


def test_only_what_has_a_deadline_can_become_overdue(at_every_border):
    waiting = {comment for comment in at_every_border if deadline_of(comment)}

    assert waiting == set(Comment.objects.overdue(NOW + DAY))


def test_everything_agrees_about_what_was_decided_on_time(at_every_border):
    on_time = {
        comment.pk
        for comment in at_every_border
        if comment.due_at and comment.first_decided_at and comment.first_decided_at <= comment.due_at
    }

    assert set(Comment.objects.filter(DECIDED_ON_TIME).values_list("pk", flat=True)) == on_time
    assert keys_where(DECIDED_ON_TIME_SQL) == on_time


def test_there_is_no_share_where_nothing_was_due():
    assert share_on_time(on_time=0, due=0) is None
    assert share_on_time(on_time=1, due=8) == 12.5


def test_the_row_and_the_query_agree_about_which_questions_are_owed_an_answer():
    article = make_article()
    questions = [ask(make_comment(article, state=state)) for state in Comment.State]
    answered = ask(make_comment(article), answer=make_comment(article, is_official=True), answered_at=NOW)

    owed = set(Question.objects.open())

    assert owed == {question for question in [*questions, answered] if question.is_owed}
    assert {question.comment.state for question in owed} == {"pending", "approved"}


def test_a_question_is_late_from_the_day_after_its_last_day():
    question = ask(make_comment())

    for today, is_late in ((LAST_DAY, False), (LAST_DAY + DAY, True)):
        assert question.is_late(today) == is_late
        assert Question.objects.late(today).exists() == is_late


@pytest.mark.parametrize(("time", "is_late"), [((16, 59, 59), False), ((17, 0, 0), True)])
def test_an_answer_is_late_from_the_local_midnight_after_the_last_day(time, is_late):
    comment = make_comment()
    answer = make_comment(comment.article, parent=comment, is_official=True)

    ask(comment, answer=answer, answered_at=datetime(2026, 3, 12, *time, tzinfo=UTC))

    assert Question.objects.filter(ANSWERED_LATE).exists() == is_late
