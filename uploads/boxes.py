"""Rectangles of a picture, in pixels of its main size, and where its focal point lets them lie."""

from dataclasses import dataclass
from fractions import Fraction

MIDDLE = 50  # percent


@dataclass(frozen=True)
class Box:
    """What is cut out of a picture. `left` and `top` count from its upper left corner."""

    left: int
    top: int
    width: int
    height: int

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """Left, upper, right, lower, as Pillow wants them."""
        return self.left, self.top, self.left + self.width, self.top + self.height

    def within(self, width: int, height: int) -> "Box":
        """This box, moved and if need be made smaller so that it lies in a picture of `width` × `height`."""
        own_width, own_height = min(max(self.width, 1), width), min(max(self.height, 1), height)
        left = min(max(self.left, 0), width - own_width)
        top = min(max(self.top, 0), height - own_height)
        return Box(left, top, own_width, own_height)

    def shaped(self, ratio: Fraction, x: int = MIDDLE, y: int = MIDDLE) -> "Box":
        """The largest box of `ratio` (width through height) in this one. What is at `x`, `y` percent of this one is
        there of the new one too, as with `object-position`; so that point is never cut off. A pixel of rounding stays.
        """
        width = min(self.width, round(self.height * ratio))
        height = min(self.height, round(self.width / ratio))
        width, height = (self.width, height) if width == self.width else (width, self.height)
        left = self.left + round((self.width - width) * x / 100)
        top = self.top + round((self.height - height) * y / 100)
        return Box(left, top, max(width, 1), max(height, 1))
