"""What django-reversion does not say of a revision: whose it is, which step it was, and which files it names; and what
lies in the bin.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Model, Q
from django.utils import timezone
from reversion.models import Revision

from vietnamese.text import fold


class SavedRowQuerySet(models.QuerySet["SavedRow"]):
    def of(self, row: Model) -> "SavedRowQuerySet":
        """The revisions of one row, the newest first."""
        return self.of_key(type(row), row.pk)

    def of_key(self, model: type[Model], key: int) -> "SavedRowQuerySet":
        return self.of_model(model).filter(object_id=key).order_by("-pk")

    def latest_of(self, model: type[Model], keys: Collection[int]) -> "dict[int, SavedRow]":
        """{key of a row: its latest revision that the row once was}, of those that have one. One query."""
        of_rows = self.of_model(model).saved().filter(object_id__in=keys)
        latest = of_rows.order_by("object_id", "-pk").distinct("object_id")
        return {saved.object_id: saved for saved in latest}

    def of_model(self, model: type[Model]) -> "SavedRowQuerySet":
        return self.filter(content_type=ContentType.objects.get_for_model(model))

    def saved(self) -> "SavedRowQuerySet":
        """Those that the row once was, without what somebody wrote and never saved."""
        return self.exclude(kind=SavedRow.Kind.UNSAVED)

    def with_people(self) -> "SavedRowQuerySet":
        return self.select_related("revision__user")

    def public(self, at: datetime | None = None) -> "SavedRowQuerySet":
        """Those that readers see at `at` (aware; default now), or could see once."""
        return self.filter(public_from__lte=at or timezone.now())


class SavedRow(models.Model):
    """One revision: a row (`content_type`, `object_id`) as it was saved once; of the kind "unsaved" as somebody wrote
    it and it never was.

    Its text lies in the Versions of `revision`, one of the row and one of each row that belongs to it; who and when,
    and the note, lie in `revision` itself. `object_id` is no foreign key: the revisions of a deleted row stay.
    """

    class Kind(models.TextChoices):
        BASELINE = "baseline", "Bản có trước khi lưu"
        CREATED = "created", "Tạo mới"
        SAVED = "saved", "Lưu"
        STEP = "step", "Bước duyệt"
        RESTORED = "restored", "Khôi phục"
        DELETED = "deleted", "Xóa"
        UNSAVED = "unsaved", "Nội dung chưa lưu vào mục"

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="saved_row")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    step = models.CharField(
        max_length=200, blank=True, help_text="What was done, in words, where the kind is not enough."
    )
    summary = models.TextField(blank=True, help_text="What this save changed, in a few words.")
    edition = models.PositiveIntegerField(null=True, help_text="The number of the save, where the row has one.")
    public_from = models.DateTimeField(null=True, help_text="Since when readers can see this text; empty: never.")
    names = models.JSONField(default=dict, help_text="How rows were called that this one refers to: they may go.")

    objects = SavedRowQuerySet.as_manager()

    class Meta:
        verbose_name = "bản đã lưu"
        verbose_name_plural = "các bản đã lưu"
        default_permissions = ()
        indexes = [models.Index(fields=["content_type", "object_id", "-id"], name="saved_row_newest")]

    def __str__(self) -> str:
        return self.what

    @property
    def what(self) -> str:
        """ "Lưu", "Duyệt và xuất bản", "Khôi phục bản 08:30:05, 21/11/2026 (Thùy Nhung)"."""
        return self.step or self.Kind(self.kind).label

    @property
    def is_milestone(self) -> bool:
        """Whether thinning leaves it alone: more than a save between two others."""
        return self.kind != self.Kind.SAVED or self.public_from is not None or bool(self.revision.comment)


class KeptFileQuerySet(models.QuerySet["KeptFile"]):
    def of_key(self, model: type[Model], key: int) -> "KeptFileQuerySet":
        return self.filter(content_type=ContentType.objects.get_for_model(model), object_id=key)

    def keys_by_model(self) -> dict[type[Model] | None, set[int]]:
        """{model: keys of its rows that name one of these}; None for models that are no more. One query."""
        found: dict[type[Model] | None, set[int]] = defaultdict(set)
        for content_type, key in self.values_list("content_type", "object_id"):
            found[ContentType.objects.get_for_id(content_type).model_class()].add(key)
        return dict(found)

    def add(self, content_type: ContentType, key: int, names: Iterable[str]) -> None:
        self.add_of(content_type, {key: names})

    def add_of(self, content_type: ContentType, names: Mapping[int, Iterable[str]]) -> None:
        """Add names of files by the key of the row that names them. One query at most."""
        rows = [
            KeptFile(content_type=content_type, object_id=key, name=name)
            for key, of_row in names.items()
            for name in sorted(of_row)
        ]
        if rows:
            self.bulk_create(rows, ignore_conflicts=True)


class KeptFile(models.Model):
    """A file that revisions of a row name; of a picture what the names of its sizes have in common."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    name = models.CharField(max_length=255)

    objects = KeptFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp trong các bản đã lưu"
        verbose_name_plural = "tệp trong các bản đã lưu"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["name", "content_type", "object_id"], name="kept_file_once")]
        indexes = [models.Index(fields=["content_type", "object_id"], name="kept_file_of_row")]

    def __str__(self) -> str:
        return self.name


class BinEntryQuerySet(models.QuerySet["BinEntry"]):
    def open(self) -> "BinEntryQuerySet":
        """Those that are in the bin: not brought back yet."""
        return self.filter(brought_back_at=None)

    def of_row(self, row: Model) -> "BinEntryQuerySet":
        """The entries of one row, the newest first."""
        return self.of_key(type(row), row.pk)

    def of_key(self, model: type[Model], key: int) -> "BinEntryQuerySet":
        content_type = ContentType.objects.get_for_model(model)
        return self.filter(content_type=content_type, object_id=key).order_by("-pk")

    def newest_first(self) -> "BinEntryQuerySet":
        return self.order_by("-binned_at", "-pk")

    def named_like(self, query: str) -> "BinEntryQuerySet":
        """Entries whose name holds every word of `query`, ignoring marks and case."""
        return self.filter(*(models.Q(search_text__contains=word) for word in fold(query).split()))


class BinEntry(models.Model):
    """A row in the bin, or one that was and came back: who deleted it and when, and what it takes to bring it back.

    What the row was stands in `saved_row`, the revision of its deletion; of a row that stays in its table there is
    none. `object_id` is no foreign key: most rows leave their table. The language of JSON: `before` is what the
    package of the row wants to know when it comes back, `hung` the keys of the rows that named it
    ({"articles.article.event": [3, 7]}).
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    name = models.TextField("tên")
    search_text = models.TextField(editable=False)
    binned_at = models.DateTimeField("xóa lúc", default=timezone.now)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="người xóa"
    )
    readers_saw = models.BooleanField(
        "bạn đọc đã xem", help_text="Whether readers ever could see it; in doubt yes. Then it is never purged."
    )
    addresses = ArrayField(
        models.CharField(max_length=300),
        default=list,
        help_text="Paths at which readers knew it, the last one first; empty if they never did.",
    )
    before = models.JSONField(default=dict)
    hung = models.JSONField(default=dict)
    saved_row = models.OneToOneField(SavedRow, on_delete=models.CASCADE, null=True, related_name="bin_entry")
    brought_back_at = models.DateTimeField("khôi phục lúc", null=True)
    brought_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="người khôi phục",
    )

    objects = BinEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "mục trong thùng rác"
        verbose_name_plural = "thùng rác"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="bin_entry_once", condition=Q(brought_back_at=None)
            )
        ]
        indexes = [
            models.Index(fields=["-binned_at", "-id"], name="bin_newest", condition=Q(brought_back_at=None)),
            models.Index(
                fields=["content_type", "-binned_at", "-id"],
                name="bin_newest_of_model",
                condition=Q(brought_back_at=None),
            ),
            models.Index(fields=["content_type", "object_id", "-id"], name="bin_of_row"),
            GinIndex(fields=["addresses"], name="bin_addresses", condition=Q(brought_back_at=None, readers_saw=True)),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: Any) -> None:
        self.search_text = fold(self.name)
        super().save(**kwargs)

    @property
    def model(self) -> type[Model]:
        content_type = ContentType.objects.get_for_id(self.content_type_id)  # from memory, unlike the relation
        found: type[Model] | None = content_type.model_class()
        if found is None:
            raise LookupError(content_type)
        return found

    @property
    def kind(self) -> str:
        """ "sự kiện"."""
        return str(self.model._meta.verbose_name)
