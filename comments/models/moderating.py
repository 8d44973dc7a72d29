"""How moderators work: what each has open, and the keys that each has chosen."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .comment import Comment


class OpenComment(models.Model):
    """The comment that `user` has open in the queue, as their page said `at` last; one row for each of them."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="người duyệt"
    )
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+", verbose_name="bình luận")
    at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "bình luận đang mở"
        verbose_name_plural = "bình luận đang mở"
        default_permissions = ()

    def __str__(self):
        return f"Bình luận {self.comment_id} đang mở"


class QueueKeys(models.Model):
    """The letters of `user` in the queue: `keys` is {action: letter} of those that they changed."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="người duyệt"
    )
    is_on = models.BooleanField("dùng phím một chữ", default=True)
    keys = models.JSONField("phím đã đổi", default=dict, blank=True)

    class Meta:
        verbose_name = "phím tắt của người duyệt"
        verbose_name_plural = "phím tắt của người duyệt"
        default_permissions = ()

    def __str__(self):
        return f"Phím tắt {self.pk}"
