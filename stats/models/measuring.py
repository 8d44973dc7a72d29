"""Who may fetch the figures from outside: keys of platforms that measure portals."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

from vietnamese.fields import CleanCharField

PREFIX = "cchc_"


class MeasuringKey(models.Model):
    """A key that was shown once; only its SHA-256 is kept. Random enough (256 bits) to need no slow hash."""

    name = CleanCharField(
        "cấp cho", max_length=120, help_text="Hệ thống hoặc cơ quan lấy số liệu, ví dụ: Hệ thống giám sát của tỉnh."
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="người cấp",
    )
    made_at = models.DateTimeField("cấp lúc", default=timezone.now, editable=False)
    used_on = models.DateField("dùng lần cuối ngày", null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField("thu hồi lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "khóa lấy số liệu"
        verbose_name_plural = "khóa lấy số liệu"
        ordering = ["withdrawn_at", "-made_at"]
        default_permissions = ("add", "view")

    def __str__(self):
        return self.name

    @classmethod
    def make(cls, name, *, by):
        """(the key in words, its row); nobody can show the words again."""
        words = PREFIX + secrets.token_urlsafe(32)
        return words, cls.objects.create(name=name, digest=digest_of(words), made_by=by)

    @classmethod
    def find(cls, words):
        """The row of the key `words`, or None when there is none or it was withdrawn. One query."""
        return cls.objects.filter(digest=digest_of(words), withdrawn_at=None).first()

    def withdraw(self):
        self.withdrawn_at = self.withdrawn_at or timezone.now()
        self.save(update_fields=["withdrawn_at"])

    def note_use(self, day):
        """Remember that it was used on `day` (a local date); written once a day."""
        if self.used_on != day:
            self.used_on = day
            self.save(update_fields=["used_on"])


def digest_of(words):
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
