"""Files of the bin: out of service, in a folder of the storage that nobody publishes.

Which files belong there is what the table says (`BinnedFile`); where a file lies is what a reader gets: in its place
it is served, in the folder of the bin it is gone (410), nowhere it is not found (404). So no query is asked when files
are served, and a web server that publishes the storage by itself has none of the bin: its folder begins with a dot
and is open to the portal's own account alone.

`settle` brings the two together. It runs after each commit, and the worker runs it for all files: after a process was
killed in between, a disk that was full or read-only for a while, or a backup of one of the two was taken back. A file
comes back before the commit, so that no row of today is ever without it.
"""

import logging
import os
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from .kept import VIEWERS, named_today
from .models import BinnedFile, Image
from .names import BIN_FOLDER, all_files_of, is_document, key_of, place_of
from .sizes import MAIN_WIDTH

BATCH = 500

log = logging.getLogger(__name__)


def where(name: str) -> str:
    """Where in the storage the file `name` lies, in service or in the bin; `name` itself if it is nowhere."""
    return name if default_storage.exists(name) or not default_storage.exists(place_of(name)) else place_of(name)


def is_out(name: str) -> bool:
    """Whether a file that `name` means (kept.py) lies in the bin. Asks the storage alone."""
    return any(default_storage.exists(place_of(file)) for file in all_files_of(name))


def take_out(digests: Mapping[str, str]) -> None:
    """Take files out of service once the transaction is committed: {what names them (kept.py): digest of the content,
    "" where nobody knows}. What a row of today still names then stays in service. One query, and those of `settle`.
    """
    rows = [BinnedFile(name=name, digest=digest) for name, digest in digests.items()]
    BinnedFile.objects.bulk_create(rows, ignore_conflicts=True)
    transaction.on_commit(partial(settle, list(digests)), robust=True)


def bring_back(names: Collection[str]) -> None:
    """Bring files back into service, at once; whoever takes them out meanwhile waits for the end of the transaction.
    Names of which nothing is in the bin are passed over. One query. Raises OSError if the disk refuses.
    """
    BinnedFile.objects.filter(name__in=names).delete()
    for name in names:
        for file in all_files_of(name):
            _move(place_of(file), file)


def with_digest(digest: str) -> list[str]:
    """What names the files of the bin that have this content. One query."""
    return list(BinnedFile.objects.filter(digest=digest).values_list("name", flat=True)) if digest else []


def settle(names: Collection[str]) -> list[str]:
    """Move the files of `names` to where they belong, and return those that the disk refused to move. Doing it again
    changes nothing. Two queries, and one for each finder of kept.py.
    """
    refused = []
    with transaction.atomic():
        rows = BinnedFile.objects.select_for_update().filter(name__in=names).order_by("pk")
        binned = set(rows.values_list("name", flat=True))
        if used := _named_today(binned):
            BinnedFile.objects.filter(name__in=used).delete()
        for name in names:
            try:
                for file in all_files_of(name):
                    _move(*((file, place_of(file)) if name in binned - used else (place_of(file), file)))
            except OSError as error:
                log.error("The file %s could not be moved (bin): %s", name, error)
                refused.append(name)
    return refused


def settle_all() -> int:
    """Settle every file of the bin, and what lies in its folder and is not in the table; returns how many the disk
    refused to move. A few queries for 500 files.
    """
    refused = 0
    last = 0
    while rows := list(BinnedFile.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "name")[:BATCH]):
        last = rows[-1][0]
        refused += len(settle([name for _, name in rows]))
    lying = sorted({key_of(name) for name in _names_in_folder()})
    for start in range(0, len(lying), BATCH):
        keys = lying[start : start + BATCH]
        known = set(BinnedFile.objects.filter(name__in=keys).values_list("name", flat=True))
        refused += len(settle([key for key in keys if key not in known]))
    return refused


def may_see(user: Any, file: str) -> bool:
    """Whether `user` may see the stored file `file` while it is in the bin: a picture whoever may see the library, a
    document whoever the packages above name (`kept.VIEWERS`). No query for readers.
    """
    if not (user.is_active and user.is_staff):
        return False
    if key_of(file) != file:
        return bool(user.has_perm("uploads.view_image"))
    return any(may(user, file) for may in VIEWERS)


def in_library(names: Collection[str]) -> set[str]:
    """Those of `names` that pictures of the library have. One query, none for documents alone."""
    main = {f"{name}-{MAIN_WIDTH}.webp": name for name in names if not is_document(name)}
    pictures = Image.objects.filter(file__in=main).values_list("file", flat=True) if main else ()
    return {main[file] for file in pictures}


def _named_today(names: Collection[str]) -> set[str]:
    return in_library(names) | named_today(names)


def _names_in_folder() -> Iterator[str]:
    folder = Path(default_storage.path(BIN_FOLDER))
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def _move(source: str, target: str) -> None:
    """Rename a file within the storage, if it is there. What stands at `target` has the same content: names hold its
    hash. Raises OSError.
    """
    here, there = default_storage.path(source), default_storage.path(target)
    if not os.path.lexists(here):
        return
    os.makedirs(default_storage.path(BIN_FOLDER), mode=0o700, exist_ok=True)
    os.makedirs(os.path.dirname(there), exist_ok=True)
    try:
        os.replace(here, there)
    except FileNotFoundError:
        if os.path.lexists(here):
            raise  # moved by nobody else meanwhile
