"""From the bytes of a picture to its first frame, upright and not larger than needed, and to its animation."""

import io
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from PIL import AvifImagePlugin, Image

from ..pictures import without_texts
from . import jpeg, png
from .animation import Animation, animated
from .findings import Unreadable
from .headers import STRIPS_BYTES, Header, check_size, memory_for
from .heif import Heif
from .limits import CHILD_OWN_BYTES, MAX_FRAMES, MEMORY_BYTES
from .scaling import factor_of, reduced, rows_of_strip, scale_of, scaled_size, turned, upright

ORIENTATION = 0x0112
AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each has a stack and buffers of its own


@dataclass(frozen=True)
class Reading:
    """`picture` is L, RGB, RGBA or CMYK, without metadata; `profile` says what its colours mean. `is_moving`: it is
    the first frame of several; then `animation` has them, or why they are lost.
    """

    picture: Image.Image
    profile: bytes | None = None
    is_moving: bool = False
    animation: Animation = field(default_factory=Animation)


def read(content: bytes, header: Header) -> Reading:
    """Raises Unreadable, MemoryError, and nearly anything that a decoder raises on hostile bytes."""
    reading = _READ.get(header.kind, _frames)(content, header)
    picture = reading.picture
    picture.info = {}
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema()[1] == 0:
        raise Unreadable("invisible")
    return reading


def _jpeg(content: bytes, header: Header) -> Reading:
    _make_sure_it_fits(header, header.width, header.height, header.memory)
    image = jpeg.opened(content)
    orientation = _orientation(image)
    profile = image.info.get("icc_profile")
    scale, wanted = scale_of(image.size, orientation), scaled_size(image.size, orientation)
    content, kept = jpeg.whole(content, wanted)
    image = jpeg.opened(content)
    image.draft(image.mode, wanted)
    image.load()
    last = max(1, int(image.height * kept))
    whole = image if last == image.height else image.crop((0, 0, image.width, last))
    return Reading(upright(whole, orientation, scale * header.width / image.width), _bytes(profile))


def _heic(content: bytes, header: Header) -> Reading:
    file = Heif(content)
    _make_sure_it_fits(header, *file.size, memory_for("HEIC", *file.size))
    image = file.load()
    orientation = _orientation(image)
    return Reading(upright(image, orientation, scale_of(image.size, orientation)), _bytes(file.profile))


def _frames(content: bytes, header: Header) -> Reading:
    if header.kind != "AVIF":
        _make_sure_it_fits(header, header.width, header.height, header.memory)
    content = without_texts(content)
    if header.kind == "PNG":
        _opened(content, header).verify()
    image = _opened(content, header)
    check_size(*image.size)
    if header.kind == "PNG" and header.memory == STRIPS_BYTES:
        return _png_in_strips(content, image)
    if (frames := getattr(image, "n_frames", 1)) > MAX_FRAMES:
        raise Unreadable("too_many_frames", frames=frames)
    if header.kind == "AVIF":
        _make_sure_it_fits(header, *image.size, memory_for("AVIF", *image.size))
    image.load()
    orientation = _orientation(image)
    profile = _bytes(image.info.get("icc_profile"))
    picture = upright(image, orientation, scale_of(image.size, orientation))
    if frames == 1:
        return Reading(picture, profile)
    return Reading(picture, profile, is_moving=True, animation=animated(image, profile, orientation))


def _png_in_strips(content: bytes, image: Image.Image) -> Reading:
    image.info["exif"] = png.note_of(content)
    orientation = _orientation(image)
    factor = factor_of(scale_of(image.size, orientation))
    strips = png.strips(content, rows_of_strip(image.width, factor))
    picture = turned(reduced(strips, image.height, factor), orientation)
    return Reading(picture, _bytes(image.info.get("icc_profile")))


def _opened(content: bytes, header: Header) -> Image.Image:
    return Image.open(io.BytesIO(content), formats=[header.kind])


_READ: dict[str, Callable[[bytes, Header], Reading]] = {"JPEG": _jpeg, "HEIC": _heic}


def _make_sure_it_fits(header: Header, width: int, height: int, memory: int) -> None:
    """Raises Unreadable before a decoder takes more memory than it may."""
    room = MEMORY_BYTES - CHILD_OWN_BYTES
    if memory > room:
        fits = int(width * height * room / memory)
        kind = "progressive" if header.is_progressive else header.kind
        raise Unreadable("too_heavy", width=width, height=height, kind=kind, fits=fits)


def _orientation(image: Image.Image) -> int:
    """As the note of the camera says, which may be damaged in a good picture: then it is not turned."""
    with suppress(Exception):
        return int(image.getexif().get(ORIENTATION, 1))
    return 1


def _bytes(profile: object) -> bytes | None:
    return profile if isinstance(profile, bytes) else None
