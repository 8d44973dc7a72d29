"""Recordings in the bin: the file of one goes out of service with it and comes back with it (uploads/binned_files.py).
One that is shown somewhere cannot be deleted (admin.py), so nothing hangs on one in the bin; and one that is sent
anew, or that a text shows again, comes back.
"""

import logging
from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from revisions.bin.binning import REMEMBERED, bring_back
from revisions.bin.pictures import FILE, put_file_back, was_public
from revisions.bin.registry import goes_to_bin
from revisions.files import RECORDING
from revisions.models import BinEntry, KeptFile
from revisions.registry import keep_revisions
from revisions.restoring import NotRestored
from revisions.saving import NAMED, saved_by
from uploads import binned_files, kept
from uploads.names import is_document
from uploads.refusals import Refused

from .fields import written_length
from .models import Recording

KEY, SOURCE = "key", "source"  # what an entry remembers beside the name of the file

log = logging.getLogger(__name__)


def readers_saw(recording: Recording) -> bool:
    """Whether readers ever could see it in a text; in doubt yes. One query, and one for each kind of rows."""
    naming = KeptFile.objects.filter(name=RECORDING + recording.key)
    return any(was_public(model, keys) for model, keys in naming.keys_by_model().items())


def source_of(provider: str, code: str, content_hash: str = "") -> str:
    """What says that two recordings are the same: where one is, or what is in the file."""
    return f"{provider}:{code or content_hash}"


def addresses_of(recording: Recording) -> list[str]:
    """The paths at which readers know it."""
    return [recording.get_absolute_url(), recording.player_url]


def take_out(recording: Recording) -> dict[str, Any]:
    """Take its file out of service, since the row is being deleted; returns what brings it back. One query, none for
    an address.
    """
    source = source_of(recording.provider, recording.code, recording.content_hash)
    remembered = {KEY: recording.key, SOURCE: source}
    if not recording.file:
        return remembered
    name = recording.file.name
    binned_files.take_out({name: recording.content_hash})
    return remembered | {FILE: name}


def put_back(recording: Any, remembered: Any) -> Any:
    """Bring its file back into service. Raises NotRestored."""
    return put_file_back(recording, remembered) if FILE in remembered else ()


@transaction.atomic
def sent_anew(source: str, by: Any) -> Recording | None:
    """The recording of this `source_of`, brought back from the bin because `by` has sent it anew; None if it is not
    there. One query where nothing is. Raises Refused.
    """
    entry = _in_bin(**{f"before__{REMEMBERED}__{SOURCE}": source}).first()
    if entry is None:
        return None
    try:
        with saved_by(by):
            bring_back(entry, by)
    except NotRestored as error:
        raise Refused(" ".join(error.points)) from error
    return Recording.objects.get(pk=entry.object_id)


def shown_again(names: set[str], by: Any) -> None:
    """Bring those recordings back from the bin that a saved text shows (`names` as of revisions/files.py). No query
    where none is named, and one where all of them are there.
    """
    keys = {name.removeprefix(RECORDING) for name in names if name.startswith(RECORDING)}
    if not keys or not (missing := keys - set(Recording.objects.filter(key__in=keys).values_list("key", flat=True))):
        return
    for entry in _in_bin(**{f"before__{REMEMBERED}__{KEY}__in": sorted(missing)}):
        try:
            with saved_by(by), transaction.atomic():
                bring_back(entry, by)
        except NotRestored as error:
            log.error("A recording that a saved row shows could not be brought back from the bin: %s", error)


def _in_bin(**narrowed: Any) -> Any:
    own = ContentType.objects.get_for_model(Recording)
    return BinEntry.objects.open().filter(content_type=own, **narrowed).order_by("-pk")


def named(names: Collection[str]) -> set[str]:
    """Those of `names` that are the file of a recording. One query, none for pictures alone."""
    files = [name for name in names if is_document(name)]
    return set(Recording.objects.filter(file__in=files).values_list("file", flat=True)) if files else set()


def may_see(user: Any, name: str) -> bool:
    """Whether `user` may see a file that is in the bin: whoever may see the library, of a file that was in it."""
    return name.startswith("video/") and bool(user.has_perm("recordings.view_recording"))


def register() -> None:
    """Keep what is saved of recordings, and let them go to the bin. It takes models, so no AppConfig may import it:
    the admin registers, which Django loads with every process.
    """
    keep_revisions(
        Recording,
        leaves_out=["search_text"],
        describes={"seconds": lambda fields: written_length(fields["seconds"])},
    )
    goes_to_bin(Recording, addresses=addresses_of, readers_saw=readers_saw, remembers=take_out, recalls=put_back)
    NAMED.append(shown_again)
    kept.NAMED_TODAY.append(named)
    kept.HOLDERS.append(named)
    kept.VIEWERS.append(may_see)
