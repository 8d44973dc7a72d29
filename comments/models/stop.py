"""Senders whom the office takes no comments from for a time: known by a browser on its network, or by a confirmed
e-mail address; never by a network that others share.
"""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Subquery
from django.db.models.functions import Upper
from django.db.models.lookups import Exact
from django.utils import timezone

from vietnamese.fields import CleanCharField

from .comment import EMAIL_MAX, Comment


def stop_number(pk: int) -> str:
    """The number by which a stopped sender and the office speak of a stop."""
    return f"TD-{pk}"


class SenderStopQuerySet(models.QuerySet["SenderStop"]):
    def in_force(self, at: datetime | None = None) -> Self:
        """Neither lifted nor over at `at` (aware; default now)."""
        return self.filter(Q(until=None) | Q(until__gt=at or timezone.now()), lifted_at=None)

    def about(self, comment: Comment) -> Self:
        """Those of the sender of `comment`, or of somebody with the same browser and network: by the address, which is
        compared where it lies, and by the browser's key.
        """
        address = Comment.objects.filter(pk=comment.pk).exclude(email="").order_by().values(address=Upper("email"))
        same = ~Q(email="") & Q(Exact(Upper("email"), Subquery(address)))
        return self.filter(same | Q(browser_key=comment.browser_key) if comment.browser_key else same)

    def of_address(self, address: str) -> Self:
        return self.filter(email__iexact=address) if address else self.none()

    def ended_before(self, moment: datetime) -> Self:
        """Over or lifted before `moment`."""
        return self.filter(Q(lifted_at__lt=moment) | Q(until__lt=moment))


class SenderStop(models.Model):
    """In force until `until` (None: for good), unless it was lifted. `comment` is the one for which it was made.

    A stop by address has that in `email`, which its owner has confirmed. One by browser has `browser_key` alone, and
    meets only who gives the address of `comment` there: another person may share network and kind of browser.
    """

    browser_key = models.UUIDField("khóa người gửi", null=True, editable=False)
    email = models.EmailField("email đã xác nhận", max_length=EMAIL_MAX, blank=True, editable=False)
    comment = models.ForeignKey(
        Comment, on_delete=models.SET_NULL, null=True, related_name="stops", verbose_name="bình luận"
    )
    why = CleanCharField("lý do", max_length=300)
    until = models.DateTimeField("đến", null=True, blank=True, help_text="Để trống: không thời hạn.")
    at = models.DateTimeField("lúc", default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="người lập",
    )
    lifted_at = models.DateTimeField("bỏ lúc", null=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người bỏ",
    )

    objects = SenderStopQuerySet.as_manager()

    class Meta:
        verbose_name = "người gửi bị tạm dừng"
        verbose_name_plural = "người gửi bị tạm dừng"
        default_permissions = ()
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="sender_stop_says_whom",
                condition=Q(browser_key__isnull=False) | ~Q(email=""),
                violation_error_message="Xin cho biết tạm dừng người gửi nào.",
            ),
        ]
        indexes = [
            models.Index(fields=["browser_key"], name="stop_of_browser", condition=Q(lifted_at=None)),
            models.Index(Upper("email"), name="stop_of_address", condition=Q(lifted_at=None) & ~Q(email="")),
        ]

    def __str__(self) -> str:
        return f"Tạm dừng người gửi {self.number}"

    @property
    def number(self) -> str:
        return stop_number(self.pk)

    @property
    def is_by_address(self) -> bool:
        return bool(self.email)

    @property
    def is_in_force(self) -> bool:
        return self.lifted_at is None and (self.until is None or self.until > timezone.now())
