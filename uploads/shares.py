"""What a shared link shows of a picture whose focal point is not in the middle.

Platforms cut the middle out of whatever they are given. Where the faces are elsewhere, they are given a picture that
is cut already, under a name of its own: one for each tenth of the way that the cut can move. An older one stays, since
what was shared names it.
"""

import io
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from .boxes import MIDDLE, Box
from .refusals import Refused
from .sizes import SHARE, sibling
from .storage import DISK_REFUSED

RATIO = Fraction(1200, 630)
MIN_SIDE = 200  # px; smaller ones no platform shows
STEP = 10  # percent
QUALITY = 85


class Focused(Protocol):
    """A picture of the library with its focal point (models.py)."""

    file: str
    width: int
    height: int
    focus_x: int
    focus_y: int


@dataclass(frozen=True)
class Share:
    """A stored file that a shared link shows; `box` is None for the whole picture."""

    name: str
    width: int
    height: int
    box: Box | None = None

    @property
    def url(self) -> str:
        return default_storage.url(self.name)


def share_of(image: Focused) -> Share:
    """What a shared link shows of `image`: no query, and no look at the disk."""
    whole = Box(0, 0, image.width, image.height)
    x, y = tenth(image.focus_x), tenth(image.focus_y)
    box = whole.shaped(RATIO, x, y)
    moves = x if box.width < whole.width else y
    is_whole = box == whole or moves == MIDDLE or min(box.width, box.height) < MIN_SIDE
    if is_whole:
        return Share(image.file, image.width, image.height)
    return Share(sibling(image.file, SHARE.format(moves)), box.width, box.height, box)


def tenth(percent: int) -> int:
    """`percent` as a multiple of ten."""
    return (percent + STEP // 2) // STEP * STEP


def focus_class(x: int, y: int) -> str:
    """The CSS classes for a focal point, to a tenth (static/css/components/focus.css); "" for the middle."""
    tenths = {"x": tenth(x) // STEP, "y": tenth(y) // STEP}
    return " ".join(f"focus-{axis}-{number}" for axis, number in tenths.items() if number != MIDDLE // STEP)


def keep_share(image: Focused) -> None:
    """Write the file that `share_of` names, unless it is there. Raises Refused when the disk does not take it, or has
    lost the picture.
    """
    share = share_of(image)
    if share.box is None or default_storage.exists(share.name):
        return
    try:
        with default_storage.open(image.file) as file, Pillow.open(file, formats=["WEBP"]) as main:
            written = default_storage.save(share.name, ContentFile(_webp(main.crop(share.box.corners))))
        if written != share.name:  # somebody else was faster
            default_storage.delete(written)
    except OSError as error:
        raise Refused(DISK_REFUSED) from error


def _webp(picture: Pillow.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=QUALITY, method=4)
    return buffer.getvalue()
