"""Each decision about a comment with all that follows from it: the row, the event, the question, the emails.

Each function is one transaction, to be read from top to bottom: when it fails, nothing is stored and nobody is
notified.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from comments.models import Appeal, Comment, CommentEvent, ModerationPolicy, Policy
from comments.models.appeal import appeal_of
from comments.notifications import colleague_emails, sender_emails
from comments.questions import assignment
from database.keys import read_key

from .outcome import Outcome, who_handed_over
from .reasons import WHY_REPORTED, WHY_UNDONE, WHY_WITHDRAWN
from .report_settling import open_again, settle
from .steps import AlreadyAnswered, AlreadyDecided, lock_as_left, lock_row, note_step

logger = logging.getLogger(__name__)
State, Kind = Comment.State, CommentEvent.Kind

DECISIONS = (State.APPROVED, State.REJECTED, State.SPAM, State.PENDING)
TAKES_DOWN = frozenset({State.REJECTED, State.SPAM})
APPEALED = (
    "{} đang đề nghị xem lại quyết định về bình luận này. Xin trả lời ở phần “Đề nghị xem lại” của bình luận. Chưa có "
    "gì thay đổi."
)
DECISION_FIELDS = [
    "state",
    "reason",
    "decided_at",
    "decided_by",
    "first_decided_at",
    "due_at",
    "review_due_at",
    "version",
]


@transaction.atomic
def decide(comment: Comment, state: str, *, by: User | None, reason: str = "", why: str = "") -> None:
    """Move `comment` to `state`, unless somebody else decided since it was loaded (then AlreadyDecided).

    `by` is the moderator; `why` is for the event alone, when that is not the reason. Moving back to pending clears the
    decision; the events keep it, `first_decided_at` keeps when the target was met, and a new deadline begins. What the
    screening had put aside gets its target then. An answer of the office is not published beside another one to the
    same comment (AlreadyAnswered). Three queries, two more to begin a deadline; an official answer takes two more for
    its question and three for the comment that it answers, emails their own.
    """
    before = comment.state
    if comment.is_official and state == State.APPROVED:
        _refuse_second_answer(comment)
    if by and before in TAKES_DOWN:
        _refuse_past_appeal(comment)
    _update(comment, state, by=by, reason=reason)
    event = comment.events.create(
        kind=Kind.DECISION,
        at=comment.decided_at or timezone.now(),
        by=by,
        from_state=before,
        to_state=state,
        why=why or reason,
    )
    if comment.decided_at:
        settle(comment, comment.decided_at)
    assignment.note_answer(comment, event)
    sender_emails.notify_of_decision(comment, before=before, is_undone=why == WHY_UNDONE)


def _update(comment: Comment, state: str, *, by: User | None, reason: str) -> None:
    is_decision, now = state != State.PENDING, timezone.now()
    as_seen = Comment.objects.filter(pk=comment.pk, version=comment.version)
    if by and state in TAKES_DOWN:
        # A hand-over counts no version; nobody takes down what a colleague was given in this moment.
        as_seen = as_seen.filter(assigned_to=comment.assigned_to_id)
    changed = as_seen.update(
        state=state,
        reason=reason if is_decision else "",
        decided_at=now if is_decision else None,
        decided_by=by if is_decision else None,
        first_decided_at=Coalesce("first_decided_at", now) if is_decision else F("first_decided_at"),
        **({} if is_decision else _deadline(comment, now)),
        version=F("version") + 1,
    )
    if not changed:
        raise _already_decided(comment)
    comment.refresh_from_db(fields=DECISION_FIELDS)


def _deadline(comment: Comment, now: datetime) -> dict[str, datetime]:
    """By when `comment`, which waits from now on, is to be decided: by the target of a first decision, or else by a
    deadline of its own. The office's own words have no target.
    """
    if comment.first_decided_at or comment.is_official:
        return {"review_due_at": ModerationPolicy.objects.review_due_at(now)}
    return {} if comment.due_at else {"due_at": Policy.objects.current().due_at(now)}


def _already_decided(comment: Comment) -> AlreadyDecided:
    now = Comment.objects.select_related("decided_by").get(pk=comment.pk)
    was_handed_over = now.version == comment.version and now.assigned_to_id != comment.assigned_to_id
    return AlreadyDecided(now, who_handed_over(now) if was_handed_over else "")


def _refuse_past_appeal(comment: Comment) -> None:
    """What a sender has appealed against is decided by whoever looks at it again (`appeals.settle`)."""
    appeal = appeal_of(comment)
    if appeal and appeal.is_open:
        raise AlreadyDecided(comment, APPEALED.format(comment.name))


def _refuse_second_answer(answer: Comment) -> None:
    """The comment that `answer` is about stays locked, so that of two answers at once one is published."""
    answered = answer.in_reply_to or answer.parent
    if answered is None:
        return
    published = Comment.objects.official_answers_to(lock_row(answered).pk).exclude(pk=answer.pk).first()
    if published:
        raise AlreadyAnswered(answer, answered=answered, answer=published)


def decide_many(
    comments: Iterable[Comment], state: str, *, by: User, seen_versions: Mapping[int, int], reason: str = ""
) -> Outcome:
    """Move each of `comments` to `state`. `seen_versions` is `{pk: version}` as `by` saw them.

    A comment that somebody else decided in between stays as it is; the Outcome names it. So does one whose decision
    failed, which is logged: each is a transaction of its own, and the others stand.
    """
    outcome = Outcome(reader=by)
    for comment in comments:
        seen = seen_versions.get(comment.pk, comment.version)
        if not comment.may_be_decided:
            outcome.note_clash(comment)
            continue
        if seen == comment.version and comment.state == state:
            outcome.unchanged.append(comment)
            continue
        comment.version = seen
        try:
            decide(comment, state, by=by, reason=reason)
        except AlreadyDecided as clash:
            outcome.note_refusal(clash)
        except Exception as problem:  # what was decided of the others is stored, and has to be told
            if isinstance(problem, OperationalError | InterfaceError) and not outcome.done:
                raise  # the database is away, and nothing is to be told
            logger.exception("The decision about comment %s failed.", comment.pk)
            outcome.note_failure(comment)
        else:
            outcome.done.append(comment)
    return outcome


@dataclass(frozen=True, slots=True)
class SeenComment:
    """`comment`, and the version of it that a moderator was shown."""

    comment: Comment
    version: int


def seen_versions(posted: Mapping[str, str]) -> dict[int, int]:
    """`{pk: version}` from the hidden fields `version-<pk>` of the list or page that was sent."""
    fields = ((read_key(name.removeprefix("version-")), read_key(value)) for name, value in posted.items())
    return {pk: version for pk, version in fields if pk is not None and version is not None}


@transaction.atomic
def take_back(comment: Comment, *, version: int, by: User, since: datetime) -> None:
    """Decide `comment` as it was before the last decision, if `by` took that after `since` and it made `version`; that
    it was charged to a unit since does not matter.

    Otherwise AlreadyDecided. Five queries.
    """
    steps = list(comment.events.steps())
    moves = _standing(event for event in steps if event.kind in {Kind.ARRIVAL, Kind.DECISION})
    is_own = bool(moves) and _is_decision_of(by, moves[-1], since)
    charged = len(list(takewhile(lambda event: event.kind == Kind.CHARGE, reversed(steps))))
    is_last = version <= comment.version <= version + charged
    if not is_own or not is_last or not comment.may_be_decided:
        raise AlreadyDecided(comment)
    *earlier, last = moves
    stood = next((event for event in reversed(earlier) if event.to_state == last.from_state), None)
    reason = stood.why if stood else ""
    was_first = not any(event.to_state != State.PENDING for event in earlier if event.kind == Kind.DECISION)
    settled_at, deadline = comment.decided_at, comment.review_due_at
    decide(comment, last.from_state, by=by, reason=reason if last.from_state == State.REJECTED else "", why=WHY_UNDONE)
    if settled_at:
        open_again(comment, settled_at)
    if comment.state == State.PENDING:
        # Target and deadline stay, as if nothing had been decided.
        comment.first_decided_at = None if was_first else comment.first_decided_at
        comment.review_due_at = None if was_first else deadline or comment.review_due_at
        comment.save(update_fields=["first_decided_at", "review_due_at"])
    elif stood:
        # The decision that stands again is that of whoever took it: its sender may have a letter about it.
        comment.decided_by_id, comment.decided_at = stood.by_id, stood.at
        comment.save(update_fields=["decided_by", "decided_at"])


def _standing(moves: Iterable[CommentEvent]) -> list[CommentEvent]:
    """`moves` without those that were taken back, nor what took them back."""
    standing: list[CommentEvent] = []
    for event in moves:
        if event.kind == Kind.DECISION and event.why == WHY_UNDONE and standing:
            standing.pop()
        else:
            standing.append(event)
    return standing


def _is_decision_of(colleague: User, event: CommentEvent, since: datetime) -> bool:
    is_decision = event.kind == Kind.DECISION and event.why != WHY_UNDONE
    return is_decision and event.by_id == colleague.pk and event.at >= since


@transaction.atomic
def take_back_answer(
    comment: Comment, answer_pk: int, *, approved: bool, version: int, by: User, since: datetime
) -> None:
    """Take down the answer that `by` gave after `since`, which made `version` of `comment`; `approved` says that the
    comment was approved with it, and goes back with it.

    Raises AlreadyDecided, also when somebody took the answer down before; then nothing changes.
    """
    lock_as_left(comment, version)
    answer = Comment.objects.select_related("article", "parent", "in_reply_to").get(pk=answer_pk)
    is_own = answer.decided_by_id == by.pk and answer.created_at >= since
    if answer.state != State.APPROVED or not is_own:
        raise AlreadyDecided(answer)
    decide(answer, State.REJECTED, by=by, reason=WHY_UNDONE)
    note_step(comment, Kind.ANSWER, by=by, why=WHY_UNDONE)
    if approved:
        take_back(comment, version=comment.version, by=by, since=since)


@transaction.atomic
def recall(comment: Comment) -> None:
    """Send `comment` back to the moderators because readers report it. Raises AlreadyDecided."""
    decide(comment, State.PENDING, by=None, reason=WHY_REPORTED)
    comment.was_recalled = True
    comment.save(update_fields=["was_recalled"])


@transaction.atomic
def withdraw(comment: Comment) -> bool:
    """Withdraw `comment` for its sender; returns whether that changed anything.

    A comment that moderators took down stays as they decided.
    """
    now = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    is_open = now.state in {State.PENDING, State.APPROVED}
    if is_open:
        decide(now, State.WITHDRAWN, by=None, reason=WHY_WITHDRAWN)
        Appeal.objects.close_of(now)
    comment.state = now.state
    return is_open


@transaction.atomic
def hand_over(comment: Comment, colleague: User | None, *, by: User, why: str = "") -> None:
    """Make this waiting `comment` the work of `colleague` (None: of nobody), for the reason `why`.

    This is no decision: the version stays, so that open pages remain valid, and its sender gets no email. Raises
    AlreadyDecided, also when somebody else handed it over since it was loaded.
    """
    waiting = Comment.objects.filter(
        pk=comment.pk, version=comment.version, state=State.PENDING, assigned_to=comment.assigned_to_id
    )
    if not waiting.update(assigned_to=colleague):
        raise _already_decided(comment)
    comment.assigned_to = colleague
    told = f"Giao cho {colleague}" if colleague else "Không giao cho ai nữa"
    noted = f"{told}: {why}" if why else told
    comment.events.create(kind=Kind.HAND_OVER, by=by, from_state=comment.state, to_state=comment.state, why=noted)
    colleague_emails.notify_of_hand_over(comment, None if why == WHY_UNDONE else colleague, by=by, why=why)


@transaction.atomic
def take_back_hand_over(comment: Comment, *, before: int | None, after: int | None, version: int, by: User) -> None:
    """Give `comment` back to the colleague with the key `before`, from whom it went to `after` (None: nobody)."""
    if comment.version != version:
        raise AlreadyDecided(comment)
    if comment.assigned_to_id != after:
        raise AlreadyDecided(comment, who_handed_over(comment))
    colleague = User.objects.filter(pk=before, is_active=True).first() if before else None
    hand_over(comment, colleague, by=by, why=WHY_UNDONE)


@transaction.atomic
def answer_officially(comment: Comment, body: str, *, by: User, name: str) -> Comment:
    """Publish the office's answer under `comment`, approving the comment first when it still waits.

    `name` is the unit that answers ("UBND xã Tân Phong"). The same words again are the same answer (a button pressed
    twice): then the version of `comment` stays. Raises AlreadyAnswered while another answer is published, and
    AlreadyDecided when somebody took a step since `comment` was loaded.
    """
    now = lock_row(comment)
    published = Comment.objects.official_answers_to(now.pk).select_related("decided_by")
    if given := published.filter(body=body).first():
        return given
    if other := published.first():
        raise AlreadyAnswered(now, answered=now, answer=other)
    if now.version != comment.version or not now.may_be_answered:
        raise AlreadyDecided(now)
    if now.assigned_to_id != comment.assigned_to_id:
        raise AlreadyDecided(now, who_handed_over(now))
    comment.state = now.state
    if comment.state != State.APPROVED:
        decide(comment, State.APPROVED, by=by)
    note_step(comment, Kind.ANSWER, by=by, why=f"Đứng tên {name}")
    place = {"parent": comment.root, "in_reply_to": comment if comment.parent_id else None}
    return _publish_answer(article_id=comment.article_id, body=body, by=by, name=name, **place)


def _publish_answer(*, by: User, **fields: Any) -> Comment:
    answer = Comment.objects.create(
        is_official=True, state=State.APPROVED, decided_at=timezone.now(), decided_by=by, **fields
    )
    event = answer.events.create(kind=Kind.ARRIVAL, by=by, to_state=State.APPROVED, why="Trả lời chính thức")
    assignment.note_answer(answer, event)
    sender_emails.notify_of_decision(answer, before="")
    return answer
