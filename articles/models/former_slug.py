"""Slugs that rows had before they were renamed."""

from django.db import models


class FormerSlug(models.Model):
    """A slug that no row of its kind has, but one had. Triggers write it with the row (0009_former_slugs.py).

    A row that takes the slug wins: its trigger removes this. `row_id` is no foreign key, since the last release
    deletes rows without knowing of this table.
    """

    class Kind(models.TextChoices):
        CATEGORY = "category", "chuyên mục"
        TAG = "tag", "thẻ"
        AUTHOR = "author", "tác giả"
        EVENT = "event", "sự kiện"
        PAGE = "page", "trang tĩnh"

    kind = models.CharField(max_length=10, choices=Kind)
    slug = models.CharField(max_length=100)
    row_id = models.BigIntegerField()

    class Meta:
        verbose_name = "đường dẫn cũ"
        verbose_name_plural = "đường dẫn cũ"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="former_slug_once")]
        indexes = [models.Index(fields=["kind", "row_id"], name="former_slug_of_row")]

    def __str__(self):
        return self.slug


def slug_today(rows, slug):
    """The slug of that of `rows` (a QuerySet of one kind) that was called `slug` once, or None. One query."""
    kind = rows.model._meta.model_name
    former = FormerSlug.objects.filter(kind=kind, slug=slug)
    return rows.filter(pk__in=former.values("row_id")).order_by().values_list("slug", flat=True).first()
