"""What the archive teaches, as the worker counted it last: for the machines that keep a copy of it."""

from django.db import models


class StoredArchive(models.Model):
    """At most one row, with the key 1. `packed` is a file of archive_counts.py, compressed by zlib; `digest` is the
    SHA-256 of that file before it was compressed, `texts` how many were counted.
    """

    ONLY = 1

    counted_at = models.DateTimeField()
    texts = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    packed = models.BinaryField()

    class Meta:
        verbose_name = "số đếm từ bài đã đăng"
        verbose_name_plural = "số đếm từ bài đã đăng"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.texts} bài, {self.counted_at:%d/%m/%Y}"
