"""Pictures made smaller while they are read: strip by strip, so that no second picture of the full size is needed."""

import math
from collections.abc import Iterable

from PIL import Image

from .colours import eight_bits
from .limits import MAX_HEIGHT, READ_SHORTER_SIDE, READ_WIDTH

LONGEST_SIDE = 9600  # px
_STRIP_PIXELS = 1_000_000

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # by the orientation in the note of the camera (EXIF)
_ON_ITS_SIDE = 5  # and above: width and height change places


def scale_of(size: tuple[int, int], orientation: int = 1) -> float:
    """By what a picture of this size, as it is stored, is scaled down; 1 at most."""
    width, height = size if orientation < _ON_ITS_SIDE else size[::-1]
    wanted = max(READ_WIDTH / width, READ_SHORTER_SIDE / min(width, height))
    return min(1.0, wanted, LONGEST_SIDE / width, MAX_HEIGHT / height)


def scaled_size(size: tuple[int, int], orientation: int = 1) -> tuple[int, int]:
    """What a decoder that can scale is asked for, not smaller than `scale_of` says."""
    scale = scale_of(size, orientation)
    return math.ceil(size[0] * scale), math.ceil(size[1] * scale)


def upright(image: Image.Image, orientation: int, scale: float) -> Image.Image:
    """The loaded `image` made smaller by the whole number next to 1 / `scale`, in eight bits, turned upright."""
    factor = factor_of(scale)
    rows = rows_of_strip(image.width, factor)
    strips = (image.crop((0, top, image.width, min(image.height, top + rows))) for top in range(0, image.height, rows))
    return turned(reduced(strips, image.height, factor), orientation)


def factor_of(scale: float) -> int:
    return max(1, round(1 / scale))


def rows_of_strip(width: int, factor: int) -> int:
    """How many lines a strip has: about a megapixel, and whole lines of the smaller picture."""
    return max(1, _STRIP_PIXELS // width // factor) * factor


def reduced(strips: Iterable[Image.Image], height: int, factor: int) -> Image.Image:
    """One picture of the `strips` of one that is `height` high, made smaller by `factor`, in eight bits."""
    small, top = None, 0
    for strip in strips:
        plain = eight_bits(strip)
        piece = plain.reduce(factor) if factor > 1 else plain
        if small is None:
            small = Image.new(piece.mode, (piece.width, math.ceil(height / factor)))
        small.paste(piece, (0, top))
        top += piece.height
    if small is None:
        raise ValueError("a picture without a line")
    return small


def turned(picture: Image.Image, orientation: int) -> Image.Image:
    """`picture` upright; `orientation` as the note of the camera says it."""
    return picture.transpose(TURNS[orientation]) if orientation in TURNS else picture
