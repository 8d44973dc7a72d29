"""Likes of comments, and reports about them."""

from datetime import date, timedelta

from django.db import connection, models, transaction
from django.utils import timezone

from comments.locks import TooManyFromHere, is_crowded, one_at_a_time
from comments.models import AbuseReport, Comment, Like
from comments.models.open_reports import URGENT
from comments.models.rating import Rater
from comments.moderation.reports import note_report

MAX_REPORTS_A_DAY = 10  # of one browser on one network
REPORTS_OF_NETWORK = 40  # in a day; from then on a challenge is asked, since neighbours are no reason to refuse
LIKE_RETENTION_DAYS = 2  # the figure stays with the comment; who gave it is only asked for on the same day
# The row and the figure in one statement: pressed twice at the same moment, it still counts once.
LIKE = """
WITH added AS (
    INSERT INTO comments_like (comment_id, day, visitor, network) VALUES (%s, %s, %s, %s)
    ON CONFLICT DO NOTHING RETURNING comment_id
)
UPDATE comments_comment SET likes = likes + 1 WHERE id IN (SELECT comment_id FROM added) RETURNING likes
"""


class Doubtful(Exception):
    """So much was reported from this network that the form must ask its challenge."""


@transaction.atomic
def like(comment: Comment, *, visitor: Rater) -> int:
    """Count `comment` as useful to `visitor`, once a day; returns the number of likes now.

    What exceeds the likes that count of one network and day is kept without raising the figure. Raises
    TooManyFromHere when it is not even kept. At most four queries.
    """
    one_at_a_time(visitor.network)
    day = timezone.localdate()
    others = Like.objects.filter(comment=comment, day=day).exclude(visitor=visitor.key)
    if is_crowded(others, visitor.network):
        kept = {"comment": comment, "day": day, "visitor": visitor.key, "network": visitor.network}
        Like.objects.bulk_create([Like(**kept)], ignore_conflicts=True)
        return _likes_of(comment)
    with connection.cursor() as cursor:
        cursor.execute(LIKE, [comment.pk, day, visitor.key, visitor.network])
        counted = cursor.fetchone()
    return counted[0] if counted else _likes_of(comment)


def _likes_of(comment: Comment) -> int:
    return Comment.objects.values_list("likes", flat=True).get(pk=comment.pk)


def forget_likes(today: date) -> int:
    """Delete the rows of the days before; returns how many."""
    return Like.objects.filter(day__lte=today - timedelta(days=LIKE_RETENTION_DAYS)).delete()[0]


class Received(models.TextChoices):
    """What became of a report, as its reader is told; the label is the heading."""

    NEW = "new", "Cảm ơn bạn. Ban Biên tập đã nhận báo cáo."
    HIDDEN = "hidden", "Cảm ơn bạn. Nhiều bạn đọc cùng báo, nên bình luận này tạm ẩn."
    OPEN = "open", "Bạn đã báo bình luận này rồi. Ban Biên tập sẽ xem."
    GONE = "gone", "Bình luận này không còn hiển thị."
    REVIEWED = "reviewed", "Ban Biên tập đã xem bình luận này vì lý do ấy và giữ lại."


@transaction.atomic
def report(comment: Comment, *, reason: str, note: str, visitor: Rater, is_human: bool = False) -> Received:
    """Store the report of `visitor` (of `senders.reporter`) about `comment`; returns what became of it.

    While one of the visitor's waits to be looked at, another is only taken when it is urgent. For a reason that was
    looked at before it is kept as settled, for the words have not changed since; `other` says something new each
    time. Raises TooManyFromHere when this visitor, and Doubtful when the whole network reported much in a day;
    `is_human` says that a challenge was solved.
    """
    one_at_a_time(visitor.network)
    # Locked first: of three at the same moment the last one counts all, and none comes unseen behind a decision.
    locked = Comment.objects.select_for_update(of=("self",)).visible().filter(pk=comment.pk).first()
    if locked is None:
        return Received.GONE
    comment = locked
    before = list(comment.reports.filter(visitor=visitor.key).values_list("reason", "settled_at"))
    waits = any(settled_at is None for _, settled_at in before)
    if any(reason == one for one, _ in before) or (waits and reason != URGENT):
        return Received.OPEN if waits else Received.REVIEWED
    _check_limits(visitor, is_human=is_human)
    now = timezone.now()
    of_reason = comment.reports.filter(reason=reason, settled_at__isnull=False)
    was_reviewed = reason != AbuseReport.Reason.OTHER and of_reason.exists()
    comment.reports.create(
        visitor=visitor.key,
        network=visitor.network,
        reason=reason,
        note=note,
        at=now,
        settled_at=now if was_reviewed else None,
    )
    if was_reviewed:
        return Received.REVIEWED
    return Received.HIDDEN if note_report(comment, reason) else Received.NEW


def _check_limits(visitor: Rater, *, is_human: bool) -> None:
    today = AbuseReport.objects.filter(at__gt=timezone.now() - timedelta(days=1))
    if today.filter(visitor=visitor.key).count() >= MAX_REPORTS_A_DAY:
        raise TooManyFromHere
    if not is_human and today.filter(network=visitor.network).count() >= REPORTS_OF_NETWORK:
        raise Doubtful
