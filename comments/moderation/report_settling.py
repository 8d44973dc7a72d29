"""Open reports of a comment are settled at a moment, and opened again by it; it is as urgent as those that are open,
and as what the screening found.
"""

from datetime import datetime

from comments.models import AbuseReport, Comment
from comments.screening.kinds.codes import urgency_of

URGENCY: dict[str, int] = {AbuseReport.Reason.PERSONAL: 40}  # beside that of kinds (comments/screening/kinds/codes.py)
URGENCY_OF_OTHERS = 25


def urgency_of_report(reason: str) -> int:
    return URGENCY.get(reason, URGENCY_OF_OTHERS)


def settle(comment: Comment, at: datetime, *, newest: int | None = None) -> int:
    """Settle the open reports about `comment` (up to the key `newest`) at `at`; returns how many. One query, four when
    there are some.
    """
    reports = comment.reports.filter(settled_at=None)
    if newest is not None:
        reports = reports.filter(pk__lte=newest)
    return _move(comment, list(reports.values_list("pk", flat=True)), at)


def open_again(comment: Comment, settled_at: datetime) -> int:
    """Open the reports that were settled at `settled_at`; returns how many. One query, four when there are some."""
    return _move(comment, list(comment.reports.filter(settled_at=settled_at).values_list("pk", flat=True)), None)


def _move(comment: Comment, keys: list[int], settled_at: datetime | None) -> int:
    if not keys:
        return 0
    moved = comment.reports.filter(pk__in=keys).update(settled_at=settled_at)
    reasons = comment.reports.filter(settled_at=None).order_by().values_list("reason", flat=True).distinct()
    comment.urgency = max([urgency_of(comment.kinds), *map(urgency_of_report, reasons)])
    Comment.objects.filter(pk=comment.pk).update(urgency=comment.urgency)
    return moved
