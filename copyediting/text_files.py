"""Text in files, as somebody may have it anywhere: plain or HTML, in UTF-8; and sentences about what is neither."""

import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from proofreading.document import Block, Document
from proofreading.html import document_of_html
from richtext.sanitize import safe_tree
from richtext.tree import Element, write
from vietnamese.legacy import TCVN3, detect
from vietnamese.numbers import format_number
from vietnamese.syllables import is_syllable
from vietnamese.text import nfc

STANDARD_INPUT = "-"
MAX_BYTES = 10 * 1024 * 1024
MAX_LENGTH = 1_000_000  # characters, some 200,000 words: ten seconds of work
LONG = 250_000  # characters of a text of which people are told that it takes a while
BEGINNING = 5_000  # characters that tell HTML from plain text
_HTML_SUFFIXES, _PLAIN_SUFFIXES = {".html", ".htm", ".xhtml"}, {".txt", ".text", ".md"}
_BEGINS_AS_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+html|html|head|body|p|div|h[1-6]|ul|ol|table|figure"
    r"|blockquote|section|article|main|pre)\b",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(r"\+\+\+[ \t]*\n(?P<toml>.*?)\n\+\+\+[ \t]*\n", re.DOTALL)
_READ = {"title": "title", "summary": "sapo", "sapo": "sapo", "cover_caption": "caption"}
_LINE = re.compile(r"[^\r\n]*")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WORD = re.compile(r"[^\W\d_]+")
_PROGRAMS = {
    b"PK\x03\x04": "tệp Word, Excel hay tệp nén",
    b"\xd0\xcf\x11\xe0": "tệp Word hay Excel đời cũ",
    b"%PDF": "tệp PDF",
    b"{\\rtf": "tệp RTF",
}


class Unreadable(Exception):
    """A file that holds no text to be read; `str()` is the Vietnamese sentence that says why, and what to do."""


@dataclass(frozen=True)
class TextFile:
    """`starts` has where each block of `document` begins: in the text of a plain file, in `document.text` of HTML."""

    document: Document
    starts: list[int]
    facts: Mapping[str, str] = field(default_factory=dict)


def read_file(name: str) -> TextFile:
    """The text in the file `name`, or in the standard input for "-". Raises Unreadable."""
    text = _decoded(name, _bytes_of(name))
    if len(text) > MAX_LENGTH:
        length, most = format_number(len(text)), format_number(MAX_LENGTH)
        raise Unreadable(f"dài {length} ký tự, quá {most} ký tự soát được trong một tệp; hãy chia nhỏ.")
    suffix = Path(name).suffix.lower()
    is_html = suffix in _HTML_SUFFIXES or (
        suffix not in _PLAIN_SUFFIXES and _BEGINS_AS_HTML.match(text[:BEGINNING]) is not None
    )
    return _of_html(text) if is_html else _of_plain(text)


def _of_plain(text: str) -> TextFile:
    """Each line is a block; its place is that in `text`, however lines end there."""
    blocks, starts, at = [], [], 0
    while at <= len(text):
        line = _LINE.match(text, at)
        end = line.end() if line else len(text)
        blocks.append(Block(text[at:end]))
        starts.append(at)
        at = end + (2 if text.startswith("\r\n", end) else 1)
    return TextFile(Document(tuple(blocks)), starts)


def _of_html(text: str) -> TextFile:
    """A head in TOML between lines of "+++" says the fields, as in the articles of the sample."""
    text = text.replace("\r\n", "\n")
    head: dict[str, object] = {}
    if found := _FRONT_MATTER.match(text):
        try:
            head = tomllib.loads(found["toml"])
        except (ValueError, RecursionError):  # no TOML, numbers of thousands of digits, lists in lists without end
            found = None
    lines = {name: line for name, line in head.items() if isinstance(line, str)}
    tree = safe_tree(text[found.end() :] if found else text)
    _collapse(tree)
    fields = {_READ[name]: line for name, line in lines.items() if name in _READ}
    document = document_of_html("".join(map(write, tree.children)), fields)
    return TextFile(document, document.starts, {name: line for name, line in lines.items() if name not in _READ})


def _collapse(element: Element) -> None:
    """Make one space of what a page shows as one."""
    if element.tag == "pre":
        return
    for number, child in enumerate(element.children):
        if isinstance(child, str):
            element.children[number] = _BLANKS.sub(" ", child)
        else:
            _collapse(child)


def _bytes_of(name: str) -> bytes:
    try:
        if name == STANDARD_INPUT:
            content = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with open(name, "rb") as file:
                content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Unreadable("không có tệp này; hãy xem lại tên và thư mục.") from None
    except IsADirectoryError:
        raise Unreadable("là thư mục; hãy ghi tên từng tệp.") from None
    except PermissionError:
        raise Unreadable("không có quyền đọc tệp này; hãy xin quyền hoặc chép ra chỗ khác.") from None
    except (OSError, ValueError) as error:
        raise Unreadable(f"không đọc được ({getattr(error, 'strerror', None) or error}); hãy thử lại.") from None
    if len(content) > MAX_BYTES:
        raise Unreadable(f"lớn hơn {MAX_BYTES // 1024**2} MB, không phải một bài viết; hãy chia nhỏ.")
    return content


def _decoded(name: str, content: bytes) -> str:
    for magic, kind in _PROGRAMS.items():
        if content.startswith(magic):
            raise Unreadable(f"là {kind}; hãy lưu thành văn bản thuần (.txt, mã UTF-8) hoặc HTML rồi soát.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
        if b"\0" in content:
            raise Unreadable("không phải văn bản (có byte 0); hãy lưu thành văn bản thuần, mã UTF-8.")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(_other_encoding(content)) from None


def _other_encoding(content: bytes) -> str:
    """Which encoding of Vietnamese the bytes are in, as far as can be told, and what to do about it."""
    some = content[:100_000]
    charset = detect(some.decode("cp1252", "replace")) or detect(some.decode("latin-1"))
    if charset:
        name = "TCVN3 (ABC, phông .VnTime)" if charset == TCVN3 else "VNI (phông VNI-Times)"
    elif _is_vietnamese(nfc(some.decode("cp1258", "replace"))):
        name = "Windows-1258"
    else:
        return "không phải mã UTF-8; hãy mở bằng trình soạn thảo rồi lưu lại với mã UTF-8."
    return f"ghi bằng bảng mã {name}; hãy chuyển sang Unicode và lưu lại với mã UTF-8 rồi soát."


def _is_vietnamese(text: str) -> bool:
    marked = [word for word in _WORD.findall(text) if not word.isascii()]
    return len(marked) > 2 and sum(map(is_syllable, marked)) * 5 >= len(marked) * 4
