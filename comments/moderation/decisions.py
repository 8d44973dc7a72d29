"""Each decision about a comment with all that follows from it: the row, the event, the question, the emails.

Each function is one transaction, to be read from top to bottom: when it fails, nothing is stored and nobody is
notified.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from comments.models import Comment, CommentEvent, Policy
from comments.notifications import sender_emails
from comments.questions import assignment
from comments.references import read_key

from .outcome import Outcome
from .reasons import WHY_REPORTED, WHY_UNDONE, WHY_WITHDRAWN

State, Kind = Comment.State, CommentEvent.Kind

DECISIONS = (State.APPROVED, State.REJECTED, State.SPAM, State.PENDING)
DECISION_FIELDS = ["state", "reason", "decided_at", "decided_by", "first_decided_at", "due_at", "version"]


class AlreadyDecided(Exception):
    """Somebody else decided about this comment since it was shown; `comment` is as it is now."""

    def __init__(self, comment: Comment) -> None:
        super().__init__(comment.pk)
        self.comment = comment


@transaction.atomic
def decide(comment: Comment, state: str, *, by: User | None, reason: str = "", why: str = "") -> None:
    """Move `comment` to `state`, unless somebody else decided since it was loaded (then AlreadyDecided).

    `by` is the moderator; `why` is for the event alone, when that is not the reason. Moving back to pending clears the
    decision; the events keep it, and `first_decided_at` keeps when the target was met. A comment that the screening
    had put aside gets its target then. Three queries; an official answer takes two more for its question, emails their
    own.
    """
    before = comment.state
    _update(comment, state, by=by, reason=reason)
    event = comment.events.create(kind=Kind.DECISION, by=by, from_state=before, to_state=state, why=why or reason)
    assignment.note_answer(comment, event)
    sender_emails.notify_of_decision(comment, before=before)


def _update(comment: Comment, state: str, *, by: User | None, reason: str) -> None:
    is_decision, now = state != State.PENDING, timezone.now()
    changed = Comment.objects.filter(pk=comment.pk, version=comment.version).update(
        state=state,
        reason=reason if is_decision else "",
        decided_at=now if is_decision else None,
        decided_by=by if is_decision else None,
        first_decided_at=Coalesce("first_decided_at", now) if is_decision else F("first_decided_at"),
        due_at=F("due_at") if is_decision else _target(comment, now),
        version=F("version") + 1,
    )
    if not changed:
        raise _already_decided(comment)
    comment.refresh_from_db(fields=DECISION_FIELDS)


def _target(comment: Comment, now: datetime) -> datetime | F:
    """When `comment` is to be decided, if it waits from now on; the office's own words have no target."""
    if comment.due_at or comment.is_official:
        return F("due_at")
    return Policy.objects.current().due_at(now)


def _already_decided(comment: Comment) -> AlreadyDecided:
    return AlreadyDecided(Comment.objects.select_related("decided_by").get(pk=comment.pk))


def decide_many(
    comments: Iterable[Comment], state: str, *, by: User, seen_versions: Mapping[int, int], reason: str = ""
) -> Outcome:
    """Move each of `comments` to `state`. `seen_versions` is `{pk: version}` as `by` saw them.

    A comment that somebody else decided in between stays as it is; the Outcome names it.
    """
    outcome = Outcome()
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
            outcome.note_clash(clash.comment)
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
    """Decide `comment` as it was before the last decision, if `by` took that after `since` and it made `version`.

    Otherwise AlreadyDecided. Five queries.
    """
    moves = list(comment.events.moves())
    is_own = bool(moves) and _is_decision_of(by, moves[-1], since)
    if not is_own or comment.version != version or not comment.may_be_decided:
        raise AlreadyDecided(comment)
    *earlier, last = moves
    reason = next((event.why for event in reversed(earlier) if event.to_state == last.from_state), "")
    was_first = comment.first_decided_at == comment.decided_at
    decide(comment, last.from_state, by=by, reason=reason if last.from_state == State.REJECTED else "", why=WHY_UNDONE)
    if was_first and comment.state == State.PENDING:
        # The target stays, as if nothing had been decided.
        Comment.objects.filter(pk=comment.pk).update(first_decided_at=None)


def _is_decision_of(colleague: User, event: CommentEvent, since: datetime) -> bool:
    is_decision = event.kind == Kind.DECISION and event.why != WHY_UNDONE
    return is_decision and event.by_id == colleague.pk and event.at >= since


@transaction.atomic
def recall(comment: Comment) -> None:
    """Send `comment` back to the moderators because readers report it; happens once. Raises AlreadyDecided."""
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
    comment.state = now.state
    return is_open


@transaction.atomic
def hand_over(comment: Comment, colleague: User | None, *, by: User) -> None:
    """Make this waiting `comment` the work of `colleague` (None: of nobody). Raises AlreadyDecided.

    This is no decision: the version stays, so that open pages remain valid, and nobody gets an email.
    """
    waiting = Comment.objects.filter(pk=comment.pk, version=comment.version, state=State.PENDING)
    if not waiting.update(assigned_to=colleague):
        raise _already_decided(comment)
    comment.assigned_to = colleague
    why = f"Giao cho {colleague}" if colleague else "Không giao cho ai nữa"
    comment.events.create(kind=Kind.HAND_OVER, by=by, from_state=comment.state, to_state=comment.state, why=why)


@transaction.atomic
def answer_officially(comment: Comment, body: str, *, by: User, name: str) -> Comment:
    """Publish the office's answer under `comment`, approving the comment first when it still waits.

    `name` is the unit that answers ("UBND xã Tân Phong"). The same words again are the same answer (a button pressed
    twice). Raises AlreadyDecided.
    """
    comment.refresh_from_db(fields=["state"], from_queryset=Comment.objects.select_for_update())
    if not comment.may_be_answered:
        raise AlreadyDecided(comment)
    if comment.state != State.APPROVED:
        decide(comment, State.APPROVED, by=by)
    place = {"parent": comment.root, "in_reply_to": comment if comment.parent_id else None}
    given = Comment.objects.filter(**place, is_official=True, state=State.APPROVED, body=body).first()
    return given or _publish_answer(article_id=comment.article_id, body=body, by=by, name=name, **place)


def _publish_answer(*, by: User, **fields: Any) -> Comment:
    answer = Comment.objects.create(
        is_official=True, state=State.APPROVED, decided_at=timezone.now(), decided_by=by, **fields
    )
    event = answer.events.create(kind=Kind.ARRIVAL, by=by, to_state=State.APPROVED, why="Trả lời chính thức")
    assignment.note_answer(answer, event)
    sender_emails.notify_of_decision(answer, before="")
    return answer
