"""What a picture says of itself before anything of it is unpacked: its kind, its size, and what decoding it takes.

What it says may be a lie. A child that decodes it has a limit of memory whatever was said.
"""

import io
import struct
from dataclasses import dataclass

from PIL import JpegImagePlugin

from ..pictures import JPEG_START, PNG_SIGNATURE
from .findings import Unreadable
from .jpeg import end_of
from .limits import MAX_PIXELS, MAX_SIDE
from .png import comes_in_strips, is_chopped

HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1", b"mif2"}
AVIF_BRANDS = {b"avif", b"avis"}
# Bytes that decoding takes for a pixel at most, measured with pictures of 24 and 48 megapixels (tests/uploads/
# large_pictures.py): all frames of WebP pass through four buffers; AVIF and HEIC may have ten bits and an alpha plane.
_BYTES_PER_PIXEL = {"GIF": 5.0, "WEBP": 16.0, "AVIF": 9.5, "HEIC": 7.0}
_PNG_CHANNELS = {0: 1, 2: 4, 3: 1, 4: 4, 6: 4}  # as Pillow holds them, by the colour type
STRIPS_BYTES = 65_000_000  # for a PNG that is read in strips; more than what is read without a child
_HEAD = 64 * 1024
_BOXES = 4096  # the first box of a file names its brands


@dataclass(frozen=True)
class Header:
    """Width and height as they are stored, not turned yet; `memory`: bytes that decoding takes, about."""

    kind: str
    width: int
    height: int
    memory: int
    is_progressive: bool = False

    @property
    def pixels(self) -> int:
        return self.width * self.height


def kind_of(content: bytes) -> str:
    """ "JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIC", or "" for anything else."""
    if content.startswith(JPEG_START):
        return "JPEG"
    if content.startswith(PNG_SIGNATURE):
        return "PNG"
    if content[:6] in {b"GIF87a", b"GIF89a"}:
        return "GIF"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    return _kind_of_boxes(content) if content[4:8] == b"ftyp" else ""


def _kind_of_boxes(content: bytes) -> str:
    length = min(struct.unpack_from(">I", content)[0], _BOXES)
    brands = {content[8:12], *(content[at : at + 4] for at in range(16, length, 4))}
    if brands & AVIF_BRANDS:
        return "AVIF"
    return "HEIC" if brands & HEIC_BRANDS else ""


def header_of(content: bytes, kind: str) -> Header:
    """Raises Unreadable for more pixels than are read, and any error of a parser for what is no header.

    Of AVIF and HEIC the child asks the decoder, which finds the size only after it has read their boxes: here they are
    1 × 1 and take as much memory as there is.
    """
    header = _READ[kind](content)
    check_size(header.width, header.height)
    return header


def check_size(width: int, height: int) -> None:
    """Raises Unreadable for a side that is too long, too many pixels, or none."""
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise Unreadable("too_large", width=width, height=height)
    if not width or not height:
        raise Unreadable("damaged")


def memory_for(kind: str, width: int, height: int) -> int:
    """Bytes that decoding a picture of this kind and size takes, about."""
    return int(width * height * _BYTES_PER_PIXEL[kind])


def _jpeg(content: bytes) -> Header:
    end_of(content)  # looks at the markers first
    image = JpegImagePlugin.JpegImageFile(io.BytesIO(content))
    width, height = image.size
    if not image.info.get("progressive"):
        return Header("JPEG", width, height, width * 64)
    # A progressive one keeps the coefficients of all scans, two bytes each, until the last has come.
    sampled = [(across, down) for _, across, down, _ in image.layer]
    most = max((across for across, _ in sampled), default=1) * max((down for _, down in sampled), default=1)
    coefficients = width * height * sum(across * down for across, down in sampled) // (most or 1)
    return Header("JPEG", width, height, 2 * coefficients, is_progressive=True)


def _png(content: bytes) -> Header:
    if content[12:16] != b"IHDR" or is_chopped(content):
        raise Unreadable("damaged")
    width, height, depth, colour = struct.unpack_from(">IIBB", content, 16)
    held = 2 if depth == 16 and colour == 0 else _PNG_CHANNELS.get(colour, 4)
    memory = width * height * held
    # A few of its frames are an animation, which is read as a whole.
    in_strips = memory > STRIPS_BYTES and comes_in_strips(content) and b"acTL" not in content[:_HEAD]
    return Header("PNG", width, height, STRIPS_BYTES if in_strips else memory)


def _gif(content: bytes) -> Header:
    width, height = struct.unpack_from("<HH", content, 6)
    return Header("GIF", width, height, memory_for("GIF", width, height))


def _webp(content: bytes) -> Header:
    form = content[12:16]
    if form == b"VP8X":
        width, height = (1 + int.from_bytes(content[at : at + 3], "little") for at in (24, 27))
    elif form == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    else:
        width, height = (size & 0x3FFF for size in struct.unpack_from("<HH", content, 26))
    return Header("WEBP", width, height, memory_for("WEBP", width, height))


def _boxes(kind: str) -> Header:
    return Header(kind, 1, 1, 10**12)


_READ = {
    "JPEG": _jpeg,
    "PNG": _png,
    "GIF": _gif,
    "WEBP": _webp,
    "AVIF": lambda _: _boxes("AVIF"),
    "HEIC": lambda _: _boxes("HEIC"),
}
