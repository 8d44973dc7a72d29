"""Thinning out old revisions: what a row was at first, what readers saw, steps, notes and the last of each day stay.

Of the plain saves that are older than a number of days only the last one of a local day is kept; saves between two
others of one day go. The first and the latest revision of a row always stay, also of a deleted row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise

from django.db import transaction
from django.utils import timezone
from reversion.models import Revision

from .bin.evidence import proof_of
from .compare import compare
from .files import files_of
from .models import KeptFile, SavedRow
from .registry import Kept, all_kept
from .snapshots import state_in
from .values import values_of

BATCH = 500  # rows whose revisions are looked at together


@dataclass(frozen=True)
class Thinned:
    """What thinning does to one model, or would do."""

    name: str  # of the model, in Vietnamese
    rows: int
    revisions: int
    going: int


def thin(older_than_days: int, *, do: bool, at: datetime | None = None) -> list[Thinned]:
    """Thin out the revisions that are older than so many days at `at` (aware; default now); count only unless `do`.

    Row by row, each in a transaction of its own: stopped half way, it goes on from there when called again. Raises
    ValueError for less than one day.
    """
    if older_than_days < 1:
        raise ValueError(older_than_days)
    before = (at or timezone.now()) - timedelta(days=older_than_days)
    return [_thin_model(kept, before, do=do) for kept in all_kept()]


def going(saved_rows: list[SavedRow], before: datetime) -> list[SavedRow]:
    """Those of one row's revisions, the oldest first, that are thinned out. No query if `revision` is loaded."""
    found = []
    saved_rows = [each for each in saved_rows if each.kind != SavedRow.Kind.UNSAVED]  # these stay
    for _, of_day in groupby(saved_rows[1:-1], lambda saved: timezone.localdate(saved.revision.date_created)):
        *others, _last = of_day
        found += [each for each in others if not each.is_milestone and each.revision.date_created < before]
    return found


def _thin_model(kept: Kept, before: datetime, *, do: bool) -> Thinned:
    rows = revisions = gone = 0
    for saved_rows in _by_row(kept):
        rows, revisions = rows + 1, revisions + len(saved_rows)
        leaving = _leaving(kept, saved_rows, before)
        if do and leaving:
            leaving = _remove(kept, saved_rows[0].object_id, before)
        gone += len(leaving)
    return Thinned(str(kept.model._meta.verbose_name), rows, revisions, gone)


def _by_row(kept: Kept) -> Iterator[list[SavedRow]]:
    """The revisions of each row, the oldest first. Two queries for 500 rows."""
    of_model = SavedRow.objects.of_model(kept.model)
    keys = sorted(of_model.order_by().values_list("object_id", flat=True).distinct())
    for start in range(0, len(keys), BATCH):
        batch = of_model.filter(object_id__in=keys[start : start + BATCH]).with_people().defer("names")
        for _, saved_rows in groupby(batch.order_by("object_id", "pk"), lambda saved: saved.object_id):
            yield list(saved_rows)


def _leaving(kept: Kept, saved_rows: list[SavedRow], before: datetime) -> list[SavedRow]:
    """`going`, without the one by which the bin knows that readers saw the row. One query at most."""
    found = going(saved_rows, before)
    proof = proof_of(kept.model, saved_rows) if found else None
    return [saved for saved in found if saved.pk != proof]


@transaction.atomic
def _remove(kept: Kept, key: int, before: datetime) -> list[SavedRow]:
    """Remove what goes of one row, which nobody saves meanwhile; returns what went.

    What the next revision says of itself is compared with the one that is before it now.
    """
    kept.model._base_manager.select_for_update(of=("self",)).order_by().filter(pk=key).values_list("pk").first()
    saved_rows = list(SavedRow.objects.of_key(kept.model, key).with_people().order_by("pk"))
    leaving = _leaving(kept, saved_rows, before)
    gone = {each.pk for each in leaving}
    staying = [each for each in saved_rows if each.pk not in gone]
    for previous, saved in pairwise(each for each in staying if each.kind != SavedRow.Kind.UNSAVED):
        if any(previous.pk < number < saved.pk for number in gone):
            _say_anew(kept, previous, saved)
    Revision.objects.filter(saved_row__in=gone).delete()
    still_named = set[str]().union(*(files_of(state_in(saved, kept)) for saved in staying))
    KeptFile.objects.of_key(kept.model, key).exclude(name__in=still_named).delete()
    return leaving


def _say_anew(kept: Kept, previous: SavedRow, saved: SavedRow) -> None:
    both = (values_of(state_in(each, kept)) for each in (previous, saved))
    SavedRow.objects.filter(pk=saved.pk).update(summary=compare(*both, briefly=True).summary)
