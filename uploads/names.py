"""Names of stored files: readable ASCII and a part of the content's hash, so that two files never share one."""

import hashlib
import re
from pathlib import PurePosixPath

from django.core.files import File

from vietnamese.slugs import slugify

STEM_MAX_LENGTH = 60
HASH_LENGTH = 10
_STORED = re.compile(rf"^(?P<stem>.+)-[0-9a-f]{{{HASH_LENGTH}}}(?P<end>\.[a-z]+)$")


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
    """What the names of all sizes of a picture have in common: `anh/7a/7af1…b863`."""
    return name.rpartition("-")[0]
