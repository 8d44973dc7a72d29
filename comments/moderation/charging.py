"""What moderators do with questions: charge a unit, take that back, publish what the unit answered, or send it back.

Each is a step (`steps.py`): of two at once one wins, and the other is told who was first.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from comments.models import Comment, Question, UnitAnswer
from comments.notifications import unit_emails
from comments.questions import assignment
from comments.questions.assignment import NoQuestion

from . import decisions
from .steps import AlreadyDecided, lock_as_left, lock_as_seen

NOTHING_WAITS = "Bình luận của {name} không có câu trả lời nào của đơn vị đang chờ đăng."
NOT_OWED = (
    "Bình luận của {name} không còn chờ đơn vị trả lời (đã rút, bị từ chối, là rác hoặc đã xóa dữ liệu), nên câu trả "
    "lời của đơn vị không đăng và không gửi lại được. Nếu vẫn cần, xin đưa bình luận về chờ duyệt trước."
)
Was = dict[str, str | None]  # a charge as `assignment.kept` keeps it


@transaction.atomic
def charge(
    comment: Comment, unit: str, *, by: User, due_on: date | None = None, unit_email: str | None = None
) -> tuple[Question, Was]:
    """Let `unit` answer `comment`, as `assignment.charge`. Returns the question, and the charge before for `uncharge`.

    Raises AlreadyDecided and NoQuestion. Eleven queries at most, emails their own.
    """
    lock_as_seen(comment)
    was = assignment.kept(Question.objects.filter(comment=comment).first())
    question = assignment.charge(comment, unit, by=by, due_on=due_on, unit_email=unit_email, counts=True)
    return question, was


@transaction.atomic
def uncharge(comment: Comment, was: Was, *, version: int, by: User, since: datetime) -> None:
    """Take back the charge that `by` made after `since` and that made `version`. Otherwise AlreadyDecided."""
    lock_as_left(comment, version)
    last = comment.events.steps().last()
    if last is None or last.by_id != by.pk or last.at < since:
        raise AlreadyDecided(comment)
    try:
        assignment.uncharge(comment, was)
    except NoQuestion as problem:
        raise AlreadyDecided(comment, f"Bình luận của {comment.name}: {problem}") from problem
    assignment.note_step(comment, by=by, why="Hoàn tác việc giao đơn vị")


@transaction.atomic
def publish_unit_answer(comment: Comment, *, by: User) -> tuple[Comment, UnitAnswer]:
    """Publish what the unit of `comment` answered as the official answer, signed by the unit. Returns that answer, and
    what the unit sent.

    Raises AlreadyDecided, also when nothing waits any more.
    """
    waiting = _waiting_answer(comment)
    answer: Comment = decisions.answer_officially(comment, waiting.body, by=by, name=waiting.question.unit)
    _settle(waiting, UnitAnswer.Outcome.PUBLISHED, at=timezone.now())
    return answer, waiting


@transaction.atomic
def take_back_unit_answer(
    comment: Comment, answer_pk: int, unit_answer_pk: int, *, approved: bool, version: int, by: User, since: datetime
) -> None:
    """As `decisions.take_back_answer` for an answer that a unit wrote, which waits again."""
    decisions.take_back_answer(comment, answer_pk, approved=approved, version=version, by=by, since=since)
    UnitAnswer.objects.filter(pk=unit_answer_pk).update(outcome="", settled_at=None)


@transaction.atomic
def return_unit_answer(comment: Comment, why: str, *, by: User) -> bool:
    """Send the answer of the unit back because of `why`; its letter has another link, and this one ends. Returns
    whether there was an address to write to.

    Raises AlreadyDecided, also when nothing waits any more.
    """
    waiting, now = _waiting_answer(comment), timezone.now()
    _settle(waiting, UnitAnswer.Outcome.RETURNED, at=now, why=why)
    question = waiting.question
    question.charged_at, question.reminded_on = now, None
    question.save(update_fields=["charged_at", "reminded_on"])
    assignment.note_step(comment, by=by, why=f"Gửi lại câu trả lời của {question.unit}: {why}")
    unit_emails.send_back(question, why)
    return bool(question.unit_email)


def _waiting_answer(comment: Comment) -> UnitAnswer:
    now = lock_as_seen(comment)
    waiting: UnitAnswer | None = UnitAnswer.objects.owed().filter(question__comment=comment).first()
    if waiting is None:
        raise AlreadyDecided(now, why_none_waits(now))
    waiting.question.comment = comment
    return waiting


def why_none_waits(comment: Comment) -> str:
    """The sentence why no answer of a unit about `comment` can be published or sent back."""
    return (NOTHING_WAITS if comment.may_be_answered else NOT_OWED).format(name=comment.name)


def _settle(waiting: UnitAnswer, outcome: str, *, at: datetime, why: str = "") -> None:
    waiting.outcome, waiting.settled_at, waiting.returned_why = outcome, at, why
    waiting.save(update_fields=["outcome", "settled_at", "returned_why"])
