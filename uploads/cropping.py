"""Cuts a part out of a picture of the library, as a picture of its own beside it.

The first one stays as it is, wherever it is used: texts hold its address, and copies of its files are kept for a year.
What is sent is not kept (images.py), so the part is cut out of the largest stored size.
"""

import hashlib
from fractions import Fraction

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from .boxes import MIDDLE, Box
from .images import TakenIn, known_or_back, store_new
from .models import Image
from .refusals import Refused
from .shares import keep_share

MIN_SIDE = 160  # px
FREE = ""
# What a form calls a ratio (width through height).
RATIOS: dict[str, Fraction | None] = {
    FREE: None,
    "16:9": Fraction(16, 9),
    "4:3": Fraction(4, 3),
    "1:1": Fraction(1),
}
ALL_OF_IT = (
    "Vùng chọn là cả ảnh nên chưa có gì để cắt. Hãy chọn một tỉ lệ, hoặc thu nhỏ vùng chọn về phần muốn giữ lại."
)
FILE_LOST = "Máy chủ không đọc được tệp của ảnh này nên chưa cắt được. Xin báo quản trị web."


def box_for(image: Image, box: Box, ratio: Fraction | None) -> Box:
    """What is cut out where `box` of `image` was chosen: within the picture, and of `ratio`. As much of it as
    possible, and its focal point if the box has it. Raises Refused.
    """
    box = box.within(image.width, image.height)
    if ratio is not None:
        box = box.shaped(ratio, *point_in(image, box))
    if box == Box(0, 0, image.width, image.height):
        raise Refused(ALL_OF_IT)
    if box.width < min(MIN_SIDE, image.width) or box.height < min(MIN_SIDE, image.height):
        raise Refused(
            f"Vùng chọn nhỏ quá ({box.width} × {box.height} điểm ảnh): phần cắt ra phải rộng và cao ít nhất "
            f"{MIN_SIDE} điểm ảnh, nếu không sẽ mờ. Hãy chọn vùng lớn hơn."
        )
    return box


def point_in(image: Image, box: Box) -> tuple[int, int]:
    """The focal point of `image` in percent of `box`, the nearest that lies in it; the middle if none is chosen."""
    if (image.focus_x, image.focus_y) == (MIDDLE, MIDDLE):
        return MIDDLE, MIDDLE
    x = (image.width * image.focus_x / 100 - box.left) / box.width
    y = (image.height * image.focus_y / 100 - box.top) / box.height
    return min(max(round(x * 100), 0), 100), min(max(round(y * 100), 0), 100)


def crop(
    image: Image, box: Box, *, alt: str, credit: str, caption: str = "", by: AbstractBaseUser | None = None
) -> TakenIn:
    """The picture of the library that is `box` of `image`, with texts of its own. The same part cut again is the
    picture that is there already, with its own texts, also from the bin. Raises Refused.
    """
    content_hash = hashlib.sha256(f"{image.content_hash} {box.corners}".encode()).hexdigest()
    if taken := known_or_back(content_hash, by):
        return taken
    x, y = point_in(image, box)
    part = Image(
        alt=alt,
        credit=credit,
        caption=caption,
        uploaded_by=by,  # type: ignore[misc]
        content_hash=content_hash,
        cropped_from=image.content_hash,
        focus_x=x,
        focus_y=y,
    )
    stored = store_new(part, _cut_out(image, box))
    keep_share(stored)
    return TakenIn(stored, is_new=True)


def _cut_out(image: Image, box: Box) -> Pillow.Image:
    try:
        with default_storage.open(image.file) as file, Pillow.open(file, formats=["WEBP"]) as main:
            part = main.crop(box.corners)
    except OSError as error:
        raise Refused(FILE_LOST) from error
    return part if part.mode in {"RGB", "RGBA"} else part.convert("RGB")
