"""Files on disk are whole or missing: they are written under another name, forced to the disk, and then linked."""

import contextlib
import os
import tempfile
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from .names import place_of
from .refusals import Refused

DISK_REFUSED = "Máy chủ chưa lưu được tệp (hết chỗ hoặc không cho ghi). Tệp chưa được tải lên; hãy báo quản trị web."


class WholeFileStorage(FileSystemStorage):
    """Django's file storage, except that a full disk, a killed process or a power cut leaves no half file.

    A name that exists is never written over: the file gets another name, as with Django's own storage. A file of the
    bin has its name still: it comes back under it.
    """

    def is_name_available(self, name: str, max_length: int | None = None) -> bool:
        return super().is_name_available(name, max_length) and not self.exists(place_of(name))

    def _save(self, name: str, content: "File[Any]") -> str:
        directory = os.path.dirname(self.path(name))
        os.makedirs(directory, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=".", suffix=".part", dir=directory)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fchmod(file.fileno(), self.file_permissions_mode or 0o644)
                os.fsync(file.fileno())
            name = self._put_in_place(aside, name)
        finally:
            os.unlink(aside)
        _force_to_disk(directory)
        return name

    def _put_in_place(self, aside: str, name: str) -> str:
        """A hard link is the one way to name a file that fails when the name is taken."""
        while True:
            try:
                os.link(aside, self.path(name))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name


def _force_to_disk(directory: str) -> None:
    """Force the directory's entry to the disk, too. Some network file systems cannot: there only the file is."""
    with contextlib.suppress(OSError):
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_sure_it_fits(storage: object, size: int) -> None:
    """Raises Refused when `size` bytes cannot be written now. It tries that, because quotas falsify the free space.

    Storages that are not on this disk are not tried.
    """
    if not isinstance(storage, FileSystemStorage):
        return
    try:
        os.makedirs(storage.location, exist_ok=True)
        with tempfile.TemporaryFile(dir=storage.location) as file:
            os.posix_fallocate(file.fileno(), 0, size)
    except OSError as error:
        raise Refused(DISK_REFUSED) from error
