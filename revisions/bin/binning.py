"""Into the bin and out of it.

with saved_by(user):
    put(row, user)                    # instead of row.delete()

with saved_by(user):
    bring_back(entry, user)           # raises NotRestored
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError
from django.db.models import Exists, Model, OuterRef
from django.utils import timezone

from accounts.models import User
from vietnamese.dates import format_time_date
from vietnamese.text import fold

from ..models import BinEntry, SavedRow
from ..restoring import NotRestored
from ..saving import keep, keep_deleted_many, require_saver
from . import rebuilding
from .evidence import readers_saw
from .hanging import as_json, hang_again, hanging_on_each
from .registry import Binned, binned_of, is_binned

THERE_ALREADY = "{} này đã có lại từ trước, do một bản đã lưu được khôi phục, nên giữ như hiện nay."
OUT_OF_BIN = "Khôi phục từ thùng rác"
EMPTIED = "{} này không còn trong thùng rác: đã quá thời hạn giữ nên đã xóa hẳn."
TAKEN_NOW = "Một {0} khác vừa được lưu trùng với {0} này nên chưa khôi phục; xin bấm lại để thấy {0} nào."
REMEMBERED = "remembered"  # in BinEntry.before: what Binned.remembers returned


@dataclass(frozen=True)
class Returned:
    """A row that came back, and sentences on what did not come back with it."""

    row: Model
    sentences: tuple[str, ...]


def put(row: Model, by: User | None) -> BinEntry | None:
    """Put `row` into the bin instead of deleting it; call it inside of `saved_by`. Locks the row.

    Whoever is second, by a double click too, gets the entry that is there; None if the row was deleted otherwise.
    A query for each kind of rows that may hang on it, and about ten. Raises NotBinned, NobodySaves, ProtectedError.
    """
    put_many([row], by)
    return BinEntry.objects.open().of_row(row).first()


def put_many(rows: Sequence[Model], by: User | None) -> None:
    """As `put`, of rows of one model. Of rows that leave their table it takes as many queries as for one, beside those
    of their package for each (`Binned`).
    """
    require_saver()
    if not rows:
        return
    binned = binned_of(type(rows[0]))
    if binned.stays_in_table:
        for row in rows:
            _take_out(binned, row, by)
    else:
        _delete(binned, rows, by)


def remove(row: Model, by: User | None) -> None:
    """Delete `row`: into the bin, if rows of its model go there. Call it inside of `saved_by`."""
    if is_binned(type(row)):
        put(row, by)
    else:
        row.delete()


def _delete(binned: Binned, rows: Sequence[Model], by: User | None) -> None:
    kept = keep_deleted_many(rows)
    if not kept:
        return
    stored = [row for row, _ in kept]
    hung = hanging_on_each(stored)
    BinEntry.objects.bulk_create([_deleted(binned, row, saved, as_json(hung[row.pk]), by) for row, saved in kept])
    if binned.model.delete is Model.delete:
        binned.model._base_manager.filter(pk__in=[row.pk for row in stored]).delete()
    else:
        for row in stored:
            row.delete()


def _deleted(binned: Binned, row: Model, saved: SavedRow, hung: dict[str, list[int]], by: User | None) -> BinEntry:
    entry = _entry(binned, row, by)
    entry.saved_row, entry.hung = saved, hung
    entry.before = {rebuilding.COLUMNS: rebuilding.other_columns(row)}
    if binned.remembers:
        entry.before[REMEMBERED] = binned.remembers(row)
    return entry


def _take_out(binned: Binned, row: Model, by: User | None) -> None:
    """Locks the row by the lock of its table's base manager; an entry that is open already stays the only one."""
    stored = type(row)._base_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if stored is None or binned.takes_out is None or BinEntry.objects.open().of_row(row).exists():
        return
    entry = _entry(binned, stored, by)
    entry.before = binned.takes_out(stored, by)
    entry.save()


def _entry(binned: Binned, row: Model, by: User | None) -> BinEntry:
    saw = readers_saw(binned, row)
    return BinEntry(
        content_type=ContentType.objects.get_for_model(type(row)),
        object_id=row.pk,
        name=str(row),
        search_text=fold(str(row)),
        binned_by=by,
        readers_saw=saw,
        addresses=list(binned.addresses(row)) if saw else [],
    )


def bring_back(entry: BinEntry, by: User | None, *, typed: Mapping[str, str] | None = None) -> Returned:
    """Bring the row of `entry` back with all that hung on it; call it inside of `saved_by`. Locks the entry.

    `typed` are values in place of those that another row has meanwhile ({"slug": "…"}). Raises NotRestored, also if
    somebody was quicker.
    """
    require_saver()
    found = _locked(entry)
    if found is None:
        raise NotRestored([EMPTIED.format(entry.kind.capitalize())])
    if found.brought_back_at:
        raise NotRestored([quicker(found)])
    binned = binned_of(found.model)
    if binned.stays_in_table:
        returned = _put_back(binned, found, by)
    elif found.is_there:
        there = found.model._base_manager.get(pk=found.object_id)
        returned = Returned(there, (THERE_ALREADY.format(found.kind.capitalize()),))
    else:
        returned = _insert(binned, found, by, typed or {})
    came_back(found, by)
    return returned


def _locked(entry: BinEntry) -> Any:
    """The entry as whoever was waited for has left it, with `is_there`; None if it is gone.

    It is locked by itself first: what a statement that waits joins is as it was before, so it would lack a colleague.
    """
    list(BinEntry.objects.select_for_update(of=("self",)).filter(pk=entry.pk).values_list("pk"))
    is_there = Exists(entry.model._base_manager.filter(pk=OuterRef("object_id")))
    with_people = BinEntry.objects.select_related("saved_row", "brought_back_by").annotate(is_there=is_there)
    return with_people.filter(pk=entry.pk).first()


def came_back(entry: BinEntry, by: User | None) -> None:
    """Note that the row of `entry`, which is locked, is where it was; by whatever way it came."""
    entry.brought_back_at, entry.brought_back_by = timezone.now(), by
    entry.save(update_fields=["brought_back_at", "brought_back_by"])


def quicker(entry: BinEntry) -> str:
    """Who brought the row of `entry` back, and when."""
    by = entry.brought_back_by or "một tài khoản nay không còn"
    at = format_time_date(entry.brought_back_at) if entry.brought_back_at else ""
    return f"“{entry.name}” đã được khôi phục lúc {at} (người khôi phục: {by})."


def _put_back(binned: Binned, entry: BinEntry, by: User | None) -> Returned:
    row = entry.model._base_manager.select_for_update(of=("self",)).filter(pk=entry.object_id).first()
    if row is None:
        raise NotRestored([EMPTIED.format(entry.kind.capitalize())])
    return Returned(row, tuple(binned.puts_back(entry, row, by)))


def _insert(binned: Binned, entry: BinEntry, by: User | None, typed: Mapping[str, str]) -> Returned:
    binned.prepares(entry, by)
    rebuilt = rebuilding.rebuild(entry, typed)
    keep(rebuilt.row, step=OUT_OF_BIN, kind=SavedRow.Kind.RESTORED)
    try:
        rebuilding.save(rebuilt)
    except IntegrityError as error:  # somebody saved another row in between
        raise NotRestored([TAKEN_NOW.format(entry.kind)]) from error
    sentences = [*rebuilt.sentences, *hang_again(rebuilt.row, entry.hung, entry.binned_at, by)]
    sentences += binned.recalls(rebuilt.row, entry.before.get(REMEMBERED, {}))
    return Returned(rebuilt.row, tuple(sentences))
