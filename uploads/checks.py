"""Which files are accepted: a file is opened and read; its name and its stated type are never trusted.

The limits are those of docs/decisions.md; each refusal is a sentence that says what an editor can do instead.
"""

import hashlib
import time
import warnings
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import PurePosixPath
from threading import Lock
from typing import Any

from django.conf import settings
from PIL import Image

from vietnamese.numbers import format_bytes, format_number

from . import clamd, inspector
from .decoder import decode
from .decoding.findings import Unreadable
from .decoding.limits import MAX_FRAMES as IMAGE_MAX_FRAMES
from .decoding.limits import MAX_PIXELS as IMAGE_MAX_PIXELS
from .decoding.limits import MAX_SIDE as IMAGE_MAX_SIDE
from .decoding.reading import Reading
from .inspection.limits import MAX_MEMBERS as ZIP_MAX_MEMBERS
from .inspection.limits import MAX_UNPACKED_BYTES as ZIP_MAX_UNPACKED_BYTES
from .picture_sentences import DAMAGED, unknown_image
from .picture_sentences import sentence_for as picture_sentence
from .refusals import NotChecked, Refused
from .sentences import KINDS as DOCUMENT_KINDS
from .sentences import sentence_for

__all__ = [
    "IMAGE_MAX_BYTES",
    "IMAGE_MAX_FRAMES",
    "IMAGE_MAX_PIXELS",
    "IMAGE_MAX_SIDE",
    "ZIP_MAX_MEMBERS",
    "ZIP_MAX_UNPACKED_BYTES",
    "CheckedDocument",
    "NotChecked",
    "Refused",
    "check_document",
    "check_size",
    "examine_document",
    "open_image",
    "read_image",
]

UPLOAD_MAX_BYTES = 10 * 1024 * 1024
# A picture of 48 megapixels of a telephone has 12 to 20 MB, one of 100 of a camera 25 to 30.
IMAGE_MAX_BYTES = 32 * 1024 * 1024
DOCUMENT_EXTENSIONS = ("pdf", "docx", "xlsx", "odt")

# Pillow only warns of a decompression bomb; here the warning is an error.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)

KNOWN_GOOD_SECONDS, KNOWN_GOOD_FILES = 60, 64


def check_size(file: Any, most: int = UPLOAD_MAX_BYTES) -> None:
    """Raises Refused when `file` is empty or has more than `most` bytes."""
    if not file.size:
        raise Refused("Tệp rỗng (0 byte). Hãy chọn lại tệp.")
    if file.size > most:
        measured = format_bytes(file.size)
        if measured == format_bytes(most):  # what is just above the limit reads as the limit when it is rounded
            measured = f"{format_number(file.size)} byte"
        raise Refused(f"Tệp nặng {measured}, quá giới hạn {format_bytes(most)}. Hãy giảm dung lượng rồi thử lại.")


# Images


def open_image(file: Any) -> Image.Image:
    """The picture of `read_image`; `info` has its colour profile and nothing else."""
    reading = read_image(file)
    reading.picture.info = {"icc_profile": reading.profile} if reading.profile else {}
    return reading.picture


def read_image(file: Any) -> Reading:
    """The first frame of `file`, upright, and its animation if it moves. The picture may be smaller than the sent one,
    but not smaller than the sizes that are stored.

    Raises Refused, also for any exception of a decoder; NotChecked when this machine cannot read it now.
    """
    check_size(file, IMAGE_MAX_BYTES)
    content = _content_of(file)
    clamd.scan(content)
    try:
        return decode(content)
    except Unreadable as error:
        refusal = NotChecked if error.code in {"not_decoded", "busy"} else Refused
        raise refusal(picture_sentence(error, content)) from error
    except Image.UnidentifiedImageError as error:
        raise Refused(unknown_image(content[:512])) from error
    except Exception as error:  # decoders raise nearly anything on hostile bytes
        raise Refused(DAMAGED) from error


def _content_of(file: Any) -> bytes:
    file.seek(0)
    content: bytes = file.read()
    file.seek(0)
    return content


# Documents


@dataclass(frozen=True)
class CheckedDocument:
    """`extension`: "pdf", "docx", "xlsx" or "odt"; `pages`: how many it has, None if it does not say."""

    extension: str
    pages: int | None


def check_document(file: Any, name: str) -> str:
    """The extension of the document in `file`, as `examine_document` finds and refuses it."""
    return examine_document(file, name).extension


def examine_document(file: Any, name: str) -> CheckedDocument:
    """What the document in `file` is, whose name is `name`.

    Raises Refused when the name promises another kind than the bytes hold, for content that runs, fetches or hides
    something, for passwords and damage, and for what the virus scanner finds; NotChecked when there is no verdict.
    A form checks before its save does: a document that passed within the last minute is not checked again.
    """
    check_size(file)
    extension = PurePosixPath(name.lower()).suffix.lstrip(".")
    if extension not in DOCUMENT_EXTENSIONS:
        raise Refused(f"Không nhận tệp loại “.{extension[:12]}”. {DOCUMENT_KINDS}")
    content = _content_of(file)
    key = (hashlib.sha256(content).digest(), extension, settings.CLAMD)
    known = _known_good.get(key)
    if known is None:
        verdict = inspector.inspect(content, extension)
        if verdict.found:
            code, detail = verdict.found
            error = NotChecked if verdict.found in inspector.NO_VERDICT else Refused
            raise error(sentence_for(code, detail, extension))
        clamd.scan(content)
        known = CheckedDocument(extension, verdict.pages)
        _known_good.add(key, known)
    return known


class _KnownGood:
    """Documents that passed by their digests, for a minute; a form's check and its save are seconds apart."""

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[float, CheckedDocument]] = {}
        self._lock = Lock()

    def add(self, key: Hashable, document: CheckedDocument) -> None:
        with self._lock:
            while len(self._known) >= KNOWN_GOOD_FILES:
                self._known.pop(next(iter(self._known)))
            self._known[key] = time.monotonic() + KNOWN_GOOD_SECONDS, document

    def get(self, key: Hashable) -> CheckedDocument | None:
        with self._lock:
            until, document = self._known.get(key, (0, None))
            return document if until > time.monotonic() else None


_known_good = _KnownGood()
