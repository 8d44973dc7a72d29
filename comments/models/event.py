"""What was decided about a comment, when, and by whom."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from vietnamese.fields import CleanTextField

from .comment import Comment

WHY_BY_RULE_BEFORE = "Máy từ chối theo quy tắc lọc"  # as rows up to release 0.4.0 say it
WHY_BY_RULE = "Hệ thống từ chối theo quy tắc lọc"
GIVES_REASON = ": "  # stands before the reason of a hand-over: "Giao cho Lê Ngọc Ánh: chị nắm việc này"
WORDS_GONE = "(Đã xóa cùng dữ liệu cá nhân.)"  # the trigger lets through this and nothing else


SHOWN_AT_LEAST = timedelta(
    minutes=2
)  # a slip that is mended sooner is no publication: its letter has not gone out either


class CommentEventQuerySet(models.QuerySet["CommentEvent"]):
    def moves(self) -> Self:
        """Steps that put a comment into a state: its arrival and its decisions, also one that confirms the state."""
        return self.filter(kind__in=[CommentEvent.Kind.ARRIVAL, CommentEvent.Kind.DECISION])

    def steps(self) -> Self:
        """What makes a page that shows the comment as it was before out of date."""
        kinds = CommentEvent.Kind
        return self.exclude(kind__in=[kinds.HAND_OVER, kinds.NOTE, kinds.UNIT_ANSWER])

    def forget_words(self, *, keep: Iterable[str]) -> int:
        """Empty the reasons in the moves of erased comments, which may quote the person, and those that colleagues
        gave each other; returns how many.

        `keep` are reasons that quote nobody. Who, when, from where and to where stay.
        """
        moves = Q(kind__in=[CommentEvent.Kind.ARRIVAL, CommentEvent.Kind.DECISION])
        given = Q(kind__in=[CommentEvent.Kind.HAND_OVER, CommentEvent.Kind.CHARGE], why__contains=GIVES_REASON)
        return self.filter(moves | given).exclude(why__in=["", WORDS_GONE, *keep]).update(why=WORDS_GONE)


class CommentEvent(models.Model):
    """One step of a comment: its arrival, a decision, or a step that leaves it in its state.

    Rows are only ever added: a trigger refuses UPDATE and DELETE, except `forget_words` when the comment was erased.
    Another trigger gives a kind to rows that an older release inserts without one.
    """

    class Kind(models.TextChoices):
        ARRIVAL = "arrival", "Gửi đến"
        DECISION = "decision", "Quyết định"
        HAND_OVER = "hand_over", "Giao việc"
        ERASURE = "erasure", "Xóa dữ liệu"
        ANSWER = "answer", "Phản hồi của cơ quan"
        CHARGE = "charge", "Giao đơn vị"
        MASK = "mask", "Che dữ liệu cá nhân"
        UNMASK = "unmask", "Bỏ che"
        REPORT = "report", "Bạn đọc báo cáo"
        NOTE = "note", "Ghi chú"
        UNIT_ANSWER = "unit", "Đơn vị gửi trả lời"
        APPEAL = "appeal", "Người gửi đề nghị xem lại"

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="events", verbose_name="bình luận")
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người làm",
        help_text="Trống: bạn đọc hoặc hệ thống.",
    )
    kind = models.CharField("loại", max_length=10, choices=Kind)
    from_state = models.CharField("từ", max_length=10, choices=Comment.State, blank=True)
    to_state = models.CharField("sang", max_length=10, choices=Comment.State)
    why = CleanTextField("lý do", blank=True)

    objects = CommentEventQuerySet.as_manager()

    class Meta:
        verbose_name = "bước xử lý bình luận"
        verbose_name_plural = "các bước xử lý bình luận"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_event_kind_fits",
                condition=Q(kind="arrival", from_state="")
                | (Q(kind="decision") & ~Q(from_state=""))
                | (~Q(kind__in=["arrival", "decision"]) & Q(from_state=F("to_state"))),
                violation_error_message="Loại bước xử lý không khớp với trạng thái trước và sau.",
            )
        ]
        indexes = [models.Index(fields=["at"], name="comment_event_by_colleague", condition=Q(by__isnull=False))]

    def __str__(self):
        if self.kind in {self.Kind.HAND_OVER, self.Kind.ERASURE}:
            return self.get_to_state_display()
        if self.kind not in {self.Kind.ARRIVAL, self.Kind.DECISION}:
            return self.get_kind_display()
        return f"{self.get_from_state_display() or 'Mới gửi'} → {self.get_to_state_display()}"

    @property
    def is_seen_by_readers(self):
        """Whether this step changes a public page: the comment appeared or disappeared, its place says otherwise, or
        what stands there is masked or unmasked.

        Only what was decided before can have left a place: a sender who withdraws what waits changes no page.
        """
        if self.kind in {self.Kind.MASK, self.Kind.UNMASK}:
            return self.to_state == Comment.State.APPROVED
        if self.kind not in {self.Kind.ARRIVAL, self.Kind.DECISION}:
            return False
        if Comment.State.APPROVED in {self.from_state, self.to_state}:
            return True
        was_decided = self.comment.first_decided_at != self.comment.decided_at
        return self.to_state == Comment.State.WITHDRAWN and was_decided


def taken_down_since(comment: Comment) -> datetime | None:
    """Since when readers saw `comment`, which they see no more; None when they never did, or see it now. One query;
    none of a comment that is shown.
    """
    if comment.state == Comment.State.APPROVED:
        return None
    shown: datetime | None = None
    since: datetime | None = None
    moves = comment.events.moves().order_by("at", "pk").values_list("at", "to_state")
    for at, state in [*moves, (timezone.now(), comment.state)]:
        if state == Comment.State.APPROVED:
            shown = shown or at
        elif shown:
            since = shown if at - shown >= SHOWN_AT_LEAST else since
            shown = None
    return since
