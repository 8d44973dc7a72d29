"""JPEG: where the picture ends, what stands behind it (a film of a telephone), whether its last part is missing."""

import io
import re
from typing import Final

from PIL import Image, ImageChops, JpegImagePlugin

from ..pictures import JPEG_END, ended
from .findings import Unreadable
from .limits import MAX_MARKERS

# Within scans a 0xff is followed by 0 or by a restart marker; else it begins a marker with a length, or the end.
_MARKER: Final = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])", re.DOTALL)
_END: Final = 0xD9
_WITHOUT_LENGTH: Final = {0x01, 0xD8}
_COARSE: Final = 8  # a decoder can leave out seven of eight points, in less time and memory
_MOST_OF_IT: Final = 0.98
_FILLER: Final = bytes(range(1, 255)) * 16


def opened(content: bytes) -> JpegImagePlugin.JpegImageFile:
    """The first picture of the file: of a pair of a stereo camera, of a panorama, or beside its gain map (MPO)."""
    return JpegImagePlugin.JpegImageFile(io.BytesIO(content))


def end_of(content: bytes) -> int | None:
    """Behind which byte the picture ends; None where the marker of its end is missing. Films and other pictures may
    stand behind it, thumbnails with an end of their own before it. Raises Unreadable for more markers than a picture
    has: decoders look at each, slowly.
    """
    at, count = 2, 0
    while found := _MARKER.search(content, at):
        if (count := count + 1) > MAX_MARKERS:
            raise Unreadable("damaged")
        marker, at = found[1][0], found.end()
        if marker == _END:
            return at
        if marker not in _WITHOUT_LENGTH:
            at += max(2, int.from_bytes(content[at : at + 2], "big"))
    return None


def whole(content: bytes, wanted: tuple[int, int]) -> tuple[bytes, float]:
    """The bytes of the picture alone, ended, and which part of its height a decoder can read (1: all) when it decodes
    for a width and a height of `wanted`.

    A decoder fills what is missing silently. With other bytes in its place it paints something else: that shows it.
    Lines at the very bottom, a fiftieth of the height at most, may be missing: the picture is good without them.
    Raises Unreadable for more.
    """
    end = end_of(content)
    scans = content if end is None else content[: end - len(JPEG_END)]
    plain = ended(scans)
    first, other = (_decoded(each, wanted) for each in (plain, ended(scans, filler=_FILLER)))
    differ = ImageChops.difference(first, other).getbbox(alpha_only=False)
    if not differ:
        return plain, 1.0
    kept = (differ[1] - 1) / first.height  # a decoder smooths over to the line above
    if kept < _MOST_OF_IT:
        raise Unreadable("cut")
    return plain, kept


def _decoded(content: bytes, wanted: tuple[int, int]) -> Image.Image:
    image = opened(content)
    # Of a progressive one the first scans suffice for few points, and the others would not be missed.
    is_coarse = not image.info.get("progressive")
    image.draft(image.mode, (image.width // _COARSE, image.height // _COARSE) if is_coarse else wanted)
    image.load()
    return image
