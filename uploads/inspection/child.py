"""The process that opens an untrusted document: with little memory, few seconds, no files to write and no secrets.

It reads the document from standard input and writes one line of JSON: `[code, detail]` of a bad one, `[answer]` of a
good one: what the function returns that looks at it.
"""

import json
import resource
import sys
from collections.abc import Callable
from contextlib import suppress

from .findings import Found

CPU_SECONDS = 6
READING_SECONDS = 15
MEMORY_BYTES = 1024 * 1024 * 1024
LIMITS = {
    resource.RLIMIT_AS: MEMORY_BYTES,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}


def run(inspect: Callable[[bytes, str], object], extension: str, *, seconds: int = CPU_SECONDS) -> None:
    """Inspect standard input as a document of the kind `extension`, within `seconds` of processor time."""
    _limit(seconds)
    verdict: list[object]
    try:
        verdict = [inspect(sys.stdin.buffer.read(), extension)]
    except Found as found:
        verdict = [found.code, found.detail]
    except (MemoryError, RecursionError):
        verdict = ["too_heavy", ""]
    except Exception as error:  # parsers raise nearly anything on hostile bytes
        verdict = ["damaged", type(error).__name__]
    sys.stdout.write(json.dumps(verdict) + "\n")


def _limit(seconds: int) -> None:
    for which, limit in {resource.RLIMIT_CPU: seconds, **LIMITS}.items():
        _, hard = resource.getrlimit(which)
        most = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        with suppress(OSError, ValueError):  # macOS has no limit of the address space
            resource.setrlimit(which, (most, most))
