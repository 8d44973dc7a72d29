"""The three sizes of each picture, and their names: `<hash>-1280.webp`, `<hash>-640.webp`, `<hash>-vuong.webp`."""

import re

MAIN_WIDTH = 1280
SMALL_WIDTH = 640
SQUARE_SIDE = 480
SQUARE = "vuong"
Size = int | str  # the width, or SQUARE
SIZES: tuple[Size, ...] = (MAIN_WIDTH, SMALL_WIDTH, SQUARE)

_END = re.compile(r"-(?:1280|640|vuong)\.webp$")


def sibling(name: str, size: Size) -> str:
    """The name or URL of the same picture in another size: 640, 1280 or "vuong". Other names stay as they are."""
    return _END.sub(f"-{size}.webp", name)


def srcset(url: str, width: int) -> str:
    """The `srcset` for a picture of the library whose main size is `width` wide; empty when one size is enough."""
    if width <= SMALL_WIDTH or not _END.search(url):
        return ""
    return f"{sibling(url, SMALL_WIDTH)} {SMALL_WIDTH}w, {sibling(url, MAIN_WIDTH)} {width}w"
