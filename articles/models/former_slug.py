"""Slugs that rows had before they were renamed."""

from django.db import models
from django.db.models import OuterRef, Subquery


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


def slugs_today(rows, slugs):
    """{former: today's} of `slugs`, of those by which one of `rows` (a QuerySet of one kind) was called. One query."""
    former = FormerSlug.objects.filter(kind=rows.model._meta.model_name, slug__in=slugs)
    today = Subquery(rows.filter(pk=OuterRef("row_id")).order_by().values("slug"))
    return dict(former.annotate(today=today).filter(today__isnull=False).values_list("slug", "today"))
