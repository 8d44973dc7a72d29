"""Emptying the bin: what readers never saw is deleted for ever once it has lain there long enough.

With a row go its revisions and the files that nothing else names. What readers ever saw stays (law on archives).
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from reversion.models import Revision

from uploads.binned_files import in_library, place_of
from uploads.kept import held, named_today
from uploads.models import BinnedFile
from uploads.names import all_files_of

from ..models import BinEntry, BinEntryQuerySet, KeptFile
from .registry import binned_of, is_binned

BATCH = 500
FILES = "tệp không còn mục nào dùng"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Emptied:
    """What emptying does to one kind of rows, or would do."""

    name: str  # of the model, in Vietnamese
    going: int
    failed: int = 0  # left for the next time; the log says why


def empty(older_than_days: int, *, do: bool, at: datetime | None = None) -> list[Emptied]:
    """Delete for ever what lies in the bin for more than so many days at `at` (aware; default now) and no reader ever
    saw; count only unless `do`. Entries of what came back go with the same age.

    Row by row, each in a transaction of its own: stopped half way, it goes on from there when called again, and two at
    once share the work. Raises ValueError for less than one day.
    """
    if older_than_days < 1:
        raise ValueError(older_than_days)
    before = (at or timezone.now()) - timedelta(days=older_than_days)
    due = _due(before)
    if do:
        BinEntry.objects.filter(brought_back_at__lt=before).delete()
    kinds = sorted(set(due.order_by().values_list("content_type_id", flat=True)))
    emptied = [_empty_kind(ContentType.objects.get_for_id(key), before, do=do) for key in kinds]
    files = _empty_files(before, do=do)
    return [*emptied, files] if files.going or files.failed else emptied


def _due(before: datetime) -> BinEntryQuerySet:
    return BinEntry.objects.open().filter(readers_saw=False, binned_at__lt=before)


def _empty_kind(content_type: ContentType, before: datetime, *, do: bool) -> Emptied:
    keys = list(_due(before).filter(content_type=content_type).order_by("binned_at").values_list("pk", flat=True))
    model = content_type.model_class()
    name = str(model._meta.verbose_name) if model else content_type.model
    if not do:
        return Emptied(name, len(keys))
    going = failed = 0
    for key in keys:
        try:
            going += _purge(key, before)
        except Exception:  # the others go all the same
            log.exception("The entry %s of the bin could not be deleted for ever.", key)
            failed += 1
    return Emptied(name, going, failed)


@transaction.atomic
def _purge(key: int, before: datetime) -> bool:
    """Delete for ever what the entry `key` holds; False if somebody brings it back or deletes it just now.

    The files go before the commit: a row whose files are gone is tried again, files without a row would stay.
    """
    entry = _due(before).select_for_update(of=("self",), skip_locked=True).filter(pk=key).first()
    if entry is None:
        return False
    model = entry.content_type.model_class()
    if model is not None and is_binned(model) and (purges := binned_of(model).purges) and not purges(entry):
        return False
    of_row = {"content_type_id": entry.content_type_id, "object_id": entry.object_id}
    kept = KeptFile.objects.filter(**of_row)
    names = set(kept.values_list("name", flat=True))
    Revision.objects.filter(**{f"saved_row__{name}": value for name, value in of_row.items()}).delete()
    kept.delete()
    BinEntry.objects.filter(**of_row).delete()
    _delete_files(names)
    return True


def _delete_files(names: Collection[str]) -> None:
    """Delete the files of `names` that nothing names any more, wherever they lie. Raises OSError."""
    free = set(names) - _still_named(names)
    BinnedFile.objects.filter(name__in=free).delete()
    for name in free:
        for file in all_files_of(name):
            default_storage.delete(file)
            default_storage.delete(place_of(file))


def _empty_files(before: datetime, *, do: bool) -> Emptied:
    """Files that were still named when their row went for ever, by a revision that was thinned out since. Some queries
    for 500 files of the bin.
    """
    rows = BinnedFile.objects.filter(binned_at__lt=before).order_by("pk")
    names = list(rows.values_list("name", flat=True))
    going = failed = 0
    for start in range(0, len(names), BATCH):
        free = set(names[start : start + BATCH]) - _still_named(names[start : start + BATCH])
        try:
            with transaction.atomic():
                if do:
                    _delete_files(free)
            going += len(free)
        except OSError:
            log.exception("Files of the bin could not be deleted for ever.")
            failed += len(free)
    return Emptied(FILES, going, failed)


def _still_named(names: Collection[str]) -> set[str]:
    if not names:
        return set()
    return held(names) | named_today(names) | in_library(names)
