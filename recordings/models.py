from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property

from richtext.policy import PLAYER_KEY_LENGTH
from vietnamese.fields import CleanCharField, CleanTextField
from vietnamese.order import AlphabetKeyField
from vietnamese.text import fold

from . import addresses
from .fields import RecordingFileField, new_key, written_length

TRANSCRIPT_MAX = 30_000
THERE = "Video, âm thanh này đã có trong thư viện rồi."


class RecordingQuerySet(models.QuerySet["Recording"]):
    def matching(self, query: str) -> "RecordingQuerySet":
        """Recordings whose title and transcript hold every word of `query`, ignoring marks and case."""
        return self.filter(*(Q(search_text__contains=word) for word in fold(query).split()))


class Recording(models.Model):
    """A video or a sound recording that articles show: at another provider, or a file of the portal's own. Rows are
    made by `recordings.taking_in`.

    Like a picture of the library it is public for whoever has its address, and nobody guesses that.
    """

    class Kind(models.TextChoices):
        VIDEO = addresses.VIDEO, "Video"
        AUDIO = addresses.AUDIO, "Âm thanh"

    class Provider(models.TextChoices):
        FILE = "file", "Tệp trên trang tin"
        YOUTUBE = addresses.YOUTUBE, "YouTube"
        VIMEO = addresses.VIMEO, "Vimeo"
        SERVER = addresses.SERVER, "Máy chủ của đơn vị"

    key = models.CharField(max_length=PLAYER_KEY_LENGTH, unique=True, default=new_key, editable=False)
    kind = models.CharField("loại", max_length=5, choices=Kind, editable=False)
    provider = models.CharField("nguồn phát", max_length=10, choices=Provider, editable=False)
    code = models.CharField(
        max_length=addresses.MAX_LENGTH, blank=True, editable=False, help_text="What names it at its provider."
    )
    title = CleanCharField("tên", max_length=200, help_text="Bạn đọc thấy tên này dưới hình và ở trang phát.")
    still = models.ForeignKey(
        "uploads.Image",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ảnh đại diện",
        help_text="Bạn đọc thấy ảnh này trước khi bấm xem. Video thì bắt buộc có.",
    )
    seconds = models.PositiveIntegerField("thời lượng", null=True, blank=True)
    transcript = CleanTextField(
        "lời thoại",
        blank=True,
        max_length=TRANSCRIPT_MAX,
        help_text="Lời nói trong video, âm thanh, cho người không nghe được và cho ô tìm kiếm. Mỗi đoạn một dòng.",
    )
    file = RecordingFileField("tệp", upload_to="video/%Y/%m", blank=True, editable=False)
    size = models.PositiveIntegerField("dung lượng", default=0, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False, help_text="Of the file as it was sent.")
    search_text = models.TextField(editable=False)
    sort_key = AlphabetKeyField(of="title")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người đưa lên",
    )
    uploaded_at = models.DateTimeField("đưa lên lúc", auto_now_add=True, editable=False)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        verbose_name = "video, âm thanh"
        verbose_name_plural = "video, âm thanh"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="recording_has_one_source",
                condition=Q(provider="file", code="") & ~Q(file="") | Q(~Q(provider="file"), ~Q(code=""), file=""),
                violation_error_message="Video, âm thanh phải có một địa chỉ hoặc một tệp.",
            ),
            models.CheckConstraint(
                name="recording_video_has_still",
                condition=~Q(kind="video") | Q(still__isnull=False),
                violation_error_message="Video phải có ảnh đại diện: bạn đọc thấy ảnh này trước khi bấm xem.",
            ),
            models.CheckConstraint(
                name="recording_has_title",
                condition=~Q(title=""),
                violation_error_message="Hãy ghi tên video, âm thanh.",
            ),
            models.UniqueConstraint(
                fields=["provider", "code"],
                condition=~Q(code=""),
                name="recording_of_address",
                violation_error_message=THERE,
            ),
            models.UniqueConstraint(
                fields=["content_hash"],
                condition=~Q(content_hash=""),
                name="recording_of_file",
                violation_error_message=THERE,
            ),
        ]
        indexes = [models.Index(F("uploaded_at").desc(), F("id").desc(), name="recording_newest")]

    def __str__(self) -> str:
        return self.title

    def save(self, **kwargs: Any) -> None:
        self.search_text = fold(f"{self.title} {self.transcript}")
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        """Its page: still, title, transcript. Nobody else is asked for anything there."""
        return reverse(f"recordings:{self.kind}", args=[self.key])

    @property
    def player_url(self) -> str:
        """Where it plays: readers come here by a click."""
        return reverse(f"recordings:{self.kind}_player", args=[self.key])

    @cached_property
    def length(self) -> str:
        """ "3:12", or "" where nobody knows."""
        return written_length(self.seconds)

    @property
    def is_video(self) -> bool:
        return self.kind == self.Kind.VIDEO
