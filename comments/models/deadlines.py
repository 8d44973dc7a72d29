"""When a comment is overdue, and when it was decided on time: for the ORM, in SQL, and for a row at hand.

Each rule is here alone; a test compares the forms at their borders. Moments are aware.

What waits has a deadline: the target of its first decision (`due_at`), or, once it has come back to wait,
`review_due_at`. The office's own words have no target, only a deadline when somebody puts them back.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Case, DateTimeField, F, Q, When
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from .comment import Comment

# On time up to and including the target; a comment without a target (`due_at` None) is neither on time nor late. Of
# first decisions alone: what comes back to wait does not change what was kept or missed.
DECIDED_ON_TIME = Q(first_decided_at__lte=F("due_at"))
DECIDED_ON_TIME_SQL = "first_decided_at <= due_at"

DEADLINE = Coalesce(
    "review_due_at", Case(When(first_decided_at=None, then=F("due_at"))), output_field=DateTimeField(null=True)
)
DEADLINE_SQL = "coalesce(review_due_at, CASE WHEN first_decided_at IS NULL THEN due_at END)"


def overdue(at: datetime) -> Q:
    """The Q of comments that wait longer than their deadline allows at `at`. Either half has an index."""
    first = Q(review_due_at=None, first_decided_at=None, due_at__lt=at)
    return Q(state="pending") & (Q(review_due_at__lt=at) | first)


def overdue_sql(at: str) -> str:
    """The same, at the moment that the SQL `at` gives, as a condition on rows of `comments_comment`."""
    first = f"review_due_at IS NULL AND first_decided_at IS NULL AND due_at < {at}"
    return f"state = 'pending' AND (review_due_at < {at} OR {first})"


def deadline_of(comment: "Comment") -> datetime | None:
    """By when `comment` is to be decided while it waits, as `DEADLINE`; None once it is decided. No query."""
    if comment.state != "pending":
        return None
    return comment.review_due_at or (comment.due_at if comment.first_decided_at is None else None)


def is_overdue(comment: "Comment", at: datetime) -> bool:
    """The same as `overdue`, for a row at hand. No query."""
    deadline = deadline_of(comment)
    return deadline is not None and deadline < at


def without_deadline() -> Q:
    """The Q of comments that came back to wait in the last release, which gives no deadline then."""
    came_back = Q(first_decided_at__isnull=False) | Q(due_at=None)
    return Q(state="pending", review_due_at=None) & came_back


def share_on_time(on_time: int, due: int) -> float | None:
    """The percentage that was decided on time, as a float; None where none was due."""
    return 100 * on_time / due if due else None
