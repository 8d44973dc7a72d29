"""A large PNG in strips: each becomes a PNG of its own, so that never more than a strip of it is unpacked.

A line is written as its difference to the line above. So a strip begins with the last line of the strip before, which
is left out again once it is decoded.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Final

from PIL import Image

from ..pictures import PNG_END, PNG_SIGNATURE
from .findings import Unreadable
from .limits import MAX_CHUNKS

_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_KEPT: Final = {b"PLTE", b"tRNS"}
_AS_IT_IS: Final = b"\0"  # the filter of a line that is no difference


def comes_in_strips(content: bytes) -> bool:
    """Whether `strips` can read this PNG: eight bits a channel, its lines from top to bottom."""
    depth, colour, _, _, interlaced = content[24:29]
    return depth == 8 and colour in _CHANNELS and not interlaced


def is_chopped(content: bytes, most: int = MAX_CHUNKS) -> bool:
    """Whether it has more than `most` chunks, which no picture has: decoders look at each, slowly."""
    return next(islice(_chunks(content), most, None), None) is not None


def note_of(content: bytes) -> bytes:
    """The note of the camera (EXIF); empty where there is none. Pillow would unpack the picture to look for it."""
    return next((bytes(data) for kind, data in _chunks(content) if kind == b"eXIf"), b"")


def strips(content: bytes, rows: int) -> Iterator[Image.Image]:
    """The picture in pieces of `rows` lines, the last one of fewer. Raises Unreadable when lines are missing."""
    width, height, _, colour = struct.unpack_from(">IIBB", content, 16)
    line = 1 + width * _CHANNELS[colour]
    kept = b"".join(_chunk(kind, data) for kind, data in _chunks(content) if kind in _KEPT)
    lines = _unpacked(content, line * rows)
    above = b""
    for top in range(0, height, rows):
        wanted = min(rows, height - top)
        packed = next(lines, b"")[: line * wanted]
        if len(packed) < line * wanted:
            raise Unreadable("cut")
        more = 1 if above else 0
        header = struct.pack(">IIBBBBB", width, wanted + more, 8, colour, 0, 0, 0)
        packed = zlib.compress(above + packed, 0)
        piece = b"".join((PNG_SIGNATURE, _chunk(b"IHDR", header), kept, _chunk(b"IDAT", packed), PNG_END))
        strip = Image.open(io.BytesIO(piece), formats=["PNG"])
        strip.load()
        above = _AS_IT_IS + strip.crop((0, strip.height - 1, width, strip.height)).tobytes()
        yield strip.crop((0, more, width, strip.height))


def _chunks(content: bytes) -> Iterator[tuple[bytes, memoryview]]:
    view, at = memoryview(content), len(PNG_SIGNATURE)
    while at + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        yield kind, view[at + 8 : at + 8 + length]
        at += 12 + length


def _unpacked(content: bytes, size: int) -> Iterator[bytes]:
    """The lines of the picture in pieces of `size` bytes, the last one shorter."""
    unpacker, piece = zlib.decompressobj(), bytearray()
    for kind, data in _chunks(content):
        if unpacker.eof:
            break  # zlib would gather what is behind the end, all of it anew for each chunk
        if kind != b"IDAT":
            continue
        rest: bytes | memoryview = data
        while rest or len(piece) >= size:
            piece += unpacker.decompress(rest, size - len(piece)) if len(piece) < size else b""
            rest = unpacker.unconsumed_tail
            if len(piece) >= size:
                yield bytes(piece)
                piece.clear()
            elif not rest:
                break
    yield bytes(piece + unpacker.flush())


def _chunk(kind: bytes, data: bytes | memoryview) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))
