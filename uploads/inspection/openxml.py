"""Checks of DOCX and XLSX (ECMA-376): content types and relationships; and which further readers each part needs."""

import re
from collections.abc import Callable, Iterable

from .findings import Found, is_on_another_machine, is_ordinary_link
from .formulas import FORMULA_PARTS, FORMULA_WORDS, Formulas
from .openxml_elements import ELEMENT_WORDS, Elements, check_unclosed
from .parts import Attributes, Part, values
from .word_fields import FIELD_PARTS, Fields

# The ends of relationship types (transitional, strict and Microsoft's own) that no document of ours needs.
RELATIONS = {
    "vbaproject": "macro",
    "wordvbadata": "macro",
    "xlmacrosheet": "macro",
    "xlintlmacrosheet": "macro",
    "macrosheet": "macro",
    "dialogsheet": "macro",
    "attachedtoolbars": "macro",
    "oleobject": "ole",
    "control": "ole",
    "activexcontrol": "ole",
    "activexcontrolbinary": "ole",
    "externallink": "external_link",
    "externallinkpath": "external_link",
    "externallinklongpath": "external_link",
    "xlexternallinkpath": "external_link",
    "connections": "external_link",
    "xlpathmissing": "external_link",
    "xllibrary": "external_link",
    "xlstartup": "external_link",
    "xlalternatestartup": "external_link",
    "mailmergesource": "mail_merge",
    "mailmergeheadersource": "mail_merge",
    "frame": "other_file",
    "subdocument": "other_file",
    "afchunk": "packed_inside",
    "webextension": "add_in",
    "webextensiontaskpanes": "add_in",
}
_TYPES = [
    (re.compile(r"macroenabled|vbaproject|vbadata|macrosheet|keymapcustomizations.*macro|attachedtoolbars"), "macro"),
    (re.compile(r"oleobject|activex|controlproperties\.bin"), "ole"),
    (re.compile(r"externallink|spreadsheetml\.connections"), "external_link"),
    (re.compile(r"text/html|text/rtf|application/rtf|message/rfc822|xhtml\+xml"), "packed_inside"),
    (re.compile(r"x-msdownload|x-msdos|octet-executable|javascript|x-sh\b|java-archive"), "program"),
    (re.compile(r"webextension"), "add_in"),
    (re.compile(r"^application/vnd\.ms-excel\.[^+]*$"), "other_kind"),  # a workbook in binary parts
]
# LibreOffice opens a file as what its list of kinds says, whatever its name.
_MAINS_BESIDE_DOCX = re.compile(r"(?:spreadsheet|presentation)ml\.[a-z]+\.main|ms-visio")
_MAINS_BESIDE_XLSX = re.compile(r"(?:wordprocessing|presentation)ml\.[a-z]+\.main|ms-visio")


class Package:
    """A DOCX or XLSX; it gets each part once. Raises Found."""

    def __init__(self, extension: str) -> None:
        self.is_workbook = extension == "xlsx"
        self._other_mains = _MAINS_BESIDE_XLSX if self.is_workbook else _MAINS_BESIDE_DOCX

    def read(self, part: Part) -> None:
        if part.is_xml:
            self._read_xml(part)
        elif part.name.lower().endswith((".xml", ".rels")) and part.content.strip():
            raise Found("damaged", part.name)
        if part.is_vml:
            check_unclosed(part.content)

    def _read_xml(self, part: Part) -> None:
        """Check elements, and formulas or field codes. Parts that hold none, which are most, are only searched for a
        DTD.

        What is checked depends on the kind of document, not on the part's name: a relationship may give a sheet any
        name.
        """
        readers: list[Elements | Formulas | Fields] = []
        if part.holds_any(ELEMENT_WORDS):
            readers.append(Elements(is_workbook=self.is_workbook))
        if self.is_workbook and part.holds_any(FORMULA_WORDS, in_capitals=True) and part.holds(FORMULA_PARTS):
            readers.append(Formulas())
        if not self.is_workbook and part.holds(FIELD_PARTS):
            readers.append(Fields())
        if not readers:
            part.check_dtd()
            return

        def start(name: str, attributes: Attributes) -> None:
            self._check_lists(name, attributes)
            for reader in readers:
                reader.start(name, attributes)

        part.walk(start, _each(reader.end for reader in readers), _each(reader.text for reader in readers))
        for reader in readers:
            reader.finish()

    def _check_lists(self, name: str, attributes: Attributes) -> None:
        """Check what lists of kinds and relationships hold, whatever the part's name."""
        if name == "Relationship":
            _check_relation(attributes)
        elif name in {"Default", "Override"}:
            for stated in values(attributes, "ContentType"):
                self._check_type(stated.lower())

    def _check_type(self, stated: str) -> None:
        for pattern, code in _TYPES:
            if pattern.search(stated):
                raise Found(code)
        if self._other_mains.search(stated):
            raise Found("other_kind")


def _each(calls: Iterable[Callable[[str], None]]) -> Callable[[str], None]:
    """One call for several."""
    held = list(calls)

    def call(text: str) -> None:
        for one in held:
            one(text)

    return call


def _check_relation(attributes: Attributes) -> None:
    is_external = any(mode.strip().lower() == "external" for mode in values(attributes, "TargetMode"))
    for stated in values(attributes, "Type"):
        for target in values(attributes, "Target"):
            _check_target(stated.strip().rstrip("/").rpartition("/")[2].lower(), target, is_external)


def _check_target(kind: str, target: str, is_external: bool) -> None:
    if code := RELATIONS.get(kind):
        raise Found(code, target)
    if is_external and kind == "hyperlink":
        if not is_ordinary_link(target):
            raise Found("bad_link", target)
    elif is_on_another_machine(target if is_external else target.lstrip("/")):
        raise Found({"attachedtemplate": "template", "image": "remote_picture"}.get(kind, "other_file"), target)
