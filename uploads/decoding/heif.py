"""HEIC and HEIF, where pillow-heif is installed: an extra, because its wheel brings x265, which is under the GPL."""

import struct
from typing import Any

from PIL import Image

from .findings import Unreadable
from .headers import check_size
from .limits import MAX_FRAMES

pillow_heif: Any
try:
    import pillow_heif
except ImportError:
    pillow_heif = None
else:
    pillow_heif.options.DECODE_THREADS = 1  # each has a stack and buffers of its own
    pillow_heif.options.THUMBNAILS = pillow_heif.options.DEPTH_IMAGES = pillow_heif.options.AUX_IMAGES = False

HAS_HEIC = pillow_heif is not None
_TURNS = (b"irot", b"imir")


class Heif:
    """The main picture of `content`: its size as it stands upright, and after `load` the picture."""

    def __init__(self, content: bytes) -> None:
        """Raises Unreadable where pillow-heif is missing, and any error of it."""
        if pillow_heif is None:
            raise Unreadable("heic_missing")
        file = pillow_heif.open_heif(content, convert_hdr_to_8bit=True)
        if len(file) > MAX_FRAMES:
            raise Unreadable("too_many_frames", frames=len(file))
        self._main = next((image for image in file if image.info.get("primary")), file[0])
        check_size(*self._main.size)
        self.size: tuple[int, int] = self._main.size
        self.profile = self._main.info.get("icc_profile")
        # A decoder turns what a property of the file says. The note of the camera says it once more, or it alone.
        self.is_turned = any(turn in _properties(content) for turn in _TURNS)

    def load(self) -> Image.Image:
        """The picture, in the decoder's own memory; `info` has the camera's note as "exif" unless it is turned."""
        image = self._main
        points = image.data  # decoded now: the size may be another one
        check_size(*image.size)
        loaded = Image.frombuffer(image.mode, image.size, points, "raw", image.mode, image.stride, 1)
        loaded.info = {} if self.is_turned or not image.info.get("exif") else {"exif": image.info["exif"]}
        return loaded


def _properties(content: bytes) -> bytes:
    """The box that describes the pictures of the file; all of it where there is none."""
    at = 0
    while at + 8 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        if name == b"meta":
            return content[at : at + length]
        if length < 8:  # of 64 bits, or up to the end
            break
        at += length
    return content[:65_536]
