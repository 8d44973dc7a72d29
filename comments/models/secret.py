"""The secrets that turn addresses into sender keys, and their deletion."""

import secrets
from datetime import date, timedelta

from django.db import models

RETENTION_DAYS = 90


class SenderSecretQuerySet(models.QuerySet):
    def of_month(self, day: date) -> bytes:
        """The secret of the month of `day` (a local date), made when there is none yet. One or two queries."""
        row, _ = self.get_or_create(month=day.replace(day=1), defaults={"secret": secrets.token_bytes(32)})
        return bytes(row.secret)

    def forget_old(self, today: date) -> int:
        """Delete the secrets of months that ended more than 90 days before `today`; returns how many.

        Without its secret no sender key can be linked to an address.
        """
        last_forgotten = (today - timedelta(days=RETENTION_DAYS)).replace(day=1)
        return self.filter(month__lt=last_forgotten).delete()[0]


class SenderSecret(models.Model):
    """The random secret of one month (`month` is its first day). Never shown, never exported."""

    month = models.DateField("tháng", unique=True)
    secret = models.BinaryField("khóa", max_length=32)

    objects = SenderSecretQuerySet.as_manager()

    class Meta:
        verbose_name = "khóa người gửi"
        verbose_name_plural = "khóa người gửi"
        constraints = [
            models.CheckConstraint(
                name="sender_secret_first_of_month",
                condition=models.Q(month__day=1),
                violation_error_message="Khóa phải thuộc về ngày đầu tháng.",
            )
        ]

    def __str__(self):
        return f"Khóa tháng {self.month:%m/%Y}"
