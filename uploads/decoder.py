"""Decodes sent pictures: small ones of the usual kinds here, all others in a child process (`decoding/`), so that
neither their size nor a fault of a decoder is felt by the process that serves pages.
"""

import json
import math
from typing import Any

from PIL import Image

from .children import ENVIRONMENT, Busy, Failed, NoAnswer, TooHeavy, ask_child
from .decoding.animation import Animation
from .decoding.findings import Unreadable
from .decoding.headers import Header, header_of, kind_of
from .decoding.limits import FEW_CHUNKS, IN_PROCESS_BYTES, MAX_PIXELS, WALL_SECONDS
from .decoding.png import is_chopped
from .decoding.reading import Reading, read
from .decoding.scaling import scale_of

_START = """
import sys
sys.path.append(sys.argv[1])
from uploads.decoding import child
child.run()
"""
_ENVIRONMENT = {**ENVIRONMENT, "MALLOC_ARENA_MAX": "1"}  # one arena of memory for all threads of a decoder
_CODES = {Busy: "busy", TooHeavy: "out_of_memory", Failed: "not_decoded"}
_MOST_SCALED = 8  # a JPEG can be decoded at a half, a quarter or an eighth of its width
_HEAD = 64 * 1024

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


def decode(content: bytes) -> Reading:
    """Raises Unreadable, also where a child dies or hangs, and nearly anything that a decoder raises on hostile bytes.

    A picture of 12 megapixels takes 0.15 s; a child 0.1 s more.
    """
    kind = kind_of(content)
    if not kind:
        raise Unreadable("unknown")
    header = header_of(content, kind)
    if header.kind in {"JPEG", "PNG"} and _memory_here(content, header) <= IN_PROCESS_BYTES:
        return read(content, header)
    return _in_child(content)


def _memory_here(content: bytes, header: Header) -> int:
    """Bytes that reading takes in this process; more than it may where time is what it would take."""
    if header.kind == "PNG":
        is_slow = b"acTL" in content[:_HEAD] or is_chopped(content, FEW_CHUNKS)
        return header.memory + (IN_PROCESS_BYTES if is_slow else 0)
    shrinks: int = min(_MOST_SCALED, 2 ** int(math.log2(1 / scale_of((header.width, header.height)))))
    return header.memory + 4 * header.pixels // (shrinks * shrinks)


def _in_child(content: bytes) -> Reading:
    try:
        said, rest = ask_child(
            _START,
            content,
            read=_line_and_rest,
            seconds=WALL_SECONDS,
            environment=_ENVIRONMENT,
            failure="A picture could not be decoded",
        )
    except NoAnswer as error:
        raise Unreadable(_CODES[type(error)]) from error
    if "code" in said:
        raise Unreadable(said["code"], **said.get("details", {}))
    return _reading_of(said, rest)


def _line_and_rest(output: bytes) -> tuple[dict[str, Any], memoryview]:
    line, _, rest = output.partition(b"\n")
    return json.loads(line), memoryview(rest)


def _reading_of(said: dict[str, Any], rest: memoryview) -> Reading:
    profile, rest = rest[: said["profile"]], rest[said["profile"] :]
    animation, points = rest[: said["animation"]], rest[said["animation"] :]
    picture = Image.frombytes(said["mode"], tuple(said["size"]), bytes(points))
    moves = Animation(bytes(animation), said["lost"])
    return Reading(picture, bytes(profile) or None, said["is_moving"], moves)
