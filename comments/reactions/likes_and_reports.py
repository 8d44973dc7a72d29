"""Likes of comments, and reports about them."""

from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from comments.locks import TooManyFromHere, is_crowded, one_at_a_time
from comments.models import AbuseReport, Comment, Like
from comments.models.rating import Rater
from comments.models.reaction import REPORTS_TO_RECALL
from comments.moderation.decisions import recall

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


@transaction.atomic
def report(comment: Comment, *, reason: str, note: str, visitor: Rater, is_human: bool = False) -> bool:
    """Store the report of `visitor` (of `senders.reporter`) about `comment`; returns whether it is the visitor's
    first.

    With the third visitor the comment goes back to the moderators. Raises TooManyFromHere when this visitor, and
    Doubtful when the whole network reported much in a day; `is_human` says that a challenge was solved.
    """
    one_at_a_time(visitor.network)
    if AbuseReport.objects.filter(comment=comment, visitor=visitor.key).exists():
        return False
    today = AbuseReport.objects.filter(at__gt=timezone.now() - timedelta(days=1))
    if today.filter(visitor=visitor.key).count() >= MAX_REPORTS_A_DAY:
        raise TooManyFromHere
    if not is_human and today.filter(network=visitor.network).count() >= REPORTS_OF_NETWORK:
        raise Doubtful
    AbuseReport.objects.create(
        comment=comment, visitor=visitor.key, network=visitor.network, reason=reason, note=note, at=timezone.now()
    )
    _recall(comment)
    return True


def _recall(comment: Comment) -> None:
    """Recall the comment once, unless all visitors came over one connection, where one person can play three.

    The row stays locked, so that of three who report at the same moment the last one counts all three.
    """
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if comment.was_recalled or comment.is_official or comment.state != Comment.State.APPROVED:
        return
    networks = AbuseReport.objects.filter(comment=comment).values_list("network", flat=True)
    if len(networks) >= REPORTS_TO_RECALL and len(set(networks)) > 1:
        recall(comment)
