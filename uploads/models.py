from django.conf import settings
from django.db import models
from django.db.models import Q

from vietnamese.fields import CleanCharField, CleanTextField


class Image(models.Model):
    """A picture of the library: checked, re-encoded, described. Its sizes lie beside its file (uploads/images.py)."""

    file = models.CharField("tệp", max_length=120, editable=False)
    alt = CleanCharField("mô tả ảnh", max_length=300, help_text="Ảnh chụp những gì, cho người không nhìn thấy ảnh.")
    credit = CleanCharField("nguồn ảnh", max_length=160, help_text="Ví dụ: Ảnh: Thùy Nhung.")
    caption = CleanTextField("chú thích", blank=True, help_text="Ai làm gì, ở đâu, khi nào.")
    width = models.PositiveIntegerField("chiều rộng", editable=False)
    height = models.PositiveIntegerField("chiều cao", editable=False)
    content_hash = models.CharField(max_length=64, unique=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người tải lên",
    )
    uploaded_at = models.DateTimeField("tải lên lúc", auto_now_add=True, editable=False)

    class Meta:
        verbose_name = "ảnh"
        verbose_name_plural = "ảnh"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="image_is_described",
                condition=~Q(alt="") & ~Q(credit=""),
                violation_error_message="Ảnh phải có mô tả và nguồn.",
            )
        ]

    def __str__(self):
        return self.alt
