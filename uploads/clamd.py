"""A client for the virus scanner clamd (ClamAV), at the socket that `CLAMD=` in the environment names
(settings.CLAMD).

While one is configured it decides: a file that it does not call clean is refused, and while it is away every file.
"""

import logging
import re
import socket
import struct
import time
from collections.abc import Iterable
from contextlib import suppress

from django.conf import settings

from .refusals import NotChecked, Refused

log = logging.getLogger(__name__)

SCAN_SECONDS = 30  # for one file, sending and answer together
PING_SECONDS = 2
CHUNK_BYTES = 128 * 1024
ANSWER_MAX_BYTES = 4096
_INFECTED = re.compile(r"stream: ([^\x00-\x1f]{1,200}) FOUND")
_VERSION = re.compile(r"ClamAV [\x20-\x7e]{1,100}")
AWAY = (
    "Phần mềm quét mã độc chưa trả lời nên tệp chưa được nhận. "
    "Hãy thử lại sau ít phút; nếu vẫn vậy, hãy báo quản trị web."
)
TOO_LARGE = (
    "Phần mềm quét mã độc không nhận tệp lớn như vậy. Hãy giảm dung lượng rồi thử lại, "
    "hoặc báo quản trị web tăng StreamMaxLength của clamd."
)


class Away(Exception):
    """The scanner did not answer, or not by its protocol."""


def scan(content: bytes | Iterable[bytes]) -> None:
    """Return for a clean file, or while no scanner is configured. A large one is given in pieces.

    Raises Refused, and NotChecked when the scanner gave no verdict.
    """
    if not settings.CLAMD:
        return
    try:
        answer = _ask(b"zINSTREAM\0", content, SCAN_SECONDS)
    except Exception as error:  # also unforeseen errors: without a verdict no file is accepted
        log.warning("The virus scanner gave no verdict: %r", error)
        raise NotChecked(AWAY) from error
    if answer == "stream: OK":
        return
    if infected := _INFECTED.fullmatch(answer):
        name = "".join(sign for sign in infected[1] if sign.isprintable())
        log.warning("The virus scanner refused an upload: %s", name)
        raise Refused(
            f"Phần mềm quét mã độc báo tệp có mã độc (“{name}”). "
            "Đừng mở tệp này nữa; hãy báo người gửi và quản trị web."
        )
    log.warning("The virus scanner gave no verdict: %r", answer[:200])
    raise NotChecked(TOO_LARGE if "size limit exceeded" in answer else AWAY)


def version() -> str:
    """ "ClamAV 1.4.3/27500/…" of the scanner that answers. Raises Away, after two seconds at most."""
    try:
        answer = _ask(b"zVERSION\0", None, PING_SECONDS)
    except (OSError, ValueError) as error:
        raise Away(str(error)) from error
    if not _VERSION.fullmatch(answer):
        raise Away(f"It answered {answer[:80]!r}.")
    return answer


def _ask(command: bytes, content: bytes | Iterable[bytes] | None, seconds: float) -> str:
    """The answer to one command, without its NUL. Raises OSError and ValueError."""
    until = time.monotonic() + seconds
    with _connected(until) as connection:
        # A scanner may close the connection while we still send; its answer can still be read.
        with suppress(BrokenPipeError, ConnectionResetError):
            _send(connection, command, until)
            if content is not None:
                for piece in (content,) if isinstance(content, bytes) else content:
                    for start in range(0, len(piece), CHUNK_BYTES):
                        chunk = piece[start : start + CHUNK_BYTES]
                        _send(connection, struct.pack(">I", len(chunk)) + chunk, until)
                _send(connection, struct.pack(">I", 0), until)
        return _answer(connection, until)


def _connected(until: float) -> socket.socket:
    if isinstance(settings.CLAMD, tuple):
        return socket.create_connection(settings.CLAMD, timeout=_left(until))
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(_left(until))
        connection.connect(settings.CLAMD)
    except BaseException:
        connection.close()
        raise
    return connection


def _send(connection: socket.socket, content: bytes, until: float) -> None:
    connection.settimeout(_left(until))
    connection.sendall(content)


def _answer(connection: socket.socket, until: float) -> str:
    answer = b""
    while not answer.endswith(b"\0"):
        connection.settimeout(_left(until))
        received = connection.recv(ANSWER_MAX_BYTES)
        answer += received
        if not received or len(answer) > ANSWER_MAX_BYTES:
            raise ValueError(f"no whole answer: {answer[:80]!r}")
    return answer[:-1].decode("utf-8")


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("the scanner took too long")
    return left
