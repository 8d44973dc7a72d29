"""Reads a file that was sent as a manuscript, in a child process with limits; nothing of it is run or fetched."""

from pathlib import PurePosixPath
from typing import Any

from uploads import clamd
from uploads.inspector import answer_of_child
from uploads.refusals import NotChecked, Refused
from vietnamese.numbers import format_bytes

from .manuscript import Manuscript
from .sentences import ANY_OTHER, REFUSALS, of_name

KINDS = ("docx", "odt")
MAX_BYTES = 32 * 1024 * 1024  # what the virus scanner is told to take (README.md)
MAX_LENGTH = 1_000_000  # letters of HTML: twice what an article may have, so that it can be said beside the text
_START = """
import sys
sys.path.append(sys.argv[1])
from uploads.inspection import child
from manuscripts import child_reading
child.run(child_reading.read, sys.argv[2], seconds=child.READING_SECONDS)
"""


def check_name(name: str, size: int) -> str:
    """The extension of a file named `name`, before a byte of it is read. Raises Refused, also for its size."""
    if sentence := of_name(name, KINDS):
        raise Refused(sentence)
    if not size:
        raise Refused("Tệp rỗng (0 byte). Hãy chọn lại tệp.")
    if size > MAX_BYTES:
        raise Refused(
            f"Tệp nặng {format_bytes(size)}, quá giới hạn {format_bytes(MAX_BYTES)}. Hãy nén ảnh trong Word (chọn một "
            "ảnh → Picture Format → Compress Pictures), lưu lại rồi thử lại; hoặc tách thành nhiều tệp."
        )
    return PurePosixPath(name.lower()).suffix.lstrip(".")


def read(content: bytes, name: str) -> "tuple[dict[str, Any], Manuscript]":
    """(JSON to keep, the Manuscript of it). Raises Refused. About half a second for 30 pages with 20 pictures."""
    extension = check_name(name, len(content))
    answer = answer_of_child(_START, content, extension)
    if len(answer) > 1:
        raise refusal(answer[0], extension)
    clamd.scan(content)
    manuscript = Manuscript.of(answer[0])
    if manuscript.is_empty:
        raise refusal("empty", extension)
    if manuscript.length > MAX_LENGTH:
        raise refusal("too_long", extension)
    return answer[0], manuscript


def refusal(code: str, extension: str = "") -> Refused:
    error = NotChecked if code in {"not_checked", "busy"} else Refused
    return error(REFUSALS.get(code, ANY_OTHER).format(extension=extension))
