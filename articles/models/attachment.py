"""Documents that readers download under an article."""

from django.db import models
from django.db.models import Q

from uploads.binned_files import where
from uploads.checks import examine_document
from uploads.fields import DocumentField
from vietnamese.fields import CleanCharField
from vietnamese.numbers import format_bytes, format_number

from .article import Article


class Attachment(models.Model):
    """A document that readers download under an article."""

    class CopyKind(models.TextChoices):
        """Which of the two forms of an official document the file is."""

        STAMPED = "stamped", "bản có dấu đỏ"
        TEXT = "text", "bản văn bản"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="attachments")
    title = CleanCharField("tên tệp hiển thị", max_length=200)
    file = DocumentField("tệp", upload_to="tep/%Y/%m")
    size = models.PositiveIntegerField("dung lượng", editable=False)
    copy_kind = models.CharField(
        "loại bản",
        max_length=10,
        choices=CopyKind,
        blank=True,
        default="",
        db_default="",
        help_text="Bản chụp (scan) của văn bản đã ký, đóng dấu; hoặc bản văn bản chép chữ, tìm chữ được.",
    )
    pages = models.PositiveIntegerField(
        "số trang", null=True, editable=False, help_text="0: the file does not say; NULL: nobody has looked yet."
    )
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="attachment_copy_kind_is_known",
                condition=Q(copy_kind__in=["", "stamped", "text"]),
                violation_error_message="Hãy chọn loại bản trong danh sách: bản có dấu đỏ hoặc bản văn bản.",
            )
        ]
        indexes = [models.Index(fields=["id"], name="attachment_without_pages", condition=Q(pages=None))]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        document = self.file
        if document._committed:
            self.size = document.storage.size(where(document.name))
        else:
            self.size = document.size
            self.pages = examine_document(document.file, document.name).pages or 0
        super().save(**kwargs)

    def record_pages(self, pages):
        """Save what was counted, without a look at the file, which may be gone."""
        self.pages = pages
        super().save(update_fields=["pages"])

    @property
    def kind(self):
        """ "PDF", "DOCX": the word that shows readers which program opens the file."""
        return self.file.name.rpartition(".")[2].upper()

    @property
    def about(self):
        """What it is, as readers want to know before they open it: "PDF, 1,2 MB, 12 trang, bản có dấu đỏ"."""
        pages = f"{format_number(self.pages)} trang" if self.pages else ""
        return ", ".join(filter(None, [self.kind, format_bytes(self.size), pages, self.get_copy_kind_display()]))

    @property
    def opens_in_page(self):
        """Whether browsers show it by themselves."""
        return self.kind == "PDF"
