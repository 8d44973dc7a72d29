"""What release 0.4.0 leaves behind, before it goes and while it runs beside this one: it settles no report when
somebody decides, and gives no deadline to what comes back to wait.
"""

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Max, Min, OuterRef, Q, Subquery
from django.utils import timezone

from comments.models import AbuseReport, Comment, CommentEvent, ModerationPolicy, Policy
from comments.models.deadlines import without_deadline

from .reasons import WHY_UNDONE

BATCH = 500
SETTLED_BY_DECISIONS = """
UPDATE comments_report AS report SET settled_at = comment.decided_at
FROM comments_comment AS comment
WHERE comment.id = report.comment_id AND report.settled_at IS NULL AND comment.decided_at > report.at
  AND comment.decided_at < %(before)s
  AND (SELECT event.why FROM comments_commentevent AS event
       WHERE event.comment_id = comment.id AND event.kind = 'decision'
       ORDER BY event.at DESC, event.id DESC LIMIT 1) <> %(undone)s
"""


def catch_up() -> int:
    """Settle reports that were decided about, and give deadlines to what waits or is reported without one, from the
    moment since when it does. Returns how many rows changed; two queries when there are none.
    """
    return _settle() + _give_deadlines()


def _settle() -> int:
    """Not what an undo of this release has opened again: the last decision is the undo then."""
    with connection.cursor() as cursor:
        before = timezone.now() - timedelta(minutes=1)
        cursor.execute(SETTLED_BY_DECISIONS, {"undone": WHY_UNDONE, "before": before})
        return int(cursor.rowcount)


@transaction.atomic
def _give_deadlines() -> int:
    reported = Q(pk__in=Comment.objects.reported().values("pk")) & ~Q(state="pending")
    lacking = Comment.objects.filter(without_deadline() | reported, review_due_at=None).order_by("pk")
    keys = list(lacking.values_list("pk", flat=True)[:BATCH])
    if not keys:
        return 0
    # Locked by themselves, then read: whoever decided meanwhile has decided.
    list(Comment.objects.filter(pk__in=keys).order_by("pk").select_for_update().values_list("pk"))
    rows = list(
        lacking.filter(pk__in=keys).annotate(moved=_last_move(), first=_first_report()).only("created_at", "state")
    )
    policy, days_off = ModerationPolicy.objects.current(), Policy.objects.current().days_off
    for row in rows:
        since = row.moved if row.state == Comment.State.PENDING else row.first
        row.review_due_at = policy.review_due_at(since or row.created_at, days_off)
    return Comment.objects.bulk_update(rows, ["review_due_at"])


def _last_move() -> Subquery:
    """When the comment of the row began to wait."""
    moves = CommentEvent.objects.moves().filter(comment=OuterRef("pk"), to_state="pending").order_by()
    return Subquery(moves.values("comment").annotate(last=Max("at")).values("last"))


def _first_report() -> Subquery:
    reports = AbuseReport.objects.filter(comment=OuterRef("pk"), settled_at=None).order_by()
    return Subquery(reports.values("comment").annotate(first=Min("at")).values("first"))
