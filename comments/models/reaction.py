"""Likes of comments and reports about them. No name and no address is stored."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from vietnamese.fields import CleanTextField

from .comment import Comment

REPORTS_TO_RECALL = 3


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


class AbuseReport(models.Model):
    """One visitor's report of one comment to the moderators."""

    class Reason(models.TextChoices):
        INSULT = "insult", "Xúc phạm, thiếu văn hóa"
        PERSONAL = "personal", "Lộ thông tin cá nhân"
        FALSE = "false", "Thông tin sai, bịa đặt"
        SPAM = "spam", "Quảng cáo, lừa đảo"
        OTHER = "other", "Lý do khác"

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports", verbose_name="bình luận")
    visitor = models.UUIDField("khóa người báo")
    network = models.UUIDField("khóa mạng")
    reason = models.CharField("lý do", max_length=10, choices=Reason)
    note = CleanTextField("nói thêm", max_length=500, blank=True)
    at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        db_table = "comments_report"  # of the model's first name; the last release reads and writes it too
        verbose_name = "báo cáo vi phạm"
        verbose_name_plural = "báo cáo vi phạm"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "visitor"], name="report_once"),
            models.CheckConstraint(
                name="report_other_has_note",
                condition=~Q(reason="other") | ~Q(note=""),
                violation_error_message="Xin cho biết lý do.",
            ),
        ]

    def __str__(self):
        return f"{self.get_reason_display()}: bình luận {self.comment_id}"
