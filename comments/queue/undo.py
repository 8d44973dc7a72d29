"""Undoing one's last decision: by a further event, and only while nobody else has moved the comment.

The steps of a session of work are kept in the session, the newest last; the events say what may be undone.
"""

from datetime import UTC, datetime

from accounts.idle import BEGAN
from comments.models import Comment
from comments.moderation import decisions
from comments.moderation.outcome import Outcome

STEPS, MAX_STEPS = "queue_steps", 20


def note_step(session, summary, comments):
    """Remember that `comments` were decided together; `summary` says what was done, as a sentence."""
    step = {"told": summary, "versions": {str(comment.pk): comment.version for comment in comments}}
    session[STEPS] = [*session.get(STEPS, []), step][-MAX_STEPS:]


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
    for comment in Comment.objects.for_queue().with_article_title(by).filter(pk__in=versions):
        try:
            decisions.take_back(comment, version=versions[comment.pk], by=by, since=since)
        except decisions.AlreadyDecided as clash:
            outcome.note_clash(clash.comment)
        else:
            outcome.done.append(comment)
    left = [step for step in session.get(STEPS, []) if not versions.keys() & {int(pk) for pk in step["versions"]}]
    session[STEPS] = left
    return outcome
