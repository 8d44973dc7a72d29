"""What was published at once is looked at afterwards: it stays, and is no longer among what nobody has seen."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from comments.models import Comment, CommentEvent
from comments.moderation.decisions import seen_versions
from comments.moderation.outcome import explain
from comments.moderation.steps import AlreadyDecided, lock_as_seen
from comments.moderation.steps import note_step as count_step
from database.keys import read_key

from .responses import deciding, respond
from .undo import TAKES_BACK, note_step

NONE_CHOSEN = "Xin chọn ít nhất một bình luận đăng ngay, chưa xem."


@deciding
def mark(request):
    """Every `chosen` comment was seen and stays, each as it was shown (`version-<pk>`)."""
    chosen, versions = [pk for pk in map(read_key, request.POST.getlist("chosen")) if pk], seen_versions(request.POST)
    comments = list(
        Comment.objects.for_queue().with_article_title(request.user).published_unseen().filter(pk__in=chosen)
    )
    done, clashed, notices = [], [], []
    for comment in comments:
        comment.version = versions.get(comment.pk, comment.version)
        try:
            mark_seen(comment, by=request.user)
        except AlreadyDecided as clash:
            clashed.append(clash.comment)
            notices.append(("warning", explain(clash, request.user)))
        else:
            done.append(comment)
    if not comments:
        return respond(request, [("warning", NONE_CHOSEN)], status=422)
    if done:
        name = f"bình luận của {done[0].name}" if len(done) == 1 else f"{len(done)} bình luận"
        notices.insert(0, ("success", f"Đã xem, giữ nguyên {name}."))
        note_step(request.session, notices[0][1], done, does="review")
    return respond(request, notices, gone=done, clashed=clashed)


@transaction.atomic
def mark_seen(comment: Comment, *, by: User) -> None:
    """`by` has seen `comment` and leaves it published. AlreadyDecided if somebody took a step about it since."""
    now = lock_as_seen(comment)
    if not now.is_unseen:
        raise AlreadyDecided(now)
    Comment.objects.filter(pk=comment.pk).update(decided_by=by)
    count_step(comment, CommentEvent.Kind.DECISION, by=by)


@transaction.atomic
def take_back(comment: Comment, *, version: int, by: User) -> None:
    """Nobody has seen `comment` again."""
    comment.version = version
    lock_as_seen(comment)
    Comment.objects.filter(pk=comment.pk).update(decided_by=None)
    count_step(comment, CommentEvent.Kind.DECISION, by=by)


def _undo(comment: Comment, was: dict[str, Any], *, version: int, by: User, since: datetime) -> None:
    take_back(comment, version=version, by=by)


TAKES_BACK["review"] = _undo
