"""Elements of DOCX and XLSX that run, fetch or embed something, in any part, with or without a relationship."""

import re

from .findings import Found, is_on_another_machine, is_ordinary_link
from .parts import Attributes, local

# By local name.
_ELEMENTS = {
    "OLEObject": "ole",
    "oleObject": "ole",
    "ocx": "ole",
    "ddeLink": "dde",
    "oleLink": "external_link",
    "externalBook": "external_link",
    "dbPr": "external_link",
    "webPr": "external_link",
    "olapPr": "external_link",
    "oledbPr": "external_link",
    "DataMashup": "external_link",
    "altChunk": "packed_inside",
    "webextension": "add_in",
    "taskpane": "add_in",
    "webVideoPr": "web_video",
    "webImageSrd": "remote_picture",
    "webImagesSrd": "remote_picture",
}
_ELEMENTS_OF_WORD = {"control": "ole", "subDoc": "other_file", "sourceFileName": "other_file"}
_OF_A_MAIL_MERGE = {"connectString", "query", "udl", "dataSource", "headerSource"}
_RUN_BY_A_RIBBON = re.compile(r"(?:on|get|load)[A-Z]")
_ACTION = re.compile(r"(?i)\s*ppaction://(program|macro|ole|hlinkfile|hlinkpres)")
# Drawings in VML name their pictures in an attribute, without a relationship.
_VML_PICTURES = {"imagedata", "image", "fill", "stroke", "background"}
_VML_ADDRESS = re.compile(rb"(?i)\b(src|href|althref)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_VML_OBJECT = re.compile(rb"(?i)<\w+:OLEObject\b|<\w+:FmlaMacro\s*>[^<]*[\\\\/:|]")

# A part without any of these words has no such element or attribute, whatever its prefixes.
ELEMENT_WORDS = (
    *(name.encode() for name in [*_ELEMENTS, *_ELEMENTS_OF_WORD]),
    *(b"mailMerge", b"customUI", b"macroName", b"HyperlinkBase", b"action", b"src", b"href", b"althref"),
    *(b"Relationship", b"ContentType"),
)


class Elements:
    """The elements of one part. Raises Found."""

    def __init__(self, *, is_workbook: bool) -> None:
        self._codes = _ELEMENTS if is_workbook else _ELEMENTS | _ELEMENTS_OF_WORD
        self._is_ribbon = self._is_mail_merge = False
        self._base: list[str] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        if (code := self._codes.get(name)) and not (self._is_ribbon and name == "control"):
            raise Found(code)
        self._is_ribbon = self._is_ribbon or name == "customUI"
        self._is_mail_merge = self._is_mail_merge or name == "mailMerge"
        if self._is_mail_merge and name in _OF_A_MAIL_MERGE:
            raise Found("mail_merge")
        if name == "HyperlinkBase":
            self._base = []
        for full_key, value in attributes.items():
            self._check_attribute(name, local(full_key), value)

    def _check_attribute(self, name: str, key: str, value: str) -> None:
        if self._is_ribbon and _RUN_BY_A_RIBBON.match(key):
            raise Found("ribbon", value)
        if key == "macroName" and value:
            raise Found("macro", value)
        if key == "action" and (found := _ACTION.match(value)):
            raise Found("macro" if found[1].lower() == "macro" else "launch", value)
        if key in {"src", "href", "althref"}:
            check_vml_address(name, value)

    def text(self, text: str) -> None:
        if self._base is not None:
            self._base.append(text)

    def end(self, name: str) -> None:
        if self._base is not None:
            base, self._base = "".join(self._base), None
            if not is_ordinary_link(base):
                raise Found("bad_link", base)

    def finish(self) -> None:
        """Does nothing: `start` and `end` have checked each element."""


def check_vml_address(name: str, address: str) -> None:
    """Check an address in a drawing: of a picture that is fetched, or of a link."""
    if name in _VML_PICTURES:
        if is_on_another_machine(address):
            raise Found("remote_picture", address)
    elif not is_ordinary_link(address):
        raise Found("bad_link", address)


def check_unclosed(content: bytes) -> None:
    """Check a drawing in VML whose tags need not be closed, so that its elements cannot be walked to the end."""
    if found := _VML_OBJECT.search(content):
        raise Found("ole" if b"object" in found[0].lower() else "macro")
    for found in _VML_ADDRESS.finditer(content):
        address = next(part for part in found.groups()[1:] if part is not None).decode("utf-8", "replace")
        check_vml_address("" if found[1].lower() == b"href" else "imagedata", address)
