"""The sizes of each picture, and their names: `<key>-1280.webp`, `-640.webp`, `-320.webp`, `-vuong.webp`.

Which files a picture has is said by its key, so that a text, which knows an address and a width alone, never names one
that is not there: after the digits of its hash stands `s` where there is a file 320 wide, `m` where there is an
animation (`<key>-dong.webp`) as well. Release 0.4.0 stored pictures without a letter, and stores them so today where
it still runs: those have no file of 320, and what asks for it gets that of 640.
"""

import re

MAIN_WIDTH = 1280
SMALL_WIDTH = 640
TINY_WIDTH = 320
SQUARE_SIDE = 480
SQUARE = "vuong"
ANIMATION = "dong"
Size = int | str  # the width, SQUARE, ANIMATION or one of SHARES
SIZES: tuple[Size, ...] = (MAIN_WIDTH, SMALL_WIDTH, SQUARE)  # of every picture, whichever release stored it
WITH_TINY, WITH_ANIMATION = "s", "m"  # no hexadecimal digits
MORE_SIZES: dict[str, tuple[Size, ...]] = {WITH_TINY: (TINY_WIDTH,), WITH_ANIMATION: (TINY_WIDTH, ANIMATION)}
SHARE = "chia{}"  # with how far along the cut lies, in percent (shares.py)
SHARES = tuple(SHARE.format(percent) for percent in range(0, 101, 10))

_END = re.compile(r"-(?:1280|640|320|vuong|dong|chia\d{1,3})\.webp$")
_LETTER = re.compile(r"(?:^|/)[0-9a-f]+([sm])(?:-[0-9a-z]+\.webp)?$")


def sizes_of(name: str) -> tuple[Size, ...]:
    """The sizes that the picture has which `name` means: its key, or the name or address of one of its files."""
    letter = _LETTER.search(name)
    return SIZES + (MORE_SIZES[letter[1]] if letter else ())


def sibling(name: str, size: Size) -> str:
    """The name or URL of the same picture in another size: 1280, "vuong" …; for 320, where it has none, that of 640.
    Other names stay as they are.
    """
    has_not = size == TINY_WIDTH and TINY_WIDTH not in sizes_of(name)
    return _END.sub(f"-{SMALL_WIDTH if has_not else size}.webp", name)


def is_sized(name: str) -> bool:
    """Whether `name` is that of a picture in one of its sizes."""
    return bool(_END.search(name))


def animation_of(url: str) -> str:
    """The address of the animation of the picture at `url`; "" for one that does not move."""
    return sibling(url, ANIMATION) if is_sized(url) and ANIMATION in sizes_of(url) else ""


def still_of(url: str) -> str:
    """The address of the picture whose animation is at `url`; any other address as it is."""
    return sibling(url, MAIN_WIDTH) if url.endswith(f"-{ANIMATION}.webp") else url


def srcset(url: str, width: int) -> str:
    """The `srcset` for a picture of the library whose main size is `width` wide; empty when one size is enough."""
    if width <= SMALL_WIDTH or not _END.search(url):
        return ""
    smaller = [size for size in (TINY_WIDTH, SMALL_WIDTH) if size in sizes_of(url)]
    candidates = [f"{sibling(url, size)} {size}w" for size in smaller]
    return ", ".join([*candidates, f"{sibling(url, MAIN_WIDTH)} {width}w"])
