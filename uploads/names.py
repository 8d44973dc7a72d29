"""Names of stored files: readable ASCII and a part of the content's hash, so that two files never share one."""

import hashlib
import re
from pathlib import PurePosixPath

from django.core.files import File

from vietnamese.slugs import slugify

from .sizes import SHARES, is_sized, sizes_of

BIN_FOLDER = ".bin"
STEM_MAX_LENGTH = 60
HASH_LENGTH = 10
# A name that was taken gets some signs more, by Django.
_STORED = re.compile(rf"^(?P<stem>.+)-[0-9a-f]{{{HASH_LENGTH}}}(?:_[A-Za-z0-9]{{7}})?(?P<end>\.[a-z]+)$")


def digest_of(file: "File[bytes]") -> str:
    """SHA-256 of the content as 64 hex digits; `file` is left at its start."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def stored_name(name: str, digest: str, extension: str) -> str:
    """`Nghị quyết 18.PDF` → `nghi-quyet-18-3f9a0c12de.pdf`."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    return f"{slugify(stem, max_length=STEM_MAX_LENGTH) or 'tep'}-{digest[:HASH_LENGTH]}.{extension}"


def readable_name(name: str) -> str:
    """The name under which a reader keeps the file: `nghi-quyet-18.pdf`."""
    name = PurePosixPath(name).name
    stored = _STORED.match(name)
    return f"{stored['stem']}{stored['end']}" if stored else name


def picture_key(name: str) -> str:
    """What the names of all sizes of a picture have in common: `anh/7a/7af1…b863s` (the letter: sizes.py)."""
    return name.rpartition("-")[0]


def key_of(name: str) -> str:
    """What names the stored file `name` and, of a picture, its other sizes: the `picture_key`, or the name itself."""
    return picture_key(name) if is_sized(name) else name


def is_document(key: str) -> bool:
    """Whether `key` names a document, and not a picture with its sizes."""
    return bool(PurePosixPath(key).suffix)


def files_of(key: str) -> list[str]:
    """The stored files that `key` names: those of all sizes of a picture, or the one document."""
    return [key] if is_document(key) else [f"{key}-{size}.webp" for size in sizes_of(key)]


def all_files_of(key: str) -> list[str]:
    """Those of `files_of`, and the cuts for shared links that a picture may have."""
    return [key] if is_document(key) else [*files_of(key), *(f"{key}-{share}.webp" for share in SHARES)]


def place_of(name: str) -> str:
    """The name in the storage of the file `name` while it is in the bin."""
    return f"{BIN_FOLDER}/{name}"
