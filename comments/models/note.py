"""What moderators write to each other about a comment; no reader ever sees it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from vietnamese.fields import CleanTextField

from .comment import Comment

NOTE_MAX = 500


class ModeratorNote(models.Model):
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="notes", verbose_name="bình luận")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người viết"
    )
    at = models.DateTimeField("lúc", default=timezone.now)
    text = CleanTextField("ghi chú", max_length=NOTE_MAX)

    class Meta:
        verbose_name = "ghi chú về bình luận"
        verbose_name_plural = "ghi chú về bình luận"
        default_permissions = ()
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["comment", "at", "id"], name="note_of_comment")]

    def __str__(self):
        return f"Ghi chú về bình luận {self.comment_id}"
