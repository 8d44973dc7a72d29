from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q
from django.utils.functional import cached_property

from vietnamese.fields import CleanCharField, CleanTextField
from vietnamese.order import AlphabetKeyField
from vietnamese.text import fold

from . import sizes

# The columns of a picture that a card needs, for SQL of other packages.
CARDS = "SELECT id, file, alt, width, height FROM uploads_image"


class ImageQuerySet(models.QuerySet["Image"]):
    def matching(self, query: str) -> "ImageQuerySet":
        """Pictures whose description, source and caption hold every word of `query`, ignoring marks and case."""
        conditions = [Q(search_text__contains=word) for word in fold(query).split()]
        return self.filter(*conditions)


class Image(models.Model):
    """A picture of the library: checked, re-encoded, described. Rows are made by `uploads.images.store_image`."""

    file = models.CharField("tệp", max_length=120, editable=False)
    alt = CleanCharField("mô tả ảnh", max_length=300, help_text="Ảnh chụp những gì, cho người không nhìn thấy ảnh.")
    credit = CleanCharField("nguồn ảnh", max_length=160, help_text="Ví dụ: Ảnh: Thùy Nhung.")
    caption = CleanTextField("chú thích", blank=True, help_text="Ai làm gì, ở đâu, khi nào.")
    width = models.PositiveIntegerField("chiều rộng", editable=False)
    height = models.PositiveIntegerField("chiều cao", editable=False)
    content_hash = models.CharField(max_length=64, unique=True, editable=False)
    search_text = models.TextField(editable=False)
    sort_key = AlphabetKeyField(of="alt")
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

    objects = ImageQuerySet.as_manager()

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
        indexes = [models.Index(fields=["-uploaded_at", "-id"], name="image_newest")]

    def __str__(self) -> str:
        return self.alt

    def save(self, **kwargs: Any) -> None:
        self.search_text = fold(f"{self.alt} {self.credit} {self.caption}")
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row, and the files after the commit. `QuerySet.delete()` leaves the files on the disk."""
        names = [self.name_for(size) for size in sizes.SIZES]
        result = super().delete(*args, **kwargs)
        transaction.on_commit(partial(_delete_files, names))
        return result

    def name_for(self, size: sizes.Size) -> str:
        """The name in the storage of one size: 640, 1280 or "vuong" (a square of 480)."""
        return sizes.sibling(self.file, size)

    def url_for(self, size: sizes.Size) -> str:
        """The address of one size: 640, 1280 or "vuong" (a square of 480)."""
        return default_storage.url(self.name_for(size))

    @cached_property
    def url(self) -> str:
        return self.url_for(sizes.MAIN_WIDTH)

    @property
    def srcset(self) -> str:
        return sizes.srcset(self.url, self.width)


def _delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


class FileCheck(models.Model):
    """When a stored document was last checked again, and why today's checks refuse it, if so (uploads/rechecks.py)."""

    name = models.CharField("tệp", max_length=255, unique=True)
    checked_at = models.DateTimeField("kiểm tra lúc")
    refusal = models.TextField("vì sao nay không nhận", blank=True)

    class Meta:
        verbose_name = "tệp đã kiểm tra lại"
        verbose_name_plural = "tệp đã kiểm tra lại"
        ordering = ["-checked_at", "-pk"]
        indexes = [models.Index(fields=["-checked_at", "-id"], name="file_check_newest", condition=~Q(refusal=""))]

    def __str__(self) -> str:
        return self.name


class ScannerState(models.Model):
    """Whether the virus scanner answers, and since when: one row, kept by the worker each minute."""

    answers = models.BooleanField("đang trả lời")
    since = models.DateTimeField("từ lúc")
    seen_at = models.DateTimeField("hỏi lần cuối lúc")
    detail = models.CharField("phiên bản hoặc lỗi", max_length=200, blank=True)

    class Meta:
        verbose_name = "trạng thái phần mềm quét mã độc"
        verbose_name_plural = "trạng thái phần mềm quét mã độc"

    def __str__(self) -> str:
        return self.detail
