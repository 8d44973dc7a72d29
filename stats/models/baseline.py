"""What an older counter had counted before this portal did."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from vietnamese.fields import CleanCharField
from vietnamese.numbers import format_number

TOO_MANY_VISITS = "Số lượt truy cập mang sang nhiều nhất là một nghìn tỷ."
MOST_VISITS = 10**12  # to which those of our own can be added for ever


class Baseline(models.Model):
    """Visits carried over from an older counter. The newest row counts; the others show what was there before."""

    visits = models.BigIntegerField(
        "số lượt truy cập mang sang",
        validators=[
            MinValueValidator(0, "Số lượt truy cập không thể là số âm."),
            MaxValueValidator(MOST_VISITS, TOO_MANY_VISITS),
        ],
        help_text="Viết liền các chữ số, ví dụ 312343234.",
    )
    note = CleanCharField(
        "nguồn của con số",
        max_length=300,
        help_text="Ví dụ: Bộ đếm của trang tin cũ, đọc lúc 17:00 ngày 31/12/2025, biên bản số 12/BB-STTTT.",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="người nhập",
    )
    entered_at = models.DateTimeField("nhập lúc", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "số mang sang từ bộ đếm cũ"
        verbose_name_plural = "số mang sang từ bộ đếm cũ"
        ordering = ["-pk"]
        default_permissions = ("add", "view")
        constraints = [
            models.CheckConstraint(
                name="stats_baseline_counts",
                condition=Q(visits__gte=0),
                violation_error_message="Số lượt truy cập không thể là số âm.",
            ),
            models.CheckConstraint(
                name="stats_baseline_fits",
                condition=Q(visits__lte=MOST_VISITS),
                violation_error_message=TOO_MANY_VISITS,
            ),
        ]

    def __str__(self):
        return f"{format_number(self.visits)} lượt"
