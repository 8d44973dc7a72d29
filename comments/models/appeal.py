"""A sender asks once that a decision about their comment be looked at again; somebody else decides."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from vietnamese.fields import CleanTextField

from .comment import Comment

APPEAL_MAX = 1_000
REFUSED = frozenset({"rejected", "spam"})


def appealable_since(comment: Comment) -> datetime | None:
    """When the decision was taken that the sender of `comment` may ask to be looked at again: that it is refused, or
    that something in it is hidden from readers. None when there is none. No query.
    """
    if comment.is_official or comment.erased_at:
        return None
    if comment.state in REFUSED:
        return comment.decided_at
    return comment.masked_at if comment.state == "approved" else None


def appeal_of(comment: Comment) -> "Appeal | None":
    """No query for rows of `for_queue`."""
    return getattr(comment, "appeal", None)


def may_be_appealed(comment: Comment, *, days: int, at: datetime | None = None) -> bool:
    """Whether the sender may ask at `at` (aware; default now), `days` after the decision at the latest. One query when
    the appeal of `comment` is not loaded.
    """
    since = appealable_since(comment)
    is_in_time = since is not None and (at or timezone.now()) <= since + timedelta(days=days)
    return is_in_time and comment.article.is_visible() and appeal_of(comment) is None


class AppealQuerySet(models.QuerySet["Appeal"]):
    def open(self) -> Self:
        """Those that nobody has decided."""
        return self.filter(decided_at=None)

    def overdue(self, at: datetime | None = None) -> Self:
        """Those of the open ones whose deadline is over at `at` (aware; default now)."""
        return self.open().filter(due_at__lt=at or timezone.now())

    def close_of(self, comment: Comment) -> None:
        """Nothing is left to be looked at again: `comment` is withdrawn, or has lost its words. One query."""
        moot = {"outcome": Appeal.Outcome.MOOT, "decided_at": timezone.now()}
        self.open().filter(comment=comment).update(**moot)


class Appeal(models.Model):
    class Outcome(models.TextChoices):
        CHANGED = "changed", "Đã thay quyết định"
        KEPT = "kept", "Giữ nguyên quyết định"
        MOOT = "moot", "Không còn gì để xem lại"

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="appeal", verbose_name="bình luận")
    text = CleanTextField("vì sao đề nghị xem lại", max_length=APPEAL_MAX)
    at = models.DateTimeField("gửi lúc", default=timezone.now)
    due_at = models.DateTimeField("hạn xem lại", null=True, editable=False)
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome, blank=True)
    answer = CleanTextField("trả lời người gửi", max_length=APPEAL_MAX, blank=True)
    decided_at = models.DateTimeField("xem lại lúc", null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người xem lại",
    )

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị xem lại"
        verbose_name_plural = "đề nghị xem lại"
        default_permissions = ()
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="appeal_decided_with_outcome",
                condition=Q(outcome="", decided_at=None) | (~Q(outcome="") & Q(decided_at__isnull=False)),
                violation_error_message="Đề nghị đã xem lại thì phải có kết quả.",
            ),
        ]
        indexes = [models.Index(fields=["at", "id"], name="appeal_open", condition=Q(decided_at=None))]

    def __str__(self) -> str:
        return f"Đề nghị xem lại bình luận {self.comment_id}"

    @property
    def is_open(self) -> bool:
        return self.decided_at is None
