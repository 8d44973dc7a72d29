"""Which files are accepted: a file is opened and read; its name and its stated type are never trusted.

The limits are those of docs/decisions.md; each refusal is a sentence that says what an editor can do instead.
"""

import hashlib
import io
import time
import warnings
from collections.abc import Hashable
from contextlib import suppress
from pathlib import PurePosixPath
from threading import Lock
from typing import Any

from django.conf import settings
from PIL import Image, ImageOps

from vietnamese.numbers import format_bytes, format_number

from . import clamd, inspector
from .inspection.limits import MAX_MEMBERS as ZIP_MAX_MEMBERS
from .inspection.limits import MAX_UNPACKED_BYTES as ZIP_MAX_UNPACKED_BYTES
from .pictures import ended, is_jpeg_without_end, without_texts
from .refusals import NotChecked, Refused
from .sentences import KINDS as DOCUMENT_KINDS
from .sentences import sentence_for
from .sizes import MAIN_WIDTH

__all__ = [
    "ZIP_MAX_MEMBERS",
    "ZIP_MAX_UNPACKED_BYTES",
    "NotChecked",
    "Refused",
    "check_document",
    "check_size",
    "open_image",
]

UPLOAD_MAX_BYTES = 10 * 1024 * 1024
IMAGE_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
IMAGE_MAX_PIXELS = 40_000_000
IMAGE_MAX_SIDE = 12_000
IMAGE_MAX_FRAMES = 200
DOCUMENT_EXTENSIONS = ("pdf", "docx", "xlsx", "odt")

# Pillow only warns of a decompression bomb; here the warning is an error.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)

IMAGE_KINDS = "Hãy dùng ảnh JPEG, PNG, GIF hoặc WebP."
KNOWN_GOOD_SECONDS, KNOWN_GOOD_FILES = 60, 64


def check_size(file: Any) -> None:
    """Raises Refused when `file` is empty or larger than `UPLOAD_MAX_BYTES`."""
    if not file.size:
        raise Refused("Tệp rỗng (0 byte). Hãy chọn lại tệp.")
    if file.size > UPLOAD_MAX_BYTES:
        raise Refused(
            f"Tệp nặng {format_bytes(file.size)}, quá giới hạn {format_bytes(UPLOAD_MAX_BYTES)}. "
            "Hãy giảm dung lượng rồi thử lại."
        )


# Images


def open_image(file: Any) -> Image.Image:
    """The first frame of `file` as a loaded Pillow image: upright, without metadata except its colour profile.

    It may be smaller than the sent picture, but not smaller than the sizes that are stored.
    Raises Refused, also for any exception of a decoder.
    """
    check_size(file)
    content = _content_of(file)
    clamd.scan(content)
    try:
        return _read_image(without_texts(content))
    except Refused:
        raise
    except Image.UnidentifiedImageError as error:
        raise Refused(_unknown_image(content[:512])) from error
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refused(_too_large(_claimed_size(content))) from error
    except Exception as error:  # decoders raise nearly anything on hostile bytes
        raise Refused("Ảnh bị hỏng hoặc bị cắt cụt, không đọc được. Hãy lưu lại ảnh rồi thử lại.") from error


def _read_image(content: bytes) -> Image.Image:
    with _opened(content) as image:
        _check_dimensions(image)
        image.verify()
    if is_jpeg_without_end(content):
        content = _ended_jpeg(content)
    image = _loaded(content)
    # The metadata of a camera may be damaged in a good picture: then the picture is not turned.
    with suppress(Exception):
        ImageOps.exif_transpose(image, in_place=True)
    profile = image.info.get("icc_profile")
    if image.has_transparency_data and image.mode != "RGBA":
        image = image.convert("RGBA")
    image.info = {"icc_profile": profile} if isinstance(profile, bytes) else {}
    return image


def _opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content), formats=IMAGE_FORMATS)


def _loaded(content: bytes) -> Image.Image:
    image = _opened(content)
    # A JPEG can be decoded at a half or a quarter of its width: still wider than stored, in a fraction of the memory.
    image.draft(image.mode, (MAIN_WIDTH * 3 // 2, MAIN_WIDTH * 3 // 2))
    image.load()
    return image


def _ended_jpeg(content: bytes) -> bytes:
    """`content` with its missing end marker. Raises Refused when more than the marker is missing.

    A decoder fills missing parts silently. With other bytes in their place it paints something else: that shows them.
    """
    whole = ended(content)
    if _loaded(whole).tobytes() != _loaded(ended(content, filler=bytes(range(1, 255)) * 16)).tobytes():
        raise Refused("Ảnh bị cắt cụt, thiếu phần cuối. Hãy tải lại ảnh từ máy chụp hoặc nơi gửi rồi thử lại.")
    return whole


def _check_dimensions(image: Image.Image) -> None:
    """Raises Refused for a picture that is too small or too large. Only its header has been read so far: nothing is
    unpacked before the size is known.
    """
    width, height = image.size
    if max(width, height) > IMAGE_MAX_SIDE or width * height > IMAGE_MAX_PIXELS:
        raise Refused(_too_large(image.size))
    if getattr(image, "n_frames", 1) > IMAGE_MAX_FRAMES:
        raise Refused(f"Ảnh động có quá {IMAGE_MAX_FRAMES} khung hình. Hãy dùng một ảnh tĩnh.")


def _too_large(size: tuple[int, int] | None) -> str:
    named = " × ".join(map(format_number, size)) if size else "quá nhiều"
    return (
        f"Ảnh {named} điểm ảnh là quá lớn "
        f"(nhiều nhất {IMAGE_MAX_PIXELS // 1_000_000} triệu điểm ảnh, mỗi cạnh {format_number(IMAGE_MAX_SIDE)}). "
        "Hãy thu nhỏ rồi thử lại."
    )


def _claimed_size(content: bytes) -> tuple[int, int] | None:
    """Width and height from the header, of a picture that Pillow does not open; None when the header has none."""
    with suppress(Exception):
        for name in IMAGE_FORMATS:
            read, is_of_kind = Image.OPEN[name]
            if is_of_kind and is_of_kind(content[:16]):
                return read(io.BytesIO(content), "").size
    return None


_OTHER_PICTURES = {
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"BM": "BMP",
    b"8BPS": "Photoshop (PSD)",
    b"\0\0\1\0": "ICO",
    b"\0\0\0\x0cjP": "JPEG 2000",
    b"%!PS": "EPS",
    b"%PDF-": "PDF",
}


def _unknown_image(start: bytes) -> str:
    if start[4:8] == b"ftyp":
        return f"Ảnh HEIC/AVIF của điện thoại chưa dùng được trên trang tin. {IMAGE_KINDS}"
    if b"<svg" in start.lower():
        return f"Không nhận ảnh SVG, vì tệp SVG có thể chứa mã chạy được. {IMAGE_KINDS}"
    if name := next((name for first, name in _OTHER_PICTURES.items() if start.startswith(first)), None):
        return f"Tệp này là {name}, không phải là ảnh mà trang nhận. Hãy lưu lại thành JPEG hoặc PNG. {IMAGE_KINDS}"
    return f"Tệp này không phải là ảnh mà trang nhận, dù tên tệp ghi gì. {IMAGE_KINDS}"


def _content_of(file: Any) -> bytes:
    file.seek(0)
    content: bytes = file.read()
    file.seek(0)
    return content


# Documents


def check_document(file: Any, name: str) -> str:
    """The extension of the document in `file`, whose name is `name`: "pdf", "docx", "xlsx" or "odt".

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
    if not _known_good.holds(key):
        if found := inspector.inspect(content, extension):
            code, detail = found
            error = NotChecked if code == "not_checked" else Refused
            raise error(sentence_for(code, detail, extension))
        clamd.scan(content)
        _known_good.add(key)
    return extension


class _KnownGood:
    """Digests of documents that passed, for a minute; a form's check and its save are seconds apart."""

    def __init__(self) -> None:
        self._until: dict[Hashable, float] = {}
        self._lock = Lock()

    def add(self, key: Hashable) -> None:
        with self._lock:
            while len(self._until) >= KNOWN_GOOD_FILES:
                self._until.pop(next(iter(self._until)))
            self._until[key] = time.monotonic() + KNOWN_GOOD_SECONDS

    def holds(self, key: Hashable) -> bool:
        with self._lock:
            return self._until.get(key, 0) > time.monotonic()


_known_good = _KnownGood()
