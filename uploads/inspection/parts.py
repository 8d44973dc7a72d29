"""One part of an archive: the kind of its bytes, and its XML, read without expanding an entity."""

import codecs
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from xml.parsers import expat

from .findings import Found

MAX_DEPTH = 2_000
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
    b"L\0\0\0\x01\x14\x02\0",  # a shortcut of Windows
    b"dex\n",
    b"FWS",
    b"CWS",
    b"ZWS",
    b"ITSF",  # compiled help
    b"\x00asm",
    b"!<arch>\n",  # packages and libraries of Unix
    b"xar!",
)
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"MSCF", b"\xfd7zXZ", b"BZh", b"ISc(")
_DOCUMENTS = (b"{\\rt", b"%PDF-", b"From: ", b"MIME-Version", b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_SPACE = b"\xef\xbb\xbf \t\r\n"
_HTML = re.compile(
    rb"(?:<\?[^>]*\?>\s*|<!--(?:(?!-->).)*-->\s*)*"
    rb"<(?:!doctype\s+html|html|script|head|body|iframe|hta:application|\?php|scriptlet)(?![\w:])",
    re.IGNORECASE | re.DOTALL,
)
_SCRIPT = re.compile(
    rb"@echo\b|\[(?:internetshortcut|autorun|shellclassinfo)\]|regedit4|windows registry editor", re.I
)
_MARKUP = re.compile(rb"[\xef\xbb\xbf \t\r\n]*+<")
_PROLOG = re.compile(rb"[\xef\xbb\xbf \t\r\n]*+<\?xml\s(?:([^>]{0,4000})>)?", re.IGNORECASE)
_DECLARED = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", re.IGNORECASE)
# SVG pictures, LibreOffice's key bindings and OpenOffice's list of parts name a DTD by its address. None is loaded.
_MAY_NAME_A_DTD = re.compile(r"(?i)\.svg$|^configurations2/|(?:^|/)pictures/|^meta-inf/manifest\.xml$")

Attributes = dict[str, str]


def kind_of_bytes(content: bytes) -> str:
    """ "program", "ole", "zip", "document", or "" for bytes that a document may hold."""
    start = content[:64]
    if start.startswith(_PROGRAMS):
        return "program"
    if start.startswith(_OLE):
        return "ole"
    if start.startswith(_ARCHIVES):
        return "zip"
    text = content[:4096]
    if text.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = text.decode("utf-16", "ignore").encode("ascii", "ignore")
    text = text.lstrip(_SPACE)
    if _SCRIPT.match(text):
        return "program"
    return "document" if text.startswith(_DOCUMENTS) or _HTML.match(text) else ""


@dataclass(frozen=True)
class Part:
    name: str
    content: bytes

    @cached_property
    def is_xml(self) -> bool:
        return bool(_MARKUP.match(self.content)) or self._is_wide

    @cached_property
    def is_vml(self) -> bool:
        """Whether this is a drawing of comments, which Excel itself writes with unclosed tags."""
        return self.name.lower().endswith(".vml")

    @property
    def _is_wide(self) -> bool:
        """Whether this is UTF-16, with or without a byte order mark."""
        return self.content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<"))

    @cached_property
    def plain(self) -> bytes | None:
        """The bytes of a text in UTF-8, where ASCII words can be searched for in bytes; None for other encodings."""
        prolog = _PROLOG.match(self.content)
        if self._is_wide or (prolog and not prolog[1]):
            return None  # a prolog that does not end soon
        declared = _DECLARED.search(prolog[1]) if prolog else None
        if declared and declared[1].lower() not in {b"utf-8", b"us-ascii", b"utf8"}:
            return None
        return self.content

    def holds(self, pattern: re.Pattern[bytes]) -> bool:
        """Whether `pattern`, of ASCII, may stand in the text. True for encodings that cannot be searched."""
        return self.plain is None or bool(pattern.search(self.plain))

    def holds_any(self, words: Iterable[bytes], *, in_capitals: bool = False) -> bool:
        """Whether one of `words`, of ASCII, may stand behind the first sign; ten times faster than a pattern."""
        if self.plain is None:
            return True
        plain = self.plain.upper() if in_capitals else self.plain
        return any(plain.find(word, 1) >= 0 for word in words)  # "<?xml" itself is no instruction

    def walk(
        self,
        start: Callable[[str, Attributes], object],
        end: Callable[[str], object] | None = None,
        text: Callable[[str], object] | None = None,
    ) -> None:
        """Call back for each element by its local name, whatever its prefix. Raises Found on a DTD or damage."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = 64 * 1024
        depth = 0

        def started(name: str, attributes: Attributes) -> None:
            nonlocal depth
            depth += 1
            if depth > MAX_DEPTH:
                raise Found("too_heavy", self.name)
            start(local(name), attributes)

        def ended(name: str) -> None:
            nonlocal depth
            depth -= 1
            if end:
                end(local(name))

        parser.StartElementHandler, parser.EndElementHandler = started, ended
        if text:
            parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = self._check_doctype
        parser.EntityDeclHandler = self._refuse_entity
        try:
            parser.Parse(self.content, True)
        except expat.ExpatError as error:
            if not self.is_vml:
                raise Found("damaged", self.name) from error

    def check_dtd(self) -> None:
        """Raises Found when the part has a DTD; for a part that is not walked."""
        if self.holds(_DTD):
            self.walk(lambda name, attributes: None)

    def _check_doctype(self, name: str, system: str | None, public: str | None, has_internal_subset: int) -> None:
        if has_internal_subset or not _MAY_NAME_A_DTD.search(self.name):
            raise Found("dtd", self.name)

    def _refuse_entity(self, *_: object) -> None:
        raise Found("dtd", self.name)


def local(name: str) -> str:
    return name.rpartition(":")[2]


def values(attributes: Attributes, name: str) -> list[str]:
    """The values of all attributes whose local name is `name`: an attacker may write two so that it is unclear which
    one counts.
    """
    return [value for key, value in attributes.items() if local(key) == name]
