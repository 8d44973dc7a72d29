"""What stands around a PDF in its file: before the header, behind its end, and between its updates."""

import re

from .findings import Found
from .hidden import BLANK, described

HEADER_WITHIN = 1024  # PDF readers search %PDF- in so many bytes
MAX_ENDS = 2_000
_MAX_BEHIND = 2_000
_END = b"%%EOF"
_TAG = re.compile(rb"<\s*[!?/a-zA-Z]")
_LINE = rb"[ -~\x80-\xff]"
# Blanks, remarks, and the lines by which printers begin and end.
_QUIET = rb"(?:[\0\t\n\x0b\x0c\r\x1a ]|\x1b%-12345X|@PJL" + _LINE + rb"*+|%" + _LINE + rb"*+)*+"
_QUIETLY = re.compile(_QUIET)
# Before the header also the lines of mail and of web servers.
_BEFORE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:"
    + _QUIET
    + rb"(?:HTTP/[\d.]+ \d+[ \w]*+|--[\w=.'-]++|[A-Za-z][A-Za-z-]*+:[^`$<>|&\0-\x08\r\n]*+)?)*?"
)
# The version, and a line of any bytes by which programs know that the file is no text.
_HEAD = re.compile(rb"%PDF-[^\r\n]{0,100}[\r\n]+(?:%[^\r\n]{0,100}[\r\n]+)?")
_NEXT = re.compile(rb"\d+\s+\d+\s+obj\b|xref\b|trailer\b|startxref\b|endstream\b")
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
_MORE_OF_A_FILE = re.compile(rb"\d\s+\d+\s+obj\b|\bstartxref\b|\btrailer\b")


def body_of(content: bytes) -> bytes:
    """The bytes from `%PDF-` to the last `%%EOF`: printers and mail add lines before, scanners add zeros behind.

    Raises Found for anything else before, behind, or between the end of a version and the update that follows.
    """
    start = content[: HEADER_WITHIN + 5].find(b"%PDF-")
    if start < 0 or _TAG.search(content[:start]) or not _BEFORE.fullmatch(content[:start]):
        raise Found("not_pdf")
    body = content[start:].rstrip(BLANK)
    end = body.rfind(_END)
    # An update that was cut off stands behind the `%%EOF` of the earlier file; so does most of a file "for the web".
    if end < 0 or _MORE_OF_A_FILE.search(body, end):
        raise Found("cut")
    end += len(_END)
    behind = body[end:]
    if len(behind) > _MAX_BEHIND or _TAG.search(behind) or not _QUIETLY.fullmatch(behind):
        raise Found("outside", described(behind))
    _check_beginning(body, end)
    _check_between(body, end)
    return body[:end] + b"\n"


def _check_beginning(body: bytes, stop: int) -> None:
    """Raises Found when more than remarks stands between the version and the first object."""
    if not (first := _OBJECT.search(body, 0, stop)):
        return
    head = _HEAD.match(body)
    until = head.end() if head else 0
    if head and (quiet := _QUIETLY.match(body, until, stop)):
        until = quiet.end()
    if not until or not _NEXT.match(body, until, stop) or _TAG.search(body, 0, until):
        raise Found("outside", described(body[until : first.start() + 100_000]))


def _check_between(body: bytes, stop: int) -> None:
    """Raises Found when an end is followed by anything but an update: signed files have several ends."""
    until = 0
    for _ in range(MAX_ENDS):
        mark = body.find(_END, until, stop)
        if mark < 0:
            return
        after = mark + len(_END)
        quiet = _QUIETLY.match(body, after, stop)
        until = quiet.end() if quiet else after
        is_update = until == stop or _NEXT.match(body, until, stop)
        if (not is_update or _TAG.search(body, after, until)) and not _is_in_a_stream(body, mark):
            raise Found("outside", described(body[after : until + 100_000]))
    raise Found("too_heavy")


def _is_in_a_stream(body: bytes, place: int) -> bool:
    """Whether `place` lies behind the word "stream" with no "endstream" between."""
    word = body.rfind(b"stream", 0, place)
    return word >= 0 and body[word - 3 : word] != b"end"
