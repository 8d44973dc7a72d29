"""Checks of DOCX and XLSX (ECMA-376): content types, relationships, field codes, formulas."""

import re
from dataclasses import dataclass, field

from .findings import Found, is_on_another_machine, is_ordinary_link
from .parts import Attributes, Part, values

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
]
_FIELDS = {"DDE": "dde", "DDEAUTO": "dde", "LINK": "ole", "EMBED": "ole", "IMPORT": "other_file", "DATABASE": "dde"}
_FETCHING = {"INCLUDETEXT", "INCLUDEPICTURE", "RD", "INCLUDE"}
_FIELD_PARTS = re.compile(rb"instrText|delInstrText|fldSimple|OLEObject|oleObject|ddeLink|control\b|altChunk")
_FORMULA_PARTS = re.compile(
    rb"(?i)\||&#|CDATA|vbprocedure|xlm\s*=|ddelink|oleobject|auto_|\b(?:CALL|REGISTER(?:\.ID)?|EXEC|RTD|WEBSERVICE|DDE\w*|CONTROL)\b"
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_RISKY_FUNCTION = re.compile(
    r"(?i)(?<![\w.])(?:_xlfn\.|_xll\.)?(?:CALL|REGISTER|REGISTER\.ID|EXEC|RTD|WEBSERVICE|DDE|DDEINITIATE)\s*\("
)
_AUTO = re.compile(r"(?i)(?:^|[.!])_?(?:xlnm\.)?auto_?(?:open|close|activate|deactivate|exec|new)")
_FORMULAS = {"f", "formula", "formula1", "formula2", "definedName", "oldFormula", "calculatedColumnFormula"}
_ELEMENTS = {
    "OLEObject": "ole",
    "oleObject": "ole",
    "ddeLink": "dde",
    "oleLink": "external_link",
    "altChunk": "packed_inside",
}


@dataclass
class Field:
    """A field of Word: its code up to the result; fields may stand in the code of another."""

    code: list[str] = field(default_factory=list)
    has_result: bool = False


class Package:
    """A DOCX or XLSX; it gets each part once. Raises Found."""

    def __init__(self, extension: str) -> None:
        self.is_workbook = extension == "xlsx"

    def read(self, part: Part) -> None:
        name = part.name.lower()
        if name == "[content_types].xml":
            part.walk(_check_type)
        elif name.endswith(".rels"):
            part.walk(_check_relation)
        elif part.is_xml:
            self._read_xml(part)
        elif name.endswith(".xml") and part.content.strip():
            raise Found("damaged", part.name)

    def _read_xml(self, part: Part) -> None:
        """Check formulas or field codes. Parts that hold neither, which are most, are only searched for a DTD.

        What is checked depends on the kind of document, not on the part's name: a relationship may give a sheet any
        name.
        """
        if not part.holds(_FORMULA_PARTS if self.is_workbook else _FIELD_PARTS):
            part.check_dtd()
            return
        reader = _Formulas() if self.is_workbook else _Fields()
        part.walk(reader.start, reader.end, reader.text)
        reader.finish()


def _check_type(name: str, attributes: Attributes) -> None:
    for stated in values(attributes, "ContentType"):
        for pattern, code in _TYPES:
            if pattern.search(stated.lower()):
                raise Found(code)


def _check_relation(name: str, attributes: Attributes) -> None:
    if name != "Relationship":
        return
    is_external = any(mode.strip().lower() == "external" for mode in values(attributes, "TargetMode"))
    for stated in values(attributes, "Type"):
        for target in values(attributes, "Target"):
            _check_target(stated.rstrip("/").rpartition("/")[2].lower(), target, is_external)


def _check_target(kind: str, target: str, is_external: bool) -> None:
    if code := RELATIONS.get(kind):
        raise Found(code, target)
    if is_external and kind == "hyperlink":
        if not is_ordinary_link(target):
            raise Found("bad_link", target)
    elif is_on_another_machine(target if is_external else target.lstrip("/")):
        raise Found({"attachedtemplate": "template", "image": "remote_picture"}.get(kind, "other_file"), target)


class _Formulas:
    """Formulas that start a program or fetch something: =cmd|'/c calc'!A0, RTD(…), names that run on opening."""

    def __init__(self) -> None:
        self._formula: list[str] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        _check_element(name)
        if name in _FORMULAS:
            self._formula = []
        if name == "definedName":
            flags = {*values(attributes, "vbProcedure"), *values(attributes, "xlm")}
            if any(map(_AUTO.search, values(attributes, "name"))) or flags & {"1", "true"}:
                raise Found("macro")

    def text(self, text: str) -> None:
        if self._formula is not None:
            self._formula.append(text)

    def end(self, name: str) -> None:
        if name in _FORMULAS and self._formula is not None:
            check_formula("".join(self._formula))
            self._formula = None

    def finish(self) -> None:
        """Does nothing: `end` has checked each formula."""


def check_formula(formula: str) -> None:
    """Raises Found. In Excel's formulas `|` means DDE; in quotes it is text or part of a sheet's name."""
    bare = _QUOTED.sub("", formula)
    if "|" in bare:
        raise Found("dde", formula)
    if _RISKY_FUNCTION.search(bare):
        raise Found("dde", formula)


class _Fields:
    """Field codes of Word, put together from their runs, nested fields and QUOTE's numbers included."""

    def __init__(self) -> None:
        self._open: list[Field] = []
        self._reads = False
        self._loose: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        _check_element(name)
        if name == "fldSimple":
            for code in values(attributes, "instr"):
                check_field(code)
        elif name == "fldChar":
            for kind in values(attributes, "fldCharType"):
                self._turn(kind)
        self._reads = name in {"instrText", "delInstrText"}

    def end(self, name: str) -> None:
        self._reads = False

    def finish(self) -> None:
        """Check the codes whose field never began, or never ended."""
        check_field("".join(self._loose))
        for unended in self._open:
            check_field("".join(unended.code))

    def text(self, text: str) -> None:
        if not self._reads:
            return
        if self._open and not self._open[-1].has_result:
            self._open[-1].code.append(text)
        elif not self._open:
            self._loose.append(text)

    def _turn(self, kind: str) -> None:
        if kind == "begin":
            if len(self._open) > 100:
                raise Found("too_heavy")
            self._open.append(Field())
        elif self._open and kind == "separate":
            check_field("".join(self._open[-1].code))
            self._open[-1].has_result = True
        elif self._open and kind == "end":
            closed = self._open.pop()
            code = "".join(closed.code)
            check_field(code)
            if self._open and not self._open[-1].has_result:
                self._open[-1].code.append(_result_of(code))


UNKNOWN_RESULT = "\x00"


def _result_of(code: str) -> str:
    """The text that a field puts into the code around it: QUOTE 68 68 69 gives "DDE"; of others it is unknown."""
    words = code.split()
    if words and words[0].upper() == "QUOTE":
        numbers = [word.strip('"') for word in words[1:]]
        if numbers and all(number.isdecimal() and len(number) < 8 and int(number) < 0x110000 for number in numbers):
            return "".join(chr(int(number)) for number in numbers)
        return " ".join(numbers)
    return UNKNOWN_RESULT


def check_field(code: str) -> None:
    """Check `code`, as `DDEAUTO c:\\\\windows\\\\…`. Raises Found if it runs something or fetches over a network."""
    words = code.replace('"', " ").split()
    if not words:
        return
    word = words[0].upper()
    if code.lstrip().startswith(UNKNOWN_RESULT):
        raise Found("dde", code)  # another field makes the name of this one: only to hide it
    if found := _FIELDS.get(word):
        raise Found(found, code)
    if word in _FETCHING and any(is_on_another_machine(target) for target in words[1:] if _looks_like_address(target)):
        raise Found("remote_picture" if word == "INCLUDEPICTURE" else "other_file", code)
    if word == "HYPERLINK" and len(words) > 1 and not is_ordinary_link(words[1]):
        raise Found("bad_link", words[1])


def _looks_like_address(word: str) -> bool:
    return "://" in word or word.startswith(("\\\\", "//", "file:", "http:", "https:"))


def _check_element(name: str) -> None:
    if code := _ELEMENTS.get(name):
        raise Found(code)
