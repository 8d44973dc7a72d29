"""Repairs the bytes of a picture before they are decoded: a picture that browsers show is not refused as damaged."""

import struct
import zlib
from typing import Final

PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
PNG_END: Final = struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
JPEG_START: Final = b"\xff\xd8\xff"
JPEG_END: Final = b"\xff\xd9"
# Text chunks, which are not stored: unpacked they may be larger than the picture.
_TEXTS: Final = {b"tEXt", b"zTXt", b"iTXt"}
PROFILE_MAX_BYTES: Final = 1024 * 1024


def without_texts(content: bytes) -> bytes:
    """The PNG `content` without texts and without a colour profile that unpacks too far; with an end chunk if it had
    none.

    Other content is returned unchanged.
    """
    if not content.startswith(PNG_SIGNATURE):
        return content
    kept, at = [PNG_SIGNATURE], len(PNG_SIGNATURE)
    while at + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            break
        chunk = content[at:end]
        if kind not in _TEXTS and not (kind == b"iCCP" and _is_bomb(chunk[8:-4])):
            kept.append(chunk)
        at = end
        if kind == b"IEND":
            return b"".join(kept)
    # A file that is cut within its last twelve bytes has the whole picture.
    rest = content[at:]
    return b"".join([*kept, PNG_END if PNG_END.startswith(rest) else rest])


def _is_bomb(profile: bytes) -> bool:
    """Whether an iCCP chunk (a name, NUL, a method, zlib) unpacks to more than a colour profile has, or cannot be."""
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(profile.partition(b"\0")[2][1:], PROFILE_MAX_BYTES)
    except zlib.error:
        return True
    return bool(unpacker.unconsumed_tail) or not unpacker.eof


def is_jpeg_without_end(content: bytes) -> bool:
    """Whether the JPEG `content` lacks the two bytes that end it; zeros and line ends behind them do not count."""
    return content.startswith(JPEG_START) and JPEG_END not in content[-64 * 1024 :].rstrip(b"\0\r\n ")[-64:]


def ended(content: bytes, filler: bytes = b"") -> bytes:
    """The JPEG with an end marker, after `filler`. If the last scan is whole, `filler` changes no pixel."""
    return content.removesuffix(b"\xff") + filler + JPEG_END
