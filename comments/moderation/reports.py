"""What becomes of readers' reports: they raise a comment, hide it until somebody has looked, and are settled by that.

A decision settles the open reports of its comment (`decisions.decide`); so does a moderator who looks and keeps it.
Each settles at a moment of its own, by which taking it back opens the same reports again.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.models import User
from comments.models import AbuseReport, Comment, CommentEvent, ModerationPolicy
from comments.models.reaction import REPORTS_TO_RECALL
from comments.notifications import moderator_emails

from .decisions import recall
from .reasons import WHY_KEPT, WHY_UNDONE
from .report_settling import open_again, settle, urgency_of_report
from .steps import AlreadyDecided, lock_as_left, lock_as_seen, note_step

Reason = AbuseReport.Reason


def note_report(comment: Comment, reason: str) -> bool:
    """All that follows from a new report about `comment`, whose row is locked; returns whether it is hidden now. At
    most eight queries, the letters to moderators besides.
    """
    open_ones = list(comment.reports.filter(settled_at=None).values_list("visitor", "network", "reason"))
    raised = Greatest("urgency", urgency_of_report(reason))
    deadline = ModerationPolicy.objects.review_due_at() if len(open_ones) == 1 else F("review_due_at")
    Comment.objects.filter(pk=comment.pk).update(urgency=raised, review_due_at=deadline)
    if is_hidden := _hides(comment, open_ones):
        recall(comment)
    if reason == Reason.PERSONAL:
        moderator_emails.write_of_urgent_reports()
    return is_hidden


def _hides(comment: Comment, open_ones: Iterable[tuple[object, object, str]]) -> bool:
    """Whether so many readers ask to look at the comment that it waits for that unseen by others.

    They are three visitors and came over more than one network, where one person can play three. What the office says
    stands until the office takes it down. `other` has no bounds: once looked at, it only calls the moderators.
    """
    if comment.is_official or comment.state != Comment.State.APPROVED:
        return False
    was_reviewed = comment.reports.filter(reason=Reason.OTHER, settled_at__isnull=False).exists()
    counted = [one for one in open_ones if not (was_reviewed and one[2] == Reason.OTHER)]
    visitors, networks = {visitor for visitor, _, _ in counted}, {network for _, network, _ in counted}
    return len(visitors) >= REPORTS_TO_RECALL and len(networks) > 1


@transaction.atomic
def keep(comment: Comment, *, by: User, newest: int) -> datetime:
    """Settle the open reports about `comment` up to the key `newest`, the last that `by` was shown; it stays as it is.

    Returns the moment by which `take_back` knows them. Raises AlreadyDecided, also when nothing of that is open.
    """
    lock_as_seen(comment)
    at = timezone.now()
    if not settle(comment, at, newest=newest):
        raise AlreadyDecided(comment, f"Báo cáo về bình luận của {comment.name} đã có người xem.")
    note_step(comment, CommentEvent.Kind.REPORT, by=by, why=WHY_KEPT)
    return at


@transaction.atomic
def take_back(comment: Comment, settled_at: datetime, *, version: int, by: User) -> None:
    """Open the reports again that `keep` settled at `settled_at`, which made `version`. Raises AlreadyDecided."""
    lock_as_left(comment, version)
    open_again(comment, settled_at)
    note_step(comment, CommentEvent.Kind.REPORT, by=by, why=WHY_UNDONE)
