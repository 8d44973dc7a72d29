"""Documents that were taken out of their article: in the bin, and back in their place among those of that article."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import BigIntegerField, Exists, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from accounts.models import User
from revisions.bin.access import seen_by as seen_entries
from revisions.bin.binning import REMEMBERED, came_back
from revisions.bin.pictures import FILE, put_file_back
from revisions.bin.registry import goes_to_bin
from revisions.models import BinEntry, KeptFile
from revisions.registry import keep_revisions
from revisions.restoring import NotRestored
from revisions.saving import keep
from uploads import binned_files, kept
from uploads.names import digest_of, is_document, readable_name

from .models import Article, Attachment
from .models.visible_to import EDITS_ANY
from .workflow import may_edit

ARTICLE = "article"  # what an entry remembers beside the name of the stored file: the key of the article
BACK = "Khôi phục tệp đính kèm “{}”"
GONE = "Bài có tệp “{}” không còn nữa nên tệp không có chỗ để về; tệp vẫn tải xuống được ở trang này."
ARTICLE_FIRST = "Bài “{}” đang ở trong thùng rác; xin khôi phục bài trước rồi khôi phục tệp."

log = logging.getLogger(__name__)


def readers_saw(attachment: Attachment) -> bool:
    """Whether readers ever could see it; in doubt yes: they could see its article. One query."""
    saw: bool = attachment.article.readers_saw()
    return saw


def take_out(attachment: Attachment) -> dict[str, Any]:
    """Take its file out of service, since the row is being deleted; returns what brings it back. Three queries."""
    name = attachment.file.name
    binned_files.take_out({name: digest_of_stored(name)})
    return {ARTICLE: attachment.article_id, FILE: name}


def digest_of_stored(name: str) -> str:
    """The digest of a stored file, wherever it lies; "" where it cannot be read."""
    try:
        with default_storage.open(binned_files.where(name)) as file:
            return digest_of(File(file))
    except OSError:
        return ""


def prepare(entry: BinEntry, by: User | None) -> None:
    """Make ready for the attachment of `entry` to come back: its article is saved once more, with a revision. Raises
    NotRestored, if the article is gone or in the bin itself. Locks the article. Four queries.
    """
    key = entry.before.get(REMEMBERED, {}).get(ARTICLE)
    article = Article.with_binned.select_for_update(of=("self",)).filter(pk=key).first()
    if article is None:
        raise NotRestored([GONE.format(entry.name)])
    if article.binned_at is not None:
        raise NotRestored([ARTICLE_FIRST.format(article.title)])
    keep(article, step=BACK.format(entry.name))
    article.edition += 1
    article.saved_by = by or article.saved_by
    article.save(update_fields=["edition", "saved_by", "saved_at"])


def seen_by(user: User) -> Q:
    """The entries that readers may have seen of an article that `user` may know, in the bin or not, and those of
    articles that `user` writes, as it is with revisions; whoever may edit any article sees all.
    """
    if user.has_perm(EDITS_ANY):
        return Q()
    remembered = KeyTransform(REMEMBERED, OuterRef("before"))
    key = Cast(KeyTextTransform(ARTICLE, remembered), BigIntegerField())
    of_entry = Article.with_binned.filter(pk=key)
    return Q(Exists(of_entry.visible_to(user)), readers_saw=True) | Q(Exists(of_entry.written_by(user)))


def returnable(user: User, entries: Sequence[BinEntry]) -> set[int]:
    """The keys of those entries that `user` may bring back: whoever may write the article. One query."""
    if not user.has_perm("articles.add_attachment"):
        return set()
    return {key for key, article in _articles_of(entries).items() if article and may_edit(user, article)}


def belonging(entries: Sequence[BinEntry]) -> dict[int, str]:
    """{key of an entry: of which article it was}: whoever sees the entry may know the article. One query."""
    return {key: _of_article(article) for key, article in _articles_of(entries).items()}


def _articles_of(entries: Sequence[BinEntry]) -> dict[int, Article | None]:
    keys = {entry.pk: entry.before.get(REMEMBERED, {}).get(ARTICLE) for entry in entries}
    articles = Article.with_binned.without_texts().in_bulk({key for key in keys.values() if key is not None})
    return {entry: articles.get(key) for entry, key in keys.items()}


def _of_article(article: Article | None) -> str:
    if article is None:
        return "Của một bài nay không còn"
    return f"Của bài “{article}”{' (trong thùng rác)' if article.binned_at else ''}"


@dataclass(frozen=True)
class BinnedDocument:
    """A document of the bin: the attachment that it was, and the name of its file."""

    entry: BinEntry
    file: str

    @property
    def title(self) -> str:
        return self.entry.name


def with_content(digest: str, user: User) -> BinnedDocument | None:
    """The document of the bin that has this content, of those that `user` may see the one that was taken out last. One
    query where there is none, else three.
    """
    names = [name for name in binned_files.with_digest(digest) if default_storage.exists(binned_files.place_of(name))]
    return _latest(names, seen_entries(user)) if names else None


def with_file(name: str, user: User) -> BinnedDocument | None:
    """The document of the bin whose file is called `name`, if `user` may see it. No query if it is in service, or
    nowhere.
    """
    return _latest([name], seen_entries(user)) if binned_files.where(name) != name else None


def attached_anew(attachment: Attachment, by: User | None) -> bool:
    """Bring the file of `attachment`, which is about to be saved, back into service; call it inside of `saved_by`.

    An attachment that was taken out of the same article comes back as the row that it was, so that its downloads are
    counted on: then True. If the disk refuses, the file comes back later (binned_files.settle). Two queries where the
    file is in no bin.
    """
    name = attachment.file.name
    try:
        with transaction.atomic():
            binned_files.bring_back([name])
    except OSError as error:
        log.error("The file %s could not be brought back from the bin: %s", name, error)
    if not attachment._state.adding:
        return False
    of_article = {f"before__{REMEMBERED}__{ARTICLE}": attachment.article_id}
    was = _latest([name], BinEntry.objects.select_for_update().filter(**of_article))
    if was is None:
        return False
    attachment.id = was.entry.object_id
    came_back(was.entry, by)
    return True


def _latest(names: Collection[str], entries: Any) -> BinnedDocument | None:
    own = ContentType.objects.get_for_model(Attachment)
    naming = KeptFile.objects.filter(content_type=own, name__in=names).values("object_id")
    entry = entries.open().filter(content_type=own, object_id__in=naming).order_by("-binned_at", "-pk").first()
    if entry is None or (name := entry.before.get(REMEMBERED, {}).get(FILE)) not in names:
        return None
    return BinnedDocument(entry, name)


# Files (uploads/kept.py) ---------------------------------------------------------------------------------------------


def named_today(names: Collection[str]) -> set[str]:
    """Those of `names` that an attachment of an article names, but for articles in the bin."""
    return _named(names, article__binned_at=None)


def held(names: Collection[str]) -> set[str]:
    """Those of `names` that an attachment names, also of an article in the bin."""
    return _named(names)


def _named(names: Collection[str], **narrowed: Any) -> set[str]:
    documents = [name for name in names if is_document(name)]
    if not documents:
        return set()
    return set(Attachment.objects.filter(file__in=documents, **narrowed).values_list("file", flat=True))


def may_see(user: User, name: str) -> bool:
    """Whether `user` may know an article that has the document `name`, writes one that had it, or sees it in the bin.
    Five queries at most.
    """
    if user.has_perm(EDITS_ANY):
        return True
    if not user.has_perm("articles.view_article"):
        return False
    saved = KeptFile.objects.filter(content_type=ContentType.objects.get_for_model(Article), name=name)
    known = Article.with_binned.visible_to(user).filter(attachments__file=name)
    own = Article.with_binned.written_by(user).filter(pk__in=saved.values("object_id"))
    return known.exists() or own.exists() or with_file(name, user) is not None


def register() -> None:
    """Let attachments go to the bin. It takes models, so no AppConfig may import it: the admin registers, which Django
    loads with every process.
    """
    keep_revisions(Attachment, describes={"file": lambda fields: readable_name(fields["file"])})
    goes_to_bin(
        Attachment,
        readers_saw=readers_saw,
        remembers=take_out,
        prepares=prepare,
        recalls=put_file_back,
        seen_by=seen_by,
        returnable=returnable,
        returned_by="Chỉ người sửa được bài ấy",
        belonging=belonging,
        shown_in=lambda attachment: attachment.article,
    )
    kept.NAMED_TODAY.append(named_today)
    kept.HOLDERS.append(held)
    kept.VIEWERS.append(may_see)
