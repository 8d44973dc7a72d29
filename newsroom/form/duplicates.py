"""A copy of an article as a new draft: what it takes over, and what begins anew."""

from dataclasses import dataclass
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from accounts.models import User
from articles.models import Article, Attachment, Tag
from articles.workflow import DRAFT, move
from revisions.saving import saved_by
from uploads.models import FileCheck

ATTACHES = "articles.add_attachment"
# All other columns begin anew: moments, marks of the front page, event, address, counts of saves.
TAKEN_OVER = (
    *("title", "summary", "body", "category", "cover", "cover_caption", "byline", "source", "source_url"),
    "comments_open",
)
NOTE_TITLE = "Nhân bản từ “{}” (bài số {})."
NO_FILE = "tệp không còn trên máy chủ"
REFUSED = "lần kiểm tra lại gần đây không nhận tệp này nữa"
NO_RIGHT = "tài khoản của bạn không được đính kèm tệp"


@dataclass(frozen=True)
class Duplicate:
    """What a copy of `original` gets beside its columns; `left_out` are attachments with why it does not get them."""

    original: Article
    tags: list[Tag]
    attachments: list[Attachment]
    left_out: list[tuple[Attachment, str]]


def plan(original: Article, by: User) -> Duplicate:
    """What `by` would take over. Three queries, and a look at the disk for each attachment."""
    rows = list(original.attachments.all())
    refused = FileCheck.objects.filter(name__in=[row.file.name for row in rows]).exclude(refusal="")
    refused_names = set(refused.values_list("name", flat=True))
    why_not = {row.pk: _why_not(row, refused_names, by) for row in rows}
    return Duplicate(
        original=original,
        tags=list(original.tags.all()),
        attachments=[row for row in rows if not why_not[row.pk]],
        left_out=[(row, why_not[row.pk]) for row in rows if why_not[row.pk]],
    )


def made_with(form_key: UUID, by: User) -> Article | None:
    """The copy that `by` has made with this key of a form. One query."""
    made: Article | None = Article.objects.filter(form_key=form_key, created_by=by).first()
    return made


def carry_out(planned: Duplicate, by: User, form_key: UUID) -> Article | None:
    """Make the copy, a draft of `by` with a revision that says where it comes from. None if `form_key` has made a copy
    already, at this moment too. An attachment is a row of its own that names the same stored file, which stays as long
    as one row names it (uploads/kept.py). Some twenty queries, and one for each attachment.
    """
    original = planned.original
    taken_over = {name: getattr(original, name) for name in TAKEN_OVER}
    copy = Article(**taken_over, created_by=by, saved_by=by, form_key=form_key, edition=1)
    try:
        with transaction.atomic(), saved_by(by):
            note = NOTE_TITLE.format(original.title, original.pk)
            move(copy, DRAFT, by=by, source=DRAFT, note=note)
            copy.tags.set(planned.tags)
            for row in planned.attachments:
                copy.attachments.create(
                    title=row.title,
                    file=row.file.name,
                    pages=row.pages,
                    copy_kind=row.copy_kind,
                    position=row.position,
                )
    except IntegrityError:
        if Article.with_binned.filter(form_key=form_key).exists():
            return None
        raise
    return copy


def _why_not(row: Attachment, refused: set[str], by: User) -> str:
    if not by.has_perm(ATTACHES):
        return NO_RIGHT
    if row.file.name in refused:
        return REFUSED
    return "" if default_storage.exists(row.file.name) else NO_FILE
