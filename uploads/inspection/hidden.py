"""Programs and archives inside other bytes, wherever they begin; and bytes that hold nothing.

A program is known by its structure, not by a word: pictures and packed text hold any two or four bytes by chance.
"""

import re
import struct

BLANK = b"\0\t\n\x0b\x0c\r\x1a "

_DOS = re.compile(rb"MZ(?=.{58}(.{4}))", re.DOTALL)
_ELF = re.compile(rb"\x7fELF[\x01\x02][\x01\x02]\x01.{9}(?:[\x01-\x04]\0|\0[\x01-\x04])", re.DOTALL)
# Magic, a kind of processor, its variant, a kind of file; in both orders of bytes.
_MACH_O = re.compile(
    rb"[\xce\xcf]\xfa\xed\xfe[\x07\x0c\x12]\0\0[\0\x01].{4}[\x01-\x0c]\0\0\0"
    rb"|\xfe\xed\xfa[\xce\xcf][\0\x01]\0\0[\x07\x0c\x12].{4}\0\0\0[\x01-\x0c]",
    re.DOTALL,
)
_ANDROID = re.compile(rb"dex\n0\d\d\0")
# Archives that are found behind other bytes by the programs that open them.
_ARCHIVES = {
    "RAR": re.compile(rb"Rar!\x1a\x07[\0\x01]"),
    "7z": re.compile(rb"7z\xbc\xaf\x27\x1c\0"),
    "CAB": re.compile(rb"MSCF\0\0\0\0.{4}\0\0\0\0.{4}\0\0\0\0\x03\x01", re.DOTALL),
}
_ZIP_END = b"PK\5\6"
_ZIP_ENTRY = b"PK\1\2"
_ZIP_TAIL = 22 + 0xFFFF + 4096  # programs look for the end of an archive in so many last bytes
_MAX_ENDS = 64


def is_blank(content: bytes) -> bool:
    """Whether `content` is nothing but zeros and white space."""
    return not content.strip(BLANK)


def program_in(content: bytes) -> str:
    """The kind of the first program anywhere in `content`, as "EXE"; "" for none. Linear in its length."""
    if b"PE\0\0" in content and any(_is_windows_program(content, found) for found in _DOS.finditer(content)):
        return "EXE"
    if b"\x7fELF" in content and _ELF.search(content):
        return "ELF"
    if _MACH_O.search(content):
        return "Mach-O"
    return "DEX" if b"dex\n" in content and _ANDROID.search(content) else ""


def _is_windows_program(content: bytes, found: re.Match[bytes]) -> bool:
    header = found.start() + struct.unpack("<I", found[1])[0]
    return content[header : header + 4] == b"PE\0\0"


def described(content: bytes) -> str:
    """What `content`, which should not be there, is: "EXE", "ZIP", or its first readable signs."""
    if kind := program_in(content) or archive_in(content):
        return kind
    start = content.strip(BLANK)[:40].decode("ascii", "replace")
    return "".join(sign if sign.isprintable() and sign != "\ufffd" else " " for sign in start).strip()


def archive_in(content: bytes) -> str:
    """The kind of an archive anywhere in `content`, or of a ZIP (or JAR) that ends near its end; "" for none."""
    for kind, pattern in _ARCHIVES.items():
        if pattern.search(content):
            return kind
    return "ZIP" if _ends_as_zip(content) else ""


def _ends_as_zip(content: bytes) -> bool:
    """Whether a list of contents, which begins as its end says, stands in front of that end."""
    tail = max(0, len(content) - _ZIP_TAIL)
    end = len(content)
    for _ in range(_MAX_ENDS):
        end = content.rfind(_ZIP_END, tail, end)
        if end < 0:
            return False
        if len(content) >= end + 22:
            size = struct.unpack_from("<I", content, end + 12)[0]
            if size and size <= end and content.startswith(_ZIP_ENTRY, end - size):
                return True
    return True  # nobody writes so many ends by chance
