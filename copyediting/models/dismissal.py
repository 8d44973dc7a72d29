"""What people have looked at and left as it is."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from vietnamese.fields import CleanCharField

if TYPE_CHECKING:
    from accounts.models import User

DAYS = 400  # a text that nobody has touched for so long is read anew
TEXT_LENGTH = 200


class OfTextQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def of_text(self, kind: str, key: int | str) -> "OfTextQuerySet":
        return self.filter(kind=kind, key=key)

    def forget(self, kind: str, keys: Iterable[int]) -> int:
        """Delete what was noted of these texts, which are gone. One query."""
        return self.filter(kind=kind, key__in=keys).delete()[0]

    def forget_old(self, now: datetime | None = None) -> int:
        return self.filter(at__lt=(now or timezone.now()) - timedelta(days=DAYS)).delete()[0]


class _OfText(models.Model):
    """About a text of some kind (kinds.py), whose table lies in a higher package: its key is no foreign key."""

    kind = models.CharField(max_length=20)
    key = models.PositiveBigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    objects = OfTextQuerySet.as_manager()

    class Meta:
        abstract = True


class Dismissal(_OfText):
    """“Bỏ qua”: a finding that is shown no more in this text, to whoever opens it, until somebody takes it back.
    `finding` is its `proofreading.findings.identity`.
    """

    finding = models.CharField(max_length=8)
    rule = models.CharField(max_length=40)
    text = CleanCharField(max_length=TEXT_LENGTH, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "chỗ đã bỏ qua"
        verbose_name_plural = "chỗ đã bỏ qua"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "key", "finding"], name="dismissal_once")]
        indexes = [models.Index(fields=["at"], name="dismissal_age")]

    def __str__(self) -> str:
        return self.text


class ReadFindings(_OfText):
    """The findings that `by` has read in the list before a step and left: they are not listed again for them. `ids`
    are identities.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ids = models.JSONField(default=list)

    class Meta:
        verbose_name = "chỗ đã đọc"
        verbose_name_plural = "chỗ đã đọc"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "key", "by"], name="read_findings_once")]
        indexes = [models.Index(fields=["at"], name="read_findings_age")]

    def __str__(self) -> str:
        return ", ".join(self.ids)

    @classmethod
    def ids_of(cls, user: "User", kind: str, key: int) -> set[str]:
        """What `user` has read in this text. One query."""
        found = cls.objects.of_text(kind, key).filter(by=user).values_list("ids", flat=True).first()
        return set(found or ())
