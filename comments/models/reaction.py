"""Likes of comments and reports about them. No name and no address is stored."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from comments.locks import one_at_a_time
from vietnamese.fields import CleanTextField

from .comment import Comment
from .open_reports import URGENT

REPORTS_TO_RECALL = 3
TELLING = UUID("6a1c1f0e-8f0b-4a53-9a77-0c2f6f4b7d11")


class Like(models.Model):
    """One visitor found one comment useful on one day. Keys change every day."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+", verbose_name="bình luận")
    day = models.DateField("ngày", help_text="Ngày theo giờ Việt Nam.")
    visitor = models.UUIDField("khóa người xem")
    network = models.UUIDField("khóa mạng")

    class Meta:
        verbose_name = "lượt thích"
        verbose_name_plural = "lượt thích"
        constraints = [models.UniqueConstraint(fields=["comment", "day", "visitor"], name="like_once_a_day")]

    def __str__(self):
        return f"Thích bình luận {self.comment_id}"


class AbuseReportManager(models.Manager["AbuseReport"]):
    def lock_telling(self) -> None:
        """Wait until nobody else writes to moderators, of urgent reports or of what waits, and hold that to the end
        of the transaction.
        """
        one_at_a_time(TELLING)


class AbuseReport(models.Model):
    """One visitor's report of one comment to the moderators."""

    class Reason(models.TextChoices):
        INSULT = "insult", "Xúc phạm, thiếu văn hóa"
        PERSONAL = URGENT, "Lộ thông tin cá nhân"
        FALSE = "false", "Thông tin sai, bịa đặt"
        SPAM = "spam", "Quảng cáo, lừa đảo"
        OTHER = "other", "Lý do khác"

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports", verbose_name="bình luận")
    visitor = models.UUIDField("khóa người báo")
    network = models.UUIDField("khóa mạng")
    reason = models.CharField("lý do", max_length=10, choices=Reason)
    note = CleanTextField("nói thêm", max_length=500, blank=True)
    at = models.DateTimeField("lúc", default=timezone.now)
    settled_at = models.DateTimeField(
        "xem xong lúc", null=True, editable=False, help_text="Từ khi có người quyết định về bình luận này."
    )
    told_at = models.DateTimeField(
        "báo người duyệt lúc", null=True, editable=False, help_text="Khi gửi thư về báo cáo gấp."
    )

    objects = AbuseReportManager()

    class Meta:
        db_table = "comments_report"  # of the model's first name; the last release reads and writes it too
        verbose_name = "báo cáo vi phạm"
        verbose_name_plural = "báo cáo vi phạm"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "visitor", "reason"], name="report_once_a_reason"),
            models.CheckConstraint(
                name="report_other_has_note",
                condition=~Q(reason="other") | ~Q(note=""),
                violation_error_message="Xin cho biết lý do.",
            ),
        ]
        indexes = [
            models.Index(fields=["comment", "at"], name="report_open", condition=Q(settled_at=None)),
        ]

    def __str__(self):
        return f"{self.get_reason_display()}: bình luận {self.comment_id}"
