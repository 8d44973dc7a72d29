"""A comment as the list of the queue shows it."""

from dataclasses import dataclass

from django.utils import timezone

from comments.models import Comment
from comments.models.deadlines import awaits_first_decision, is_overdue
from comments.working_time import time_left

from .figures import Figures
from .selection import place


@dataclass(frozen=True, slots=True)
class QueueRow:
    """`comment` (`for_queue`), its `place` in the list as addresses name it, and what is left of its target in words:
    "" once it was decided.
    """

    comment: Comment
    place: str
    time_left: str
    is_late: bool


def row_of(comment: Comment, figures: Figures) -> QueueRow:
    """No query."""
    where = place(comment.created_at, comment.pk)
    if comment.due_at is None or not awaits_first_decision(comment):
        return QueueRow(comment, where, time_left="", is_late=False)
    now = timezone.now()
    left = time_left(comment.due_at, now, figures.free_days)
    return QueueRow(comment, where, time_left=left, is_late=is_overdue(comment, now))
