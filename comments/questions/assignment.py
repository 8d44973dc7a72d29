"""Assigning a comment to a unit that must answer by a day; the official answer closes the question."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from comments.models import Comment, CommentEvent, Policy, Question
from comments.working_time import is_working_day

WORKING_DAYS = 10  # unless the moderator says otherwise


class NoQuestion(Exception):
    """This comment cannot be assigned; the message is a sentence."""


def charge(comment, unit, *, by, due_on=None):
    """Let `unit` answer `comment` until `due_on` (a local date; default ten working days). Returns the Question.

    A comment that is a question already gets the new unit. Raises NoQuestion. At most six queries.
    """
    with transaction.atomic():
        # The lock keeps two who assign at once from making two questions.
        comment.refresh_from_db(fields=["state"], from_queryset=Comment.objects.select_for_update())
        if not comment.may_be_answered:
            raise NoQuestion("Chỉ giao trả lời bình luận của bạn đọc đang chờ duyệt hoặc đã đăng.")
        question = Question.objects.filter(comment=comment).first()
        question = question or Question(comment=comment, opened_by=by)
        if question.answered_at:
            raise NoQuestion("Câu hỏi này đã được trả lời.")
        question.unit, question.due_on = unit, due_on or after_working_days(WORKING_DAYS)
        question.full_clean(exclude=["comment", "opened_by"])
        question.save()
        comment.events.create(
            kind=CommentEvent.Kind.HAND_OVER,
            by=by,
            from_state=comment.state,
            to_state=comment.state,
            why=f"Giao {unit} trả lời",
        )
    return question


def after_working_days(count, start=None):
    """The local date `count` working days after `start` (default today)."""
    free_days = Policy.objects.current().days_off
    day = start or timezone.localdate()
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, free_days)
    return day


def note_answer(answer, event):
    """An official answer that is published closes the question it answers; taken down, it leaves it open again.

    `event` is what happened to `answer`, any comment. At most two queries; none for comments of readers.
    """
    if not (answer.is_official and event.is_seen_by_readers):
        return
    if event.to_state == Comment.State.APPROVED:
        asked = Question.objects.open().filter(comment=answer.in_reply_to_id or answer.parent_id)
        asked.update(answered_at=event.at, answer=answer)
    else:
        _answer_otherwise(Question.objects.filter(answer=answer).first())


def _answer_otherwise(question):
    """Closed by the oldest other answer that readers see, or open."""
    if question is None:
        return
    question.answer = question.answers().first()
    question.answered_at = question.answer and question.answer.decided_at
    question.save(update_fields=["answer", "answered_at"])
