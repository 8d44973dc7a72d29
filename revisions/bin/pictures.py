"""Pictures of the library: each save of their texts is kept, and a deleted one goes to the bin. Its files go out of
service with it, and come back with it.

A picture that something of today shows cannot be deleted (uploads/usage.py); so nothing hangs on one in the bin.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, Model, OuterRef
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from reversion.models import Revision

from accounts.models import User
from database.known_rows import describe_hidden, hidden_from
from uploads import binned_files, kept
from uploads.models import Image
from uploads.names import picture_key
from uploads.refusals import Refused

from ..files import files_of
from ..models import BinEntry, KeptFile, SavedRow
from ..registry import is_kept, keep_revisions, kept_of
from ..restoring import NotRestored
from ..saving import NAMED, saved_by
from ..snapshots import state_in
from .access import seen_by
from .binning import bring_back
from .registry import goes_to_bin
from .used_again import shown_today, used_again

MAX_USES = 20
FILE = "file"  # in what an entry remembers
DISK_REFUSED = (
    "Máy chủ chưa đưa được tệp ra khỏi thùng rác (hết chỗ hoặc không cho ghi) nên chưa khôi phục gì; "
    "xin báo quản trị web rồi thử lại."
)


def readers_saw(image: Image) -> bool:
    """Whether readers ever could see `image`; in doubt yes: it was there before anybody kept what was saved, or a row
    names it of whose revisions nobody says whether readers saw them. Three queries at most.
    """
    first = _first_kept()
    if first is None or image.uploaded_at < first:
        return True
    own = ContentType.objects.get_for_model(Image)
    naming = KeptFile.objects.filter(name=picture_key(image.file)).exclude(content_type=own)
    return any(was_public(model, keys) for model, keys in naming.keys_by_model().items())


def _first_kept() -> datetime | None:
    """Since when saves are kept. What a row was before that is dated by its last save, which may be years earlier."""
    kept_then = Revision.objects.exclude(saved_row__kind=SavedRow.Kind.BASELINE).order_by("pk")
    first: datetime | None = kept_then.values_list("date_created", flat=True).first()
    return first


def was_public(model: type[Model] | None, keys: set[int]) -> bool:
    """Whether readers ever could see one of these rows of `model`, by what was saved; in doubt yes. One query."""
    if model is None or kept_of(model).public_from is None:
        return True
    return SavedRow.objects.of_model(model).filter(object_id__in=keys).public().exists()


def take_out(image: Image) -> dict[str, Any]:
    """Take the files of `image` out of service, which is being deleted; returns what names them. Two queries."""
    name = picture_key(image.file)
    binned_files.take_out({name: image.content_hash})
    return {FILE: name}


def put_file_back(_row: Model, remembered: Mapping[str, Any]) -> Iterable[str]:
    """Bring the files of a picture or a document back, whose row is there again. Raises NotRestored."""
    bring_files_back([remembered[FILE]])
    return ()


def bring_files_back(names: list[str]) -> None:
    """Bring the files of `names` back into service. One query. Raises NotRestored."""
    try:
        binned_files.bring_back(names)
    except OSError as error:
        raise NotRestored([DISK_REFUSED]) from error


def uses_in_bin(images: Sequence[Image], user: Any) -> list[str]:
    """Links to entries of the bin whose rows show one of `images`, by their names if `user` may see them. Two queries,
    and one for each entry.
    """
    keys = {picture_key(image.file) for image in images}
    naming = KeptFile.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), name__in=keys
    )
    own = ContentType.objects.get_for_model(Image)
    entries = BinEntry.objects.open().filter(Exists(naming), saved_row__isnull=False).exclude(content_type=own)
    newest = entries.select_related("saved_row").newest_first()
    found = list(islice((entry for entry in newest if keys & _files_in(entry)), MAX_USES))
    if not found:
        return []
    known = set(seen_by(user).filter(pk__in=[entry.pk for entry in found]).values_list("pk", flat=True))
    return [_named(entry, is_known=entry.pk in known) for entry in found]


def _files_in(entry: BinEntry) -> set[str]:
    return files_of(state_in(entry.saved_row, kept_of(entry.model))) if entry.saved_row else set()


def _named(entry: BinEntry, *, is_known: bool) -> str:
    kind = entry.kind[:1].upper() + entry.kind[1:]
    if not is_known:
        return f"{kind} trong thùng rác (tài khoản của bạn không xem được)"
    return format_html('{}: <a href="{}">{}</a> (trong thùng rác)', kind, reverse("bin:entry", args=[entry.pk]), entry)


def uses_before(image: Image, today: Collection[tuple[type, int]], user: Any) -> list[str]:
    """Links to the revisions of rows that are there, of which one shows `image` and none of `today` does; by kind and
    number where `user` may not know the row. Two queries, and two for each kind of rows.
    """
    own = ContentType.objects.get_for_model(Image)
    naming = KeptFile.objects.filter(name=picture_key(image.file)).exclude(content_type=own).order_by("-pk")
    asked = list(naming.values_list("content_type", "object_id")[: MAX_USES + len(today)])
    found: list[Any] = []
    for content_type in dict.fromkeys(key for key, _ in asked):
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None and is_kept(model):
            keys = [key for kind, key in asked if kind == content_type and (model, key) not in today]
            found += model._base_manager.in_bulk(keys).values()
    hidden = hidden_from(user, found)
    return [describe_hidden(row) if row in hidden else _revisions_of(row) for row in found[:MAX_USES]]


def _revisions_of(row: Any) -> str:
    kind = str(row._meta.verbose_name)
    label = f"{kind[:1].upper()}{kind[1:]}: {row}"
    try:
        address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_revisions", args=[row.pk])
    except NoReverseMatch:
        return label
    return format_html('<a href="{}">{}</a>', address, label)


def in_bin(names: set[str]) -> dict[str, BinEntry]:
    """{name: entry} of those pictures that are in the bin, by what names their files. Two queries."""
    own = ContentType.objects.get_for_model(Image)
    keys = dict(KeptFile.objects.filter(content_type=own, name__in=names).values_list("object_id", "name"))
    entries = BinEntry.objects.open().filter(content_type=own, object_id__in=keys)
    return {keys[entry.object_id]: entry for entry in entries}


@transaction.atomic
def sent_anew(content_hash: str, by: User | None) -> Image | None:
    """The picture with this content, brought back from the bin because `by` has sent it anew; None if it is not there.
    One query where nothing is.
    """
    names = set(binned_files.with_digest(content_hash))
    for entry in in_bin(names).values() if names else ():
        try:
            with saved_by(by):
                bring_back(entry, by)
        except NotRestored as error:
            if there := Image.objects.filter(content_hash=content_hash).first():
                return there  # somebody was quicker
            if not BinEntry.objects.filter(pk=entry.pk).exists():
                return None  # the bin was emptied just now: it is a picture as any other
            raise Refused(" ".join(error.points)) from error
        return Image.objects.get(pk=entry.object_id)
    return None


def register() -> None:
    """Keep what is saved of pictures, and let them go to the bin; their package lies below this one. It takes models,
    so no AppConfig may import it: the admin registers, which Django loads with every process.
    """
    keep_revisions(Image, leaves_out=["search_text"])
    goes_to_bin(Image, readers_saw=readers_saw, remembers=take_out, recalls=put_file_back)
    kept.OUT_OF_BIN.append(sent_anew)
    kept.USES_IN_BIN.append(uses_in_bin)
    kept.USES_BEFORE.append(uses_before)
    kept.NAMED_TODAY.append(shown_today)
    NAMED.append(used_again)
