"""When a comment is overdue, and when it was decided on time: for the ORM, in SQL, and for a row at hand.

Both rules are here alone; a test compares the forms at their borders. Moments are aware.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F, Q

if TYPE_CHECKING:
    from .comment import Comment

# On time up to and including the target; a comment without a target (`due_at` None) is neither on time nor late.
DECIDED_ON_TIME = Q(first_decided_at__lte=F("due_at"))
DECIDED_ON_TIME_SQL = "first_decided_at <= due_at"


def overdue(at: datetime) -> Q:
    """The Q of comments that wait for their first decision longer than the target allows at `at`."""
    return Q(state="pending", first_decided_at=None, due_at__lt=at)


def overdue_sql(at: str) -> str:
    """The same, at the moment that the SQL `at` gives, as a condition on rows of `comments_comment`."""
    return f"state = 'pending' AND first_decided_at IS NULL AND due_at < {at}"


def awaits_first_decision(comment: "Comment") -> bool:
    """Whether `comment` has a target that can still be met or missed."""
    return comment.state == "pending" and comment.first_decided_at is None and comment.due_at is not None


def is_overdue(comment: "Comment", at: datetime) -> bool:
    """The same as `overdue`, for a row at hand. No query."""
    return comment.due_at is not None and awaits_first_decision(comment) and comment.due_at < at


def share_on_time(on_time: int, due: int) -> float | None:
    """The percentage that was decided on time, as a float; None where none was due."""
    return 100 * on_time / due if due else None
