"""An animation of any kind as a WebP that a page can carry, or why it stays a still picture."""

import io
import math
from dataclasses import dataclass

from PIL import Image

from .colours import eight_bits, to_srgb
from .limits import (
    ANIMATION_MAX_BYTES,
    ANIMATION_MAX_PIXELS,
    ANIMATION_MAX_SENT_PIXELS,
    ANIMATION_MIN_MILLISECONDS,
    ANIMATION_MIN_WIDTH,
    ANIMATION_WIDTH,
)
from .scaling import turned

QUALITY = 70
EFFORT = 2  # of 6: a third of the time for a tenth more bytes
SLOWER_MILLISECONDS = 100  # what browsers make of a frame that says less than ANIMATION_MIN_MILLISECONDS
_FRAME = b"ANMF"  # begins each of several frames


@dataclass(frozen=True)
class Animation:
    """`content`: WebP; empty where only the first of the frames stays, because of `lost`: "large", "heavy", or "same"
    where all of them look alike.
    """

    content: bytes = b""
    lost: str = ""


def animated(image: Image.Image, profile: bytes | None, orientation: int) -> Animation:
    """All frames of `image`, at most `ANIMATION_WIDTH` wide, without any metadata. Some seconds for the largest."""
    frames: int = getattr(image, "n_frames", 1)
    if frames * image.width * image.height > ANIMATION_MAX_SENT_PIXELS:
        return Animation(lost="large")
    fits = math.sqrt(ANIMATION_MAX_PIXELS / (frames * image.width * image.height))
    scale = min(1.0, ANIMATION_WIDTH / image.width, fits)
    if scale < 1 and image.width * scale < ANIMATION_MIN_WIDTH:
        return Animation(lost="large")
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    shown, durations = [], []
    for number in range(frames):
        image.seek(number)
        frame = to_srgb(eight_bits(image).resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0), profile)
        shown.append(turned(frame, orientation))
        durations.append(_milliseconds(image.info.get("duration")))  # of some kinds it is known once a frame is loaded
    content = _webp(shown, durations, int(image.info.get("loop", 1)))
    if content.count(_FRAME) < 2:
        return Animation(lost="same")
    return Animation(content) if len(content) <= ANIMATION_MAX_BYTES else Animation(lost="heavy")


def _milliseconds(said: object) -> int:
    told = int(said) if isinstance(said, int | float) else 0
    return told if told >= ANIMATION_MIN_MILLISECONDS else SLOWER_MILLISECONDS


def _webp(frames: list[Image.Image], durations: list[int], loop: int) -> bytes:
    buffer = io.BytesIO()
    options = {"append_images": frames[1:], "duration": durations, "loop": loop, "quality": QUALITY, "method": EFFORT}
    frames[0].save(buffer, "WEBP", save_all=True, **options)
    return buffer.getvalue()
