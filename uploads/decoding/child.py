"""The process that decodes a picture which is large, or of a kind with a large decoder: with little memory, few
seconds, no files to write and no secrets.

It reads the picture from standard input and writes one line of JSON, and behind it the bytes that the line counts.
"""

import json
import resource
import sys
import warnings
from contextlib import suppress

from PIL import Image

from .findings import Unreadable
from .headers import header_of, kind_of
from .limits import CPU_SECONDS, MEMORY_BYTES
from .reading import Reading, read

LIMITS = {
    resource.RLIMIT_CPU: CPU_SECONDS,
    resource.RLIMIT_DATA: MEMORY_BYTES,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}


def run() -> None:
    """Decode standard input."""
    _limit()
    warnings.simplefilter("ignore")  # of damaged notes of cameras
    Image.MAX_IMAGE_PIXELS = None  # `limits` has a limit of its own
    content = sys.stdin.buffer.read()
    try:
        answer(read(content, header_of(content, kind_of(content))))
    except Unreadable as found:
        _write({"code": found.code, "details": found.details})
    except MemoryError:
        _write({"code": "out_of_memory"})
    except Exception as error:  # decoders raise nearly anything on hostile bytes
        _write({"code": "out_of_memory" if "memory" in str(error).lower() else "damaged"})


def answer(reading: Reading) -> None:
    picture, profile, animation = reading.picture, reading.profile or b"", reading.animation
    line = {
        "mode": picture.mode,
        "size": picture.size,
        "profile": len(profile),
        "is_moving": reading.is_moving,
        "animation": len(animation.content),
        "lost": animation.lost,
    }
    _write(line, profile, animation.content, picture.tobytes())


def _write(line: dict[str, object], *parts: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")
    for part in parts:
        sys.stdout.buffer.write(part)
    sys.stdout.buffer.flush()


def _limit() -> None:
    for which, limit in LIMITS.items():
        _, hard = resource.getrlimit(which)
        most = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        with suppress(OSError, ValueError):  # not every system has each of them
            resource.setrlimit(which, (most, most))
