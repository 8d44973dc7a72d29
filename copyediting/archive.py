"""The portal's own published texts as a second source of pairs: counted every night, the same on every machine.

The leading worker counts a little at a time (`count_some`) and stores the counts in the database; the worker of each
machine keeps a copy of them in VAR_DIR (`fetch`); every process reads that copy (`current`) and asks no database. Each
night counts anew, so a text that is withdrawn teaches nothing from the next night on. Nothing is stored before all is
counted: a worker that is killed, or a second one that counts as well, does no harm.
"""

import hashlib
import logging
import os
import secrets
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from proofreading.data_files import Version, read_whole, version_of
from proofreading.lexicon import lexicon

from .archive_counts import MAX_BYTES, ArchiveCounts, ArchiveError, PairCounter, is_slip, packed
from .models import StoredArchive
from .published import sources, walk

log = logging.getLogger(__name__)

HOUR = 2  # of the night, when few people wait for the machine
AT_ONCE = 1.0  # seconds: other jobs of the worker wait no longer
PAIRS_A_STEP = 200


class _Count:
    """A count that has begun: the steps that are left. Another process has its own."""

    def __init__(self) -> None:
        self._steps: Iterator[None] | None = None

    @property
    def has_begun(self) -> bool:
        return self._steps is not None

    def go_on(self, seconds: float) -> bool:
        """Do steps for so long, from the first if none is done; whether there is none left. What raises ends it."""
        end = time.monotonic() + seconds
        steps, self._steps = self._steps or _counting(), None
        for _ in steps:
            if time.monotonic() >= end:
                self._steps = steps
                return False
        return True

    def forget(self) -> None:
        self._steps = None


_count = _Count()


def count_some(seconds: float = AT_ONCE) -> bool:
    """Count for so long, if a count is due or has begun; whether one is complete now. One query when none is due.

    Raises what reading the texts raises, and LexiconError; then the next call begins anew.
    """
    return (_count.has_begun or is_due()) and _count.go_on(seconds)


def is_due(now: datetime | None = None) -> bool:
    """Whether the last count was before the last HOUR o'clock. One query."""
    now = timezone.localtime(now)
    last = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if last > now:
        last -= timedelta(days=1)
    return not StoredArchive.objects.filter(pk=StoredArchive.ONLY, counted_at__gte=last).exists()


def _counting() -> Iterator[None]:
    """Counts all texts, one a step, takes out what is a slip, then stores the counts."""
    counter, began = PairCounter(lexicon().is_known), timezone.now()
    for source in sources():
        if source.teaches:
            for text in walk(source):
                counter.add(text.document)
                yield
    pairs = counter.pairs()
    kept = {}
    for number, (pair, count) in enumerate(pairs.items()):
        if not is_slip(pair, pairs, _near):
            kept[pair] = count
        if number % PAIRS_A_STEP == 0:
            yield
    _store(packed(kept), counter.texts, began)


def _near(syllable: str) -> list[str]:
    return [near.syllable for near in lexicon().near(syllable)]


def _store(file: bytes, texts: int, began: datetime) -> None:
    row = {
        "counted_at": began,
        "texts": texts,
        "digest": hashlib.sha256(file).hexdigest(),
        "packed": zlib.compress(file),
    }
    StoredArchive.objects.update_or_create(pk=StoredArchive.ONLY, defaults=row)


def fetch() -> bool:
    """Make this machine's copy what the database has; whether it is another one now. One query, two for a new one.

    Raises OSError when the copy cannot be written, ArchiveError for a row that is broken; the copy stays then.
    """
    digest = StoredArchive.objects.filter(pk=StoredArchive.ONLY).values_list("digest", flat=True).first()
    if digest is None or digest == _digest_of(path()):
        return False
    row = StoredArchive.objects.filter(pk=StoredArchive.ONLY).first()
    if row is None:
        return False
    _replace(path(), _unpacked(row))
    return True


def current() -> ArchiveCounts | None:
    """The counts of this machine's copy; None when there is none yet, or it is broken. No query, a look at a file."""
    version = version_of(path())
    return None if version is None else _opened(path(), version)


def path() -> Path:
    return Path(settings.VAR_DIR) / "proofreading" / "archive.counts"


@lru_cache(maxsize=1)
def _opened(file: Path, version: Version) -> ArchiveCounts | None:
    try:
        return ArchiveCounts.of_file(file)
    except ArchiveError as error:
        log.warning("The counts of the archive are not used: %s", error)
        return None


def _unpacked(row: StoredArchive) -> bytes:
    unpack = zlib.decompressobj()
    try:
        file = unpack.decompress(row.packed, MAX_BYTES)
    except zlib.error as error:
        raise ArchiveError("The stored counts of the archive are broken.") from error
    if hashlib.sha256(file).hexdigest() != row.digest:
        raise ArchiveError("The stored counts of the archive are broken.")
    return file


def _digest_of(file: Path) -> str | None:
    with suppress(OSError, ValueError):
        return hashlib.sha256(read_whole(file, MAX_BYTES)).hexdigest()
    return None


def _replace(file: Path, content: bytes) -> None:
    """All at once for whoever reads; what a worker that was killed left behind goes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    for left in file.parent.glob(f"{file.name}.*.new"):
        left.unlink(missing_ok=True)
    new = file.with_name(f"{file.name}.{secrets.token_hex(8)}.new")
    with new.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)
