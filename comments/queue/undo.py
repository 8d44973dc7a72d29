"""Taking back what one has just decided: as a further event, and only while nobody else has moved the comment.

The steps of a session of work are kept in the session, the newest last; the events say what may be taken back.
"""

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F

from accounts.idle import BEGAN
from comments.models import Comment
from comments.models.comment import AlreadyDecided
from comments.moderation import WHY_UNDONE, Outcome

STEPS, STEPS_KEPT = "queue_steps", 20

State = Comment.State


def note_step(session, told, comments):
    """Remember that `comments` were decided together; `told` says what was done, as a sentence."""
    step = {"told": told, "versions": {str(comment.pk): comment.version for comment in comments}}
    session[STEPS] = [*session.get(STEPS, []), step][-STEPS_KEPT:]


def last_step(session):
    """`{"told": sentence, "versions": {pk: version}}` of the newest step, or None."""
    steps = session.get(STEPS)
    return steps[-1] if steps else None


def take_back(session, versions, *, by):
    """Move each comment of `versions` (`{pk: version after the decision}`) back to where `by` took it from.

    Returns an Outcome. Five queries for each comment.
    """
    outcome = Outcome()
    since = datetime.fromtimestamp(session.get(BEGAN, 0), UTC)
    for comment in Comment.objects.for_queue().filter(pk__in=versions):
        try:
            _take_back(comment, versions[comment.pk], by, since)
        except AlreadyDecided as clash:
            outcome.note_clash(clash.comment)
        else:
            outcome.done.append(comment)
    left = [step for step in session.get(STEPS, []) if not versions.keys() & {int(pk) for pk in step["versions"]}]
    session[STEPS] = left
    return outcome


@transaction.atomic
def _take_back(comment, version, by, since):
    moves = comment.events.exclude(from_state=F("to_state"))  # who was charged meanwhile changes nothing
    *earlier, last = moves or [None]
    is_own = last and last.by_id == by.pk and last.at >= since and last.from_state and last.why != WHY_UNDONE
    if not is_own or comment.version != version or not comment.may_be_decided:
        raise AlreadyDecided(comment)
    reason = next((event.why for event in reversed(earlier) if event.to_state == last.from_state), "")
    was_first = comment.first_decided_at == comment.decided_at
    comment.decide(last.from_state, by=by, reason=reason if last.from_state == State.REJECTED else "", why=WHY_UNDONE)
    if was_first and comment.state == State.PENDING:
        # The target runs on, as if nothing had been decided.
        Comment.objects.filter(pk=comment.pk).update(first_decided_at=None)
