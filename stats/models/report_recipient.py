"""Who gets the report of a month or a year by mail, and which reports have gone out."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from vietnamese.fields import CleanCharField, MailField
from vietnamese.order import AlphabetKeyField


class ReportRecipient(models.Model):
    email = MailField(
        "email", unique=True, error_messages={"unique": "Địa chỉ này đã có trong danh sách nhận báo cáo."}
    )
    name = CleanCharField("người nhận", max_length=120, blank=True, help_text="Ví dụ: Văn phòng Sở Nội vụ.")
    name_key = AlphabetKeyField(of="name")
    monthly = models.BooleanField("báo cáo tháng", default=True, help_text="Gửi 7 giờ sáng ngày 1 tháng sau.")
    yearly = models.BooleanField("báo cáo năm", default=True, help_text="Gửi 7 giờ sáng ngày 1 tháng 1 năm sau.")

    class Meta:
        verbose_name = "người nhận báo cáo"
        verbose_name_plural = "người nhận báo cáo"
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(
                name="stats_recipient_gets_something",
                condition=Q(monthly=True) | Q(yearly=True),
                violation_error_message="Hãy chọn ít nhất một loại báo cáo.",
            )
        ]

    def __str__(self):
        return self.email


class SentReport(models.Model):
    """A report whose emails are in the outbox: the row and they were written together. `period` is "2026-10" or
    "2026".
    """

    period = models.CharField(max_length=7, primary_key=True)
    emails = models.PositiveIntegerField(db_column="letters")  # the name of the last release
    sent_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.period
