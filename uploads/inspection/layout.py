"""An archive as a row of bytes: each byte belongs to a part, to the list of contents, or is blank.

Programs look for an archive's parts in different ways, and a program, a script or a second archive runs or opens from
between, before and behind them. Files of Word, Excel, LibreOffice and Google have nothing there.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from .findings import Found
from .hidden import described, is_blank

METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENDS = b"PK\5\6"
_END = struct.Struct("<4s4H2IH")
_LOCAL = struct.Struct("<4s5H3I2H")
_LARGE_ENDS = re.compile(rb"PK\x06\x06.{52}PK\x06\x07.{16}", re.DOTALL)  # both records of archives in ZIP64
_LARGE_START = struct.Struct("<40xQQ")
_DESCRIPTORS = {12: "<3I", 16: "<4x3I", 20: "<I2Q", 24: "<4xI2Q"}
_ENCRYPTED = 0x2041
_HAS_DESCRIPTOR = 0x08
# Extra fields: sizes of large archives, times, owners, names in Unicode, Java's mark, room to grow (Word), alignment.
_EXTRA_ZIP64, _EXTRA_NAME, _EXTRA_GROWTH = 0x0001, 0x7075, 0xA220
_EXTRA_MOST = 64


def opened(content: bytes) -> zipfile.ZipFile:
    """The archive that `content` is from its first byte to its last, blanks behind it left out.

    Raises Found, or zipfile.BadZipFile when it cannot be read.
    """
    end = content.rfind(_ENDS)
    if end < 0 or len(content) < end + _END.size:
        raise zipfile.BadZipFile("no end")
    end_fields = _END.unpack_from(content, end)
    last = end + _END.size + end_fields[7]
    if not is_blank(content[end + _END.size :]):
        raise Found("outside", described(content[end + _END.size :]))
    archive = zipfile.ZipFile(io.BytesIO(content[:last]))
    start, size = end_fields[6], end_fields[5]
    stop = end
    if large := _LARGE_ENDS.fullmatch(content, max(0, end - 76), end):
        stop = large.start()
        small = (size, start)
        size, start = _LARGE_START.unpack_from(content, stop)
        if not {*small} <= {size, start, 0xFFFFFFFF}:
            raise Found("damaged", "offset")
    if start + size != stop or archive.start_dir != start:
        raise Found("damaged", "offset")
    return archive


def read_parts(archive: zipfile.ZipFile, content: bytes) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    """Each part with its bytes, in the order of the file, `content`. Nothing but parts lies before the list.

    Raises Found, or zipfile.BadZipFile when a part is not what the list says.
    """
    members = sorted(archive.infolist(), key=lambda member: member.header_offset)
    stops = [*(member.header_offset for member in members[1:]), archive.start_dir]
    if members and members[0].header_offset:
        raise Found("damaged", "offset")
    for member, stop in zip(members, stops, strict=True):
        _check_entry(member)
        start = _start_of_bytes(member, content)
        if start + member.compress_size > stop:
            raise Found("damaged", "overlap")
        packed = content[start : start + member.compress_size]
        _check_gap(member, content[start + member.compress_size : stop])
        unpacked = _unpacked(member, packed)
        if member.is_dir() and unpacked:
            raise Found("odd_name", member.filename)
        yield member, unpacked


def _check_entry(member: zipfile.ZipInfo) -> None:
    """Raises Found for what the list of contents says of a part."""
    if member.flag_bits & _ENCRYPTED:
        raise Found("password")
    if member.compress_type not in METHODS:
        raise Found("damaged", "method")
    if not is_blank(member.comment):
        raise Found("outside", described(member.comment))
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Found("odd_name", member.filename)
    _check_extra(member.extra, member)


def _start_of_bytes(member: zipfile.ZipInfo, content: bytes) -> int:
    """Where the bytes of a part begin, behind a header that says the same as the list of contents."""
    at = member.header_offset
    if len(content) < at + _LOCAL.size:
        raise zipfile.BadZipFile("header")
    signature, _, flags, method, _, _, _, size, _, name_length, extra_length = _LOCAL.unpack_from(content, at)
    name_at = at + _LOCAL.size
    name = content[name_at : name_at + name_length]
    stated = member.orig_filename.encode("utf-8" if member.flag_bits & 0x800 else "cp437", "replace")
    if signature != b"PK\3\4" or name != stated:
        raise zipfile.BadZipFile("header")
    if flags & _ENCRYPTED:
        raise Found("password")
    if method != member.compress_type or size not in {member.compress_size, 0, 0xFFFFFFFF}:
        raise Found("damaged", "header")
    start: int = name_at + name_length + extra_length
    _check_extra(content[name_at + name_length : start], member)
    return start


def _check_extra(extra: bytes, member: zipfile.ZipInfo) -> None:
    """Raises Found when an extra field holds more than the few bytes that each kind of it needs."""
    while not is_blank(extra):
        if len(extra) < 4:
            raise Found("outside", member.filename)
        kind, size = struct.unpack_from("<HH", extra)
        held, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _EXTRA_NAME:
            if held[5:] != member.orig_filename.encode():
                raise Found("odd_name", member.filename)
        elif kind == _EXTRA_GROWTH:
            if not is_blank(held[4:]):
                raise Found("outside", member.filename)
        elif len(held) < size or len(held.rstrip(b"\0")) > _EXTRA_MOST:
            raise Found("outside", member.filename)


def _check_gap(member: zipfile.ZipInfo, gap: bytes) -> None:
    """Raises Found when more stands behind a part than its descriptor: checksum and sizes, written afterwards."""
    if is_blank(gap):
        return
    if member.flag_bits & _HAS_DESCRIPTOR:
        stated = (member.CRC, member.compress_size, member.file_size)
        for length, layout in _DESCRIPTORS.items():
            if len(gap) >= length and struct.unpack(layout, gap[:length]) == stated and is_blank(gap[length:]):
                return
    raise Found("outside", described(gap))


def _unpacked(member: zipfile.ZipInfo, packed: bytes) -> bytes:
    """The bytes of a part. Raises Found for bytes behind the end of the packed ones, which no program reads."""
    content = packed
    if member.compress_type == zipfile.ZIP_DEFLATED:
        unpack = zlib.decompressobj(-zlib.MAX_WBITS)
        content = unpack.decompress(packed, member.file_size + 1)
        if not unpack.eof and len(content) <= member.file_size:
            content += unpack.decompress(unpack.unconsumed_tail, 1)
        if not is_blank(unpack.unused_data):
            raise Found("outside", described(unpack.unused_data))
        if not unpack.eof:
            raise zipfile.BadZipFile("size")
    if len(content) != member.file_size or zlib.crc32(content) != member.CRC:
        raise zipfile.BadZipFile("checksum")
    return content
