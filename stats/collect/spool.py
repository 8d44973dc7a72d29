"""Where beacons wait while the database is unavailable: lines in files, loaded exactly once when it is back.

One process writes one file, line by line, each on the disk before the answer goes out. The loader takes over a file by
renaming it under a lock; its writer notices that and begins another. The transaction that loads a file stores its name
and digest: whatever crashes, no file and no copy of one is loaded twice.
"""

import errno
import fcntl
import hashlib
import json
import logging
import os
import secrets
import threading
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from articles.models import Article
from database import clock
from stats.models import Hit, Reason

from .beacon import PK_MAX
from .dimensions import ROWS, named_row

log = logging.getLogger(__name__)

# Small enough to be loaded in one piece of memory; all together small enough to leave room on the disk.
FILE_MAX_BYTES = 2 * 1024 * 1024
SPOOL_MAX_BYTES = 1024 * 1024 * 1024
WRITING, CLOSED = ".jsonl", ".closed"


def append(hit: Hit) -> None:
    """Write one Hit and wait until the disk has it. Raises OSError; then nothing of it is in the file."""
    line = [hit.at.isoformat(), hit.article_id, hit.visitor, hit.reason, hit.is_view, hit.dimensions]
    _writer.write(json.dumps(line).encode() + b"\n")


def load() -> int:
    """Move all spool files into the database; returns the number of lines. Any number of loaders may run."""
    folder = _folder()
    for path in sorted(folder.glob(f"*{WRITING}")):
        _close(path)
    return sum(_load_file(path) for path in sorted(folder.glob(f"*{CLOSED}")))


def waiting() -> int:
    """How many files wait to be loaded."""
    folder = _folder()
    return sum(1 for pattern in (WRITING, CLOSED) for _ in folder.glob(f"*{pattern}"))


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "spool"


class _Writer:
    """The file of this process. A name is random and never used again: the loader knows files by their names."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._path: Path | None = None

    def write(self, line: bytes) -> None:
        with self._lock:
            descriptor = self._open()
            try:
                size = os.fstat(descriptor).st_size
                try:
                    _write_all(descriptor, line)
                    os.fsync(descriptor)
                except OSError:
                    self._give_up(descriptor, size)
                    raise
            finally:
                os.close(descriptor)
            if size + len(line) >= FILE_MAX_BYTES:
                self._path = None

    def _give_up(self, descriptor: int, size: int) -> None:
        """Cut off what could not be written in full; delete the file when it held nothing else."""
        path, self._path = self._path, None
        if size:
            os.ftruncate(descriptor, size)
        elif path:
            path.unlink(missing_ok=True)

    def _open(self) -> int:
        """The file, locked; a new one when the loader has taken over the last."""
        while True:
            if self._path is None or self._path.parent != _folder():
                self._path = _new_file(_folder())
            with suppress(FileNotFoundError):
                descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND)
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                if _is_file_at(descriptor, self._path):
                    return descriptor
                os.close(descriptor)
            self._path = None


_writer = _Writer()
os.register_at_fork(after_in_child=_writer.__init__)  # type: ignore[misc]


def _new_file(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if sum(map(_size, folder.iterdir())) >= SPOOL_MAX_BYTES:
        raise OSError(errno.EDQUOT, "the spool is full")
    path = folder / f"hits-{secrets.token_hex(12)}{WRITING}"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    _sync_folder(folder)
    return path


def _size(path: Path) -> int:
    """The file's bytes; 0 when a loader has just deleted it."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _write_all(descriptor: int, line: bytes) -> None:
    while line:
        line = line[os.write(descriptor, line) :]


def _is_file_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _close(path: Path) -> None:
    """Take over a file from its writer."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if _is_file_at(file.fileno(), path):
            path.rename(path.with_suffix(CLOSED))


def _load_file(path: Path) -> int:
    """The number of lines loaded: 0 for a file, or a copy of one, that was loaded before."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return 0
    hits = _parse(path, content)
    with transaction.atomic():
        loaded = _note(path, content, len(hits))
        if loaded:
            latest = clock.now()  # the machine that wrote them may have a clock that is ahead
            for hit in hits:
                hit.at = min(hit.at, latest)
            Hit.objects.bulk_create(_with_known_rows(hits), batch_size=5000)
    path.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return len(hits) if loaded else 0


def _note(path: Path, content: bytes, count: int) -> bool:
    """Whether this file is new; a loader that meets another with the same file waits for it here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO stats_spooled (name, digest, hits, loaded_at) VALUES (%s, %s, %s, now())"
            " ON CONFLICT DO NOTHING",
            [path.stem, hashlib.sha256(content).digest(), count],
        )
        is_new: bool = cursor.rowcount == 1
    return is_new


def _parse(path: Path, content: bytes) -> list[Hit]:
    """The Hits of a file, without a last line that has no end: no browser got an answer for it."""
    lines = content.split(b"\n")[:-1]
    hits = []
    for number, line in enumerate(lines, 1):
        try:
            hits.append(_hit(json.loads(line)))
        except (ValueError, TypeError):
            log.error("%s, line %d cannot be read and is left out.", path.name, number)
    return hits


def _hit(line: list[Any]) -> Hit:
    """The Hit of a line; lines of version 0.2.0 end with the reason. Raises ValueError or TypeError."""
    at, article_id, visitor, reason, *more = line
    is_view, dimensions = more or (True, [])
    if max(abs(article_id or 0), abs(visitor)) > PK_MAX:
        raise ValueError("no number of PostgreSQL's")
    hit = Hit(
        at=datetime.fromisoformat(at), article_id=article_id, visitor=visitor, reason=Reason(reason) if reason else ""
    )
    hit.is_view, hit.dimensions = bool(is_view), [*map(str, dimensions)]
    named_row(hit.dimensions)  # is a number, or this line goes
    return hit


def _with_known_rows(hits: list[Hit]) -> list[Hit]:
    """`hits`, with the reason UNKNOWN for those that name a row that is not there, or an article that was never
    published. Three queries at most.
    """
    asked = [("article", hit.article_id) if hit.article_id else named_row(hit.dimensions) for hit in hits]
    known = {("", 0)}
    for kind, rows in {"article": Article.with_binned.exclude(published_at=None), **ROWS}.items():
        pks = {pk for name, pk in asked if name == kind}
        known |= {(kind, pk) for pk in rows.filter(pk__in=pks).values_list("pk", flat=True)} if pks else set()
    for hit, row in zip(hits, asked, strict=True):
        if row not in known:
            hit.article_id, hit.reason, hit.dimensions = None, Reason.UNKNOWN, []
    return hits
