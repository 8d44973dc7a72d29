"""What a comment said before the office masked personal data in it: kept for the appeal alone."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from .comment import Comment


class OriginalTextQuerySet(models.QuerySet["OriginalText"]):
    def no_longer_kept(self, at: datetime) -> Self:
        """Those whose time is over `at` (aware); an appeal that nobody has decided keeps them."""
        return self.filter(kept_until__lte=at).exclude(comment__appeal__decided_at=None, comment__appeal__isnull=False)

    def forget_old(self, at: datetime | None = None) -> int:
        """Delete the originals whose time is over (default now); returns how many. The masks stay.

        The digests of the comments go too: who tries all numbers would find by them which one was there.
        """
        over = list(self.no_longer_kept(at or timezone.now()).values_list("comment", flat=True))
        Comment.objects.filter(pk__in=over).update(digest=None)
        return self.filter(comment__in=over).delete()[0]


class OriginalText(models.Model):
    """Name and words of `comment` as they were sent, until `kept_until`; readers see those of the comment.

    `spans` are the stretches that are masked now, `[[field, start, end, what]]` in order, in code points of `name` and
    `body` here. `before` is what the screening had said of the words: `findings`, `kinds`.
    """

    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, related_name="original", verbose_name="bình luận"
    )
    name = models.CharField("tên", max_length=80)
    body = models.TextField("nội dung")
    spans = models.JSONField("các chỗ che", default=list)
    before = models.JSONField("điều phát hiện trong bản gốc", default=dict)
    masked_at = models.DateTimeField("che lúc", default=timezone.now)
    masked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người che"
    )
    kept_until = models.DateTimeField("giữ đến")

    objects = OriginalTextQuerySet.as_manager()

    class Meta:
        verbose_name = "bản gốc của bình luận"
        verbose_name_plural = "bản gốc của bình luận"
        default_permissions = ()
        indexes = [models.Index(fields=["kept_until"], name="original_kept_until")]

    def __str__(self) -> str:
        return f"Bản gốc của bình luận {self.comment_id}"
