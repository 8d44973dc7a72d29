"""Pictures and documents of the bin that rows of today name: an older revision is brought back, or a text was typed,
or copied, while its picture was in the library. Readers shall miss nothing, so they come back.
"""

import logging
from collections.abc import Callable, Collection, Iterator
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import User
from uploads import binned_files
from uploads.binned_files import in_library
from uploads.models import Image
from uploads.names import is_document
from uploads.usage import names_shown_in

from ..models import BinEntry, BinEntryQuerySet, KeptFile
from ..restoring import NotRestored
from ..saving import saved_by
from .binning import bring_back, came_back

BATCH = 500

log = logging.getLogger(__name__)


def used_again(names: set[str], by: User | None) -> None:
    """Bring those of `names` (uploads/kept.py) back that are in the bin, pictures with their row. A row that came back
    otherwise, as part of a revision, is in the bin no more. No query where nothing is; if the disk refuses, the log
    says so and the worker tries again.
    """
    lying = {name for name in names if binned_files.is_out(name)}
    if lying:
        _bring_back(lying, by)


def repair() -> int:
    """Bring back the pictures of the bin that a text of today shows and the library lacks, and return how many:
    somebody saved it while somebody else deleted the picture. A few queries for 500 pictures, however many rows there
    are.
    """
    missing = set().union(*(shown_today(names) - in_library(names) for names in _pictures_in_bin()))
    if missing:
        _bring_back(missing, None)
    return len(missing)


def shown_today(names: Collection[str]) -> set[str]:
    """Those of `names` that a text of today shows, in a row of which some revision does. One query, and one for each
    kind of rows that names one.
    """
    pictures = [name for name in names if not is_document(name)]
    if not pictures:
        return set()
    found = set()
    for model, keys in KeptFile.objects.filter(name__in=pictures).keys_by_model().items():
        if model is not None:
            found |= names_shown_in(model, keys, pictures)
    return found


def _bring_back(names: set[str], by: User | None) -> None:
    with saved_by(by), transaction.atomic():
        for entry in _entries_of(names):
            if entry.model._base_manager.filter(pk=entry.object_id).exists():
                came_back(entry, by)
            elif entry.model is Image:
                _try(partial(bring_back, entry, by), entry.name)
        _try(partial(binned_files.bring_back, names), ", ".join(sorted(names)))


def _try(work: Callable[[], object], what: str) -> None:
    """Do `work`, or leave it to the worker: one that cannot come back stops no other, and no save."""
    try:
        with transaction.atomic():
            work()
    except (NotRestored, OSError) as error:
        log.error("What a saved row names could not be brought back from the bin (%s): %s", what, error)


def _entries_of(names: set[str]) -> BinEntryQuerySet:
    """What is in the bin, but for what stays in its table, and named one of the files once. Locks the entries."""
    naming = KeptFile.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), name__in=names
    )
    return BinEntry.objects.open().filter(Exists(naming), saved_row__isnull=False).select_for_update(of=("self",))


def _pictures_in_bin() -> Iterator[list[str]]:
    """What names the files of pictures in the bin, 500 at a time."""
    own = ContentType.objects.get_for_model(Image)
    keys = BinEntry.objects.open().filter(content_type=own).values("object_id")
    kept = KeptFile.objects.filter(content_type=own, object_id__in=keys)
    names = sorted(set(kept.values_list("name", flat=True)))
    yield from (names[start : start + BATCH] for start in range(0, len(names), BATCH))
