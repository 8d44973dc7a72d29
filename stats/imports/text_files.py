"""Files as text: unpacked, and decoded by what their first bytes say."""

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO

from .report import refused

LOOKED_AT = 4096
# A file without line ends is no log, and is not read into memory.
LINE_MAX_LENGTH = 64 * 1024
MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
GZIP, EXCEL_97, ZIP = b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
PACKED = {ZIP: "zip", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"\x28\xb5\x2f\xfd": "zstd", b"7z\xbc\xaf": "7z"}
UNREADABLE = (OSError, EOFError, zlib.error)


def unpacked(file: BinaryIO, name: str = "") -> BinaryIO:
    """`file`, from its beginning, without its gzip. A name in .gz promises one. Raises Unusable."""
    file.seek(0)
    first = file.read(8)
    file.seek(0)
    if first.startswith(GZIP) or name.endswith(".gz"):
        return gzip.GzipFile(fileobj=file)  # type: ignore[return-value]
    if first.startswith(EXCEL_97):
        raise refused("old_excel")
    for mark, kind in PACKED.items():
        if first.startswith(mark):
            raise refused("packed", name=kind)
    return file


def is_workbook(file: BinaryIO) -> bool:
    """Whether `file` may be a workbook of Excel, which is a zip."""
    file.seek(0)
    return file.read(len(ZIP)) == ZIP


def encoding_of(start: bytes, default: str = "utf-8") -> str:
    """The encoding that the first bytes tell; UTF-16 without a mark by the zeros beside ASCII letters."""
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return encoding
    for place, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = start[place::2].count(0), start[1 - place :: 2].count(0)
        if zeros > len(start) // 5 and zeros > 4 * others:
            return encoding
    return default


def digest_of(file: BinaryIO, name: str = "", most: int | None = None) -> bytes:
    """SHA-256 of what is in `file`, unpacked: a log and the same log as .gz are one. Raises Unusable, also when it is
    longer than `most` bytes.
    """
    digest, length = hashlib.sha256(), 0
    try:
        content = file if is_workbook(file) else unpacked(file, name)
        content.seek(0)
        for piece in iter(partial(content.read, 1024 * 1024), b""):
            digest.update(piece)
            length += len(piece)
            if most and length > most:
                raise refused("too_big", most=f"{most // 1024**2} MB")
    except UNREADABLE as error:
        raise refused("damaged", error=str(error)) from error
    return digest.digest()


def digest_of_all(digests: Iterable[bytes]) -> bytes:
    return hashlib.sha256(b"".join(digests)).digest()


def lines_of(file: BinaryIO, name: str = "") -> Iterator[str]:
    """The lines of `file`, in pieces of LINE_MAX_LENGTH signs; what cannot be decoded is replaced. Raises Unusable."""
    try:
        content = unpacked(file, name)
        encoding = encoding_of(content.read(LOOKED_AT))
        content.seek(0)
        text = io.TextIOWrapper(content, encoding=encoding, errors="replace")
        try:
            yield from iter(partial(text.readline, LINE_MAX_LENGTH), "")
        finally:
            text.detach()  # the file stays open for whoever opened it
    except UNREADABLE as error:
        raise refused("damaged", error=str(error)) from error


def first_lines(file: BinaryIO, name: str = "", count: int = 200) -> list[str]:
    """The first `count` lines; none of a file that is no text. Raises Unusable."""
    return [line for line, _ in zip(lines_of(file, name), range(count), strict=False)]
