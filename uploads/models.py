from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from vietnamese.fields import CleanCharField, CleanTextField
from vietnamese.order import AlphabetKeyField
from vietnamese.text import fold

from . import sizes
from .boxes import MIDDLE
from .kept import held
from .names import all_files_of, picture_key
from .shares import Share, focus_class, share_of

# The columns of a picture that a card needs, for SQL of other packages.
CARDS = "SELECT id, file, alt, width, height, focus_x, focus_y FROM uploads_image"


class ImageQuerySet(models.QuerySet["Image"]):
    def matching(self, query: str) -> "ImageQuerySet":
        """Pictures whose description, source and caption hold every word of `query`, ignoring marks and case."""
        conditions = [Q(search_text__contains=word) for word in fold(query).split()]
        return self.filter(*conditions)


class Image(models.Model):
    """A picture of the library: checked, re-encoded, described. Rows are made by `uploads.images.store_image`.

    `focus_x`, `focus_y`: the point, in percent of width and height, that cuts keep in sight. `cropped_from`: the
    `content_hash` of the picture that this one was cut out of, which may be gone; else "".
    """

    file = models.CharField("tệp", max_length=120, editable=False)
    alt = CleanCharField("mô tả ảnh", max_length=300, help_text="Ảnh chụp những gì, cho người không nhìn thấy ảnh.")
    credit = CleanCharField("nguồn ảnh", max_length=160, help_text="Ví dụ: Ảnh: Thùy Nhung.")
    caption = CleanTextField("chú thích", blank=True, help_text="Ai làm gì, ở đâu, khi nào.")
    width = models.PositiveIntegerField("chiều rộng", editable=False)
    height = models.PositiveIntegerField("chiều cao", editable=False)
    focus_x = models.PositiveSmallIntegerField("điểm chính, ngang (%)", default=MIDDLE, db_default=MIDDLE)
    focus_y = models.PositiveSmallIntegerField("điểm chính, dọc (%)", default=MIDDLE, db_default=MIDDLE)
    content_hash = models.CharField(max_length=64, unique=True, editable=False)
    cropped_from = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    search_text = models.TextField(editable=False)
    sort_key = AlphabetKeyField(of="alt")
    credit_key = AlphabetKeyField(of="credit")
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
            ),
            models.CheckConstraint(
                name="image_focus_lies_in_it",
                condition=Q(focus_x__lte=100, focus_y__lte=100),
                violation_error_message="Điểm chính phải nằm trong ảnh.",
            ),
        ]
        indexes = [
            models.Index(fields=["-uploaded_at", "-id"], name="image_newest"),
            models.Index(fields=["cropped_from"], name="image_crops", condition=~Q(cropped_from="")),
        ]

    def __str__(self) -> str:
        return self.alt

    def save(self, **kwargs: Any) -> None:
        self.search_text = fold(f"{self.alt} {self.credit} {self.caption}")
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row, and the files after the commit unless something else names them (kept.py).

        `QuerySet.delete()` leaves the files on the disk.
        """
        names = [] if held({picture_key(self.file)}) else all_files_of(picture_key(self.file))
        result = super().delete(*args, **kwargs)
        transaction.on_commit(partial(_delete_files, names))
        return result

    def name_for(self, size: sizes.Size) -> str:
        """The name in the storage of one size: 320, 640, 1280 or "vuong" (a square of 480)."""
        return sizes.sibling(self.file, size)

    def url_for(self, size: sizes.Size) -> str:
        """The address of one size: 320, 640, 1280 or "vuong" (a square of 480). A picture of before 320 was added
        answers with that of 640.
        """
        return default_storage.url(self.name_for(size))

    @cached_property
    def url(self) -> str:
        return self.url_for(sizes.MAIN_WIDTH)

    @property
    def srcset(self) -> str:
        return sizes.srcset(self.url, self.width)

    @property
    def share(self) -> Share:
        """What a shared link shows of it."""
        return share_of(self)

    @property
    def focus_class(self) -> str:
        """The CSS classes by which a cut keeps the focal point in sight; "" where that is the middle."""
        return focus_class(self.focus_x, self.focus_y)

    @property
    def animation_url(self) -> str:
        """The address of the animation whose first frame this picture is; "" for one that does not move."""
        return sizes.animation_of(self.url)


def _delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


class BinnedFile(models.Model):
    """A file that is out of service: it lies where no server publishes it (uploads/binned_files.py).

    `name` is what `kept.py` calls it: of a picture what the names of its sizes have in common.
    """

    name = models.CharField("tệp", max_length=255, unique=True)
    digest = models.CharField(max_length=64, help_text="Of the content as it was sent; empty where nobody knows.")
    binned_at = models.DateTimeField("vào thùng rác lúc", default=timezone.now)

    class Meta:
        verbose_name = "tệp trong thùng rác"
        verbose_name_plural = "tệp trong thùng rác"
        default_permissions = ()
        indexes = [
            models.Index(fields=["digest"], name="binned_file_digest"),
            models.Index(fields=["binned_at", "id"], name="binned_file_age"),
        ]

    def __str__(self) -> str:
        return self.name


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
