"""What every step about a comment begins and ends with: the row as the moderator saw it, and an event.

A step is a decision, an answer, a hand-over, a charge, a mask: of two who take one at once, the second is told of the
first (AlreadyDecided), and nothing of theirs is stored. Who locks several rows takes the comment first, then the
answer to it, then its question.
"""

from django.db.models import F

from accounts.models import User
from comments.models import Comment, CommentEvent


class AlreadyDecided(Exception):
    """Somebody else took a step about this comment since it was shown; `comment` is as it is now.

    `sentence` says what stands in the way; "": the last step does (`outcome.explain`).
    """

    def __init__(self, comment: Comment, sentence: str = "") -> None:
        super().__init__(comment.pk)
        self.comment, self.sentence = comment, sentence


class AlreadyAnswered(AlreadyDecided):
    """A comment has one published answer at a time: `answer` is that of `answered`."""

    def __init__(self, comment: Comment, *, answered: Comment, answer: Comment) -> None:
        super().__init__(comment)
        self.answered, self.answer = answered, answer


def lock_row(comment: Comment) -> Comment:
    """The row of `comment` as it is now, locked to the end of the transaction. Two queries."""
    list(Comment.objects.select_for_update().order_by().filter(pk=comment.pk).values_list("pk"))
    now: Comment = Comment.objects.select_related("article__category", "parent", "in_reply_to").get(pk=comment.pk)
    return now


def lock_as_seen(comment: Comment) -> Comment:
    """As `lock_row`; AlreadyDecided if its version is another one than that of `comment`, which is the one that the
    moderator saw. Two queries.
    """
    now = lock_row(comment)
    if now.version != comment.version:
        raise AlreadyDecided(now)
    return now


def lock_as_left(comment: Comment, version: int) -> Comment:
    """As `lock_as_seen`, to take back the step that made `version`: AlreadyDecided if `comment` has had another since.
    None or two queries.
    """
    if comment.version != version:
        raise AlreadyDecided(comment)
    return lock_as_seen(comment)


def note_step(comment: Comment, kind: str, *, by: User | None, why: str = "") -> CommentEvent:
    """Count the step that was just taken about `comment`, which is locked: pages that show it as it was are out of
    date. Returns its event; that of a decision is made by `decisions.decide`. Two queries.
    """
    Comment.objects.filter(pk=comment.pk).update(version=F("version") + 1)
    comment.version += 1
    event: CommentEvent = comment.events.create(
        kind=kind, by=by, from_state=comment.state, to_state=comment.state, why=why
    )
    return event
