"""What a journalist types before it is saved, and who has which article open."""

import uuid
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.signing import BadSignature, Signer
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Attachment
from uploads.fields import DocumentField
from uploads.kept import held
from vietnamese.fields import CleanCharField

from .preview_link import PreviewLink

__all__ = ["Presence", "PreviewLink", "StoredDocument", "StoredManuscript", "WorkingCopy"]

DISCARDED_DAYS = 30
ENDED_DAYS = 1  # a sending that was on its way when the article was saved meets the row, not a new one
UNTOUCHED_DAYS = 365
QUERY_MAX = 1_000
UNATTACHED_DAYS = 7
FORGOTTEN_AT_ONCE = 500
NAME_MAX = 200
PRESENCE_DAYS = 1
MANUSCRIPT_HOURS = 24
JUST_WRITTEN = timedelta(hours=1)  # a file whose row is not committed yet
MANUSCRIPT_FOLDER = ".manuscripts"  # begins with a dot: no server publishes it


def _all_of_it() -> Cast:
    return Cast("fields", models.TextField())


class WorkingCopyQuerySet(models.QuerySet["WorkingCopy"]):
    def open(self) -> "WorkingCopyQuerySet":
        """Copies whose text is in no article yet, and that nobody has discarded."""
        return self.filter(ended_at=None)

    def discarded(self) -> "WorkingCopyQuerySet":
        return self.filter(ending=WorkingCopy.Ending.DISCARDED)

    def saved_into(self, article: Article | None) -> "WorkingCopyQuerySet":
        return self.filter(ending=WorkingCopy.Ending.SAVED, article__isnull=False, article=article)

    def of_form(self, user: User, article: Article | None) -> "WorkingCopyQuerySet":
        """The open copies of `user` that belong into the form of `article`; of None, into that of a new article."""
        return self.open().filter(user=user, article=article).order_by("-typed_at", "-pk")

    def mentioning(self, *texts: str) -> "WorkingCopyQuerySet":
        """Those into which one of `texts` is typed, or whose page holds it in a hidden field."""
        mentions_one = Q(*(("all_of_it__contains", text) for text in texts), _connector=Q.OR)
        return self.alias(all_of_it=_all_of_it()).filter(mentions_one)

    def mentioned(self, texts: Collection[str]) -> set[str]:
        """Those of `texts` that one of these mentions. One query, none for no text."""
        found = list(self.mentioning(*texts).values_list(_all_of_it(), flat=True)) if texts else []
        return {text for text in texts if any(text in each for each in found)}

    def forget_old(self, now: datetime | None = None) -> int:
        """Delete discarded copies after 30 days, saved ones after a day, and what nobody touched for a year."""
        now = now or timezone.now()
        old = (
            Q(ending=WorkingCopy.Ending.DISCARDED, ended_at__lt=now - timedelta(days=DISCARDED_DAYS))
            | Q(ending=WorkingCopy.Ending.SAVED, ended_at__lt=now - timedelta(days=ENDED_DAYS))
            | Q(ended_at=None, typed_at__lt=now - timedelta(days=UNTOUCHED_DAYS))
        )
        return self.filter(old).delete()[0]


class WorkingCopy(models.Model):
    """The open form of one person, with all that is typed into it, as it was a few seconds ago. Nobody else reads it.

    A page that shows the form writes one copy, known by its `key`; `number` grows with each sending, `page` is the
    page that wrote last. An empty `article` is a new one, or one that was deleted meanwhile.
    """

    class Ending(models.TextChoices):
        SAVED = "saved", "đã lưu vào bài"
        DISCARDED = "discarded", "đã bỏ"

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    edition = models.PositiveIntegerField(default=0, help_text="Of the article when the form was opened.")
    page = models.UUIDField()
    number = models.PositiveIntegerField()
    fields = models.JSONField(help_text="By the field's name, the values that the form would send, as texts.")
    began_at = models.DateTimeField(default=timezone.now)
    typed_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    merged_from = models.UUIDField(null=True, help_text="Key of the copy whose text was joined with what was saved.")
    merged_digest = models.CharField(
        max_length=64, blank=True, default="", db_default="", help_text="Of the text that was joined."
    )
    merge_note = models.TextField(blank=True, default="", db_default="", help_text="What was joined, in words.")
    leaves_out = models.BooleanField(
        default=False, db_default=False, help_text="Whether something of that copy was not taken."
    )
    merge_choices = models.JSONField(
        default=dict,
        db_default={},
        help_text="What was chosen and typed so far on the page that merges it.",
    )
    ending = models.CharField(max_length=10, choices=Ending, blank=True, default="")
    saved_edition = models.PositiveIntegerField(null=True, help_text="The edition that the save has made.")
    saved_digest = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        help_text="Of what was sent: sent again, it saves once.",
    )

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name = "bản nháp"
        verbose_name_plural = "bản nháp"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="working_copy_ends_once",
                condition=Q(ended_at=None, ending="") | Q(ended_at__isnull=False) & ~Q(ending=""),
            )
        ]
        indexes = [
            models.Index(fields=["user", "article"], name="working_copy_open", condition=Q(ended_at=None)),
            models.Index(fields=["ended_at"], name="working_copy_ended", condition=Q(ended_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title or "Bài chưa có tiêu đề"

    @property
    def title(self) -> str:
        return self.value("title")

    def value(self, name: str) -> str:
        """The last value of the field `name`, as a form reads it; "" without one."""
        values: list[str] = self.fields.get(name) or [""]
        return values[-1]


class SavedFilter(models.Model):
    """What one person often looks for in the list of articles, under a name of theirs. Nobody else sees it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = CleanCharField("tên", max_length=60)
    query = models.CharField(max_length=QUERY_MAX, help_text="Of the list's address, as saved_filters.read spells it.")

    class Meta:
        verbose_name = "bộ lọc"
        verbose_name_plural = "bộ lọc"
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="saved_filter_name_once",
                fields=["user", "name"],
                violation_error_message="Bạn đã có bộ lọc khác tên này.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class StoredDocumentQuerySet(models.QuerySet["StoredDocument"]):
    def named_by(self, handle: str, user: User) -> "StoredDocument | None":
        """The document whose `handle` a form of `user` has sent; None for a forged one, or another's. One query."""
        document = self.with_handle(handle)
        return document if document and document.user_id == user.pk else None

    def with_handle(self, handle: str) -> "StoredDocument | None":
        """The document of `handle`, whosever it is; None for a forged one. One query."""
        try:
            pk = _signer().unsign(handle)
        except BadSignature:
            return None
        return self.filter(pk=pk).first()

    def named_by_each(self, handles: Iterable[str], user: User) -> "dict[str, StoredDocument]":
        """{handle: the document of `user`} of those handles that are not forged. One query, none without handles."""
        keys: dict[str, str] = {}
        for handle in handles:
            with suppress(BadSignature):
                keys[_signer().unsign(handle)] = handle
        rows = self.filter(pk__in=keys, user=user) if keys else []
        return {keys[str(row.pk)]: row for row in rows}

    def unattached(self) -> "StoredDocumentQuerySet":
        return self.filter(attached_at=None)

    def forget_old(self, now: datetime | None = None) -> int:
        """Delete rows of seven days and more, and the files of those that were never attached. What a working copy
        still names stays with it. Some queries for each file; 500 at most.
        """
        old = self.filter(uploaded_at__lt=(now or timezone.now()) - timedelta(days=UNATTACHED_DAYS))
        count = old.filter(attached_at__isnull=False).delete()[0]
        for key in old.unattached().order_by("pk").values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE]:
            with transaction.atomic():
                document = self.unattached().select_for_update(skip_locked=True).filter(pk=key).first()
                if document is None or WorkingCopy.objects.mentioning(document.handle).exists():
                    continue
                document.delete()
                if not held([document.file.name]):
                    transaction.on_commit(document.delete_file)
            count += 1
        return count


class StoredDocument(models.Model):
    """A document that was uploaded while an article is written. It belongs to whoever sent it, until a save attaches
    it; the form names it by its `handle`, so that it survives mistakes, reloads and working copies.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    file = DocumentField("tệp", upload_to="tep/%Y/%m")
    name = CleanCharField(max_length=NAME_MAX, help_text="Of the file, on the machine that it came from.")
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(null=True, help_text="As an attachment has them.")
    uploaded_at = models.DateTimeField(default=timezone.now)
    attached_at = models.DateTimeField(null=True)
    attachment = models.ForeignKey(Attachment, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = StoredDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp đã tải lên"
        verbose_name_plural = "tệp đã tải lên"
        default_permissions = ()
        indexes = [models.Index(fields=["uploaded_at"], name="stored_document_age")]

    def __str__(self) -> str:
        return self.name

    @property
    def handle(self) -> str:
        """What a form sends to name this document: signed, so that nobody makes up another's."""
        return _signer().sign(str(self.pk))

    def delete_file(self) -> None:
        default_storage.delete(self.file.name)


def _signer() -> Signer:
    return Signer(salt="newsroom.documents")


class StoredManuscriptQuerySet(models.QuerySet["StoredManuscript"]):
    def kept(self, user: User, now: datetime | None = None) -> "StoredManuscriptQuerySet":
        """What `user` has sent within a day and not made an article of, without what was read, newest first."""
        since = (now or timezone.now()) - timedelta(hours=MANUSCRIPT_HOURS)
        return self.filter(user=user, stored_at__gte=since).defer("read").order_by("-stored_at", "-pk")

    def forget_old(self, now: datetime | None = None) -> int:
        """Delete what was sent a day ago and longer, rows and files; files too whose row is gone, with its user or
        with a save that was cut off. Two queries, and a look into the folder.
        """
        since = (now or timezone.now()) - timedelta(hours=MANUSCRIPT_HOURS)
        count = self.filter(stored_at__lt=since).delete()[0]
        if not default_storage.exists(MANUSCRIPT_FOLDER):
            return count
        kept = {PurePosixPath(name).name for name in self.values_list("file", flat=True)}
        for name in default_storage.listdir(MANUSCRIPT_FOLDER)[1]:
            path = f"{MANUSCRIPT_FOLDER}/{name}"
            if name not in kept and default_storage.get_modified_time(path) < timezone.now() - JUST_WRITTEN:
                default_storage.delete(path)
        return count


class StoredManuscript(models.Model):
    """A file of a word processor that was read and of which no article was made yet. Nobody but `user` sees it, for a
    day; its `key` is the `form_key` of the article, so that two presses make one.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = CleanCharField(max_length=NAME_MAX, help_text="Of the file, on the machine that it came from.")
    file = models.CharField(max_length=120, help_text="In the storage, below MANUSCRIPT_FOLDER.")
    read = models.JSONField(help_text="As manuscripts.manuscript.Manuscript reads it.")
    taken = models.JSONField(
        default=dict, db_default={}, help_text="By the number of a picture, its key in the library, once it is there."
    )
    stored_at = models.DateTimeField(default=timezone.now)

    objects = StoredManuscriptQuerySet.as_manager()

    class Meta:
        verbose_name = "bản thảo đã tải lên"
        verbose_name_plural = "bản thảo đã tải lên"
        default_permissions = ()
        indexes = [models.Index(fields=["stored_at"], name="stored_manuscript_age")]

    def __str__(self) -> str:
        return self.name


class PresenceQuerySet(models.QuerySet["Presence"]):
    def alive(self, now: datetime | None = None) -> "PresenceQuerySet":
        """Pages that are open still, as far as the server knows."""
        return self.filter(alive_until__gt=now or timezone.now())

    def forget_old(self, now: datetime | None = None) -> int:
        """Delete the rows of pages that were open a day ago and longer."""
        return self.filter(alive_until__lt=(now or timezone.now()) - timedelta(days=PRESENCE_DAYS)).delete()[0]


class Presence(models.Model):
    """A page of somebody's browser that shows the form of an article (presence.py). All moments are the server's.

    The database itself deletes the rows of a deleted article or user, and empties `taken_by`: whoever deletes one is
    not asked about pages that are open.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, related_name="+")
    # The constraint below begins with the article. No column that a beat changes has an index.
    article = models.ForeignKey(Article, on_delete=models.DO_NOTHING, related_name="presences", db_index=False)
    page = models.UUIDField()
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    alive_until = models.DateTimeField()
    can_write = models.BooleanField(default=False)
    has_unsaved = models.BooleanField(default=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="Who took the article over from this page.",
    )
    taken_at = models.DateTimeField(null=True, blank=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = "trang đang mở"
        verbose_name_plural = "trang đang mở"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["article", "user", "page"], name="presence_of_a_page")]

    def __str__(self) -> str:
        return f"{self.user}, {self.opened_at}"
