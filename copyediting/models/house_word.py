"""Words and names that the office uses and that no word list has."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from copyediting.words import MAX_LENGTH, NotAWord, read_word
from vietnamese.fields import CleanCharField
from vietnamese.order import AlphabetKeyField
from vietnamese.text import canonical

if TYPE_CHECKING:
    from accounts.models import User


class HouseWordQuerySet(models.QuerySet["HouseWord"]):
    def in_use(self) -> "HouseWordQuerySet":
        return self.filter(standing=HouseWord.Standing.USED)

    def waiting(self) -> "HouseWordQuerySet":
        """Those that writers propose and no editor has looked at."""
        return self.filter(standing=HouseWord.Standing.PROPOSED)

    def own_of(self, user: "User") -> "HouseWordQuerySet":
        """Those that wait, and meanwhile count for `user`, who proposed them."""
        return self.waiting().filter(own__user=user)

    def called(self, text: str) -> "HouseWord | None":
        """The word spelled like `text`, whatever its case and the place of its tone. One query."""
        return self.filter(canonical=canonical(text)).first()


class HouseWord(models.Model):
    """A word, or a name, that is right in this house. Proofreading leaves it alone once it is USED; PROPOSED by a
    writer it does so for that writer alone; REFUSED it is proposed no more.
    """

    class Kind(models.TextChoices):
        WORD = "word", "Từ ngữ"
        PERSON = "person", "Tên người"
        PLACE = "place", "Địa danh"
        UNIT = "unit", "Cơ quan, đơn vị"
        NAME = "name", "Tên riêng khác"

    class Standing(models.TextChoices):
        USED = "used", "Được dùng"
        PROPOSED = "proposed", "Chờ duyệt"
        REFUSED = "refused", "Không nhận"

    text = CleanCharField(
        "từ hoặc tên",
        max_length=MAX_LENGTH,
        help_text="Viết đúng như trong bài: từ thì chữ thường, tên riêng thì viết hoa. Nhiều nhất 8 chữ.",
    )
    canonical = models.CharField(max_length=2 * MAX_LENGTH, unique=True, editable=False)
    kind = models.CharField("loại", max_length=10, choices=Kind, default=Kind.WORD)
    standing = models.CharField("tình trạng", max_length=10, choices=Standing, default=Standing.USED)
    note = CleanCharField("ghi chú", max_length=200, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người thêm",
    )
    added_at = models.DateTimeField("thêm lúc", default=timezone.now, editable=False)
    sort_key = AlphabetKeyField(of="text")

    objects = HouseWordQuerySet.as_manager()

    class Meta:
        verbose_name = "từ của tòa soạn"
        verbose_name_plural = "từ trong từ điển của tòa soạn"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                name="house_word_is_written",
                condition=~Q(text="") & ~Q(canonical=""),
                violation_error_message="Hãy ghi từ hoặc tên.",
            ),
            models.CheckConstraint(
                name="house_word_kind_is_known",
                condition=Q(kind__in=["word", "person", "place", "unit", "name"]),
                violation_error_message="Hãy chọn một loại trong danh sách.",
            ),
            models.CheckConstraint(
                name="house_word_standing_is_known",
                condition=Q(standing__in=["used", "proposed", "refused"]),
                violation_error_message="Hãy chọn một tình trạng trong danh sách.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if not self.text:  # its field says so
            return
        try:
            self.text = read_word(self.text)
        except NotAWord as error:
            raise ValidationError({"text": str(error)}) from error
        other = HouseWord.objects.called(self.text)
        if other is not None and other.pk != self.pk:
            raise ValidationError(
                {"text": f"Từ điển đã có “{other}” ({other.get_kind_display()}, {other.get_standing_display()})."}
            )

    def save(self, **kwargs: Any) -> None:
        self.canonical = canonical(self.text)
        super().save(**kwargs)

    @property
    def is_name(self) -> bool:
        return self.kind != self.Kind.WORD


class OwnWord(models.Model):
    """For `user` alone `word`, which they proposed, is right already."""

    word = models.ForeignKey(HouseWord, on_delete=models.CASCADE, related_name="own")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "từ của người viết"
        verbose_name_plural = "từ của người viết"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "word"], name="own_word_once")]

    def __str__(self) -> str:
        return f"{self.word}, {self.user}"
