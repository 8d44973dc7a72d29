"""Links by which people without an account read an article that is not public yet."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from articles.models import Article

DAYS = (1, 3, 7)
KEPT_DAYS = 30  # a link that has ended stays in the list for so long
_SALT = "newsroom.preview-links"
_SIGNATURE_LENGTH = 32  # hexadecimal digits: 128 bits


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self, now: datetime | None = None) -> "PreviewLinkQuerySet":
        """Links that lead to their article at `now` (aware; default now)."""
        return self.filter(withdrawn_at=None, ends_at__gt=now or timezone.now(), made_by__is_active=True)

    def forget_old(self, now: datetime | None = None) -> int:
        """Delete links 30 days after their end."""
        return self.filter(ends_at__lt=(now or timezone.now()) - timedelta(days=KEPT_DAYS)).delete()[0]


class PreviewLink(models.Model):
    """Whoever knows the address of a link reads its article as it is saved at that moment, until the link ends.

    The address is the `key` with our signature: neither a look into the database alone nor a guess makes one.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    form_key = models.UUIDField(unique=True, help_text="Of the form that made it: sent twice, it makes one.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "liên kết xem trước"
        verbose_name_plural = "liên kết xem trước"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="preview_link_ends",
                condition=Q(ends_at__gt=F("made_at")) & Q(ends_at__lte=F("made_at") + timedelta(days=max(DAYS))),
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], name="preview_link_ended")]

    def __str__(self) -> str:
        return f"Liên kết xem trước “{self.article}”"

    @property
    def token(self) -> str:
        """The part of the address that nobody can guess: 64 hexadecimal digits."""
        return f"{self.key.hex}{_signature(self.key)}"

    @property
    def address(self) -> str:
        """The whole address, as it is sent to somebody."""
        site: str = settings.SITE_URL
        return site + reverse("preview:link", args=[self.token])

    def is_open(self) -> bool:
        return self.withdrawn_at is None and self.ends_at > timezone.now() and self.made_by.is_active

    @classmethod
    def key_in(cls, token: str) -> uuid.UUID | None:
        """The key that `token` carries with our signature, or None. No query."""
        digits = token[:-_SIGNATURE_LENGTH]
        if len(digits) != _SIGNATURE_LENGTH or not token.isascii() or not digits.isalnum():
            return None
        try:
            key = uuid.UUID(digits)
        except ValueError:
            return None
        return key if constant_time_compare(token, f"{key.hex}{_signature(key)}") else None

    @classmethod
    def of_token(cls, token: str) -> "PreviewLink | None":
        """The link of a signed `token` with its article and who made it; None when it was deleted with its article, or
        long ago. One query.
        """
        key = cls.key_in(token)
        rows = cls.objects.select_related("article", "made_by").only(
            *("article__status", "article__published_at", "article__expires_at", "article__binned_at"),
            *("article__saved_at", "article__slug"),
            *("made_by__is_active", "ends_at", "withdrawn_at", "key"),
        )
        return rows.filter(key=key).first() if key else None


def _signature(key: uuid.UUID) -> str:
    return salted_hmac(_SALT, key.hex, algorithm="sha256").hexdigest()[:_SIGNATURE_LENGTH]
