"""Formulas of Excel: `=cmd|'/c calc'!A0`, functions that fetch or start something, names that run on opening."""

import re

from .findings import Found, is_ordinary_link
from .parts import Attributes, local, values

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_FUNCTIONS = (
    "CALL|REGISTER|REGISTER\\.ID|EXEC|RTD|WEBSERVICE|DDE|DDEINITIATE|SQL\\.REQUEST|IMAGE|IMPORTTEXT|IMPORTCSV|PY"
    "|COPILOT"
)
FORMULA_PARTS = re.compile(
    rb"(?i)\||&#|CDATA|<!--|<\?(?!xml\s)|vbprocedure|xlm\s*=|auto_|fmla|hyperlink\s*\(|\bmacro\s*="
    rb"|\b(?:CALL|REGISTER(?:\.ID)?|EXEC|RTD|WEBSERVICE|DDE\w*|SQL\.REQUEST|IMAGE|IMPORT(?:TEXT|CSV)|PY|COPILOT)\s*\("
)
# In capitals: without any of these words FORMULA_PARTS finds nothing, and this is known ten times faster.
FORMULA_WORDS = (
    *(
        b"|",
        b"&#",
        b"CDATA",
        b"<!--",
        b"<?",
        b"VBPROCEDURE",
        b"XLM",
        b"AUTO_",
        b"FMLA",
        b"HYPERLINK",
        b"MACRO",
        b"CALL",
    ),
    *(b"REGISTER", b"EXEC", b"RTD", b"WEBSERVICE", b"DDE", b"SQL.REQUEST", b"IMAGE", b"IMPORT", b"PY", b"COPILOT"),
)
_RISKY_FUNCTION = re.compile(rf"(?i)(?<![\w.])(?:_xl\w+\.)*({_FUNCTIONS})\s*\(")
_LINK = re.compile(r"(?i)(?<![\w.])HYPERLINK\s*\(\s*\"([^\"]*)\"")
_AUTO = re.compile(r"(?i)(?:^|[.!])_?(?:xlnm\.)?auto_?(?:open|close|activate|deactivate|exec|new)")
_HOLDS_A_FORMULA = re.compile(r"(?i)(?:f|[a-z]*formula\d?|fmla[a-z]*|definedname)$")
_FORMULA_ATTRIBUTE = re.compile(r"(?i)(?:[a-z]*formula|fmla[a-z]*|textlink)$")
_ELSEWHERE = re.compile(r"[\\/:|]|\.xl|\[[1-9]")  # "[0]!Name" is of this workbook, where no macro is


class Formulas:
    """Formulas that start a program or fetch something: =cmd|'/c calc'!A0, RTD(…), names that run on opening."""

    def __init__(self) -> None:
        self._formula: list[str] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        _check_attributes(name, attributes)
        if _HOLDS_A_FORMULA.match(name):
            self._formula = []
        if name == "definedName":
            flags = {*values(attributes, "vbProcedure"), *values(attributes, "xlm")}
            if any(map(_AUTO.search, values(attributes, "name"))) or flags & {"1", "true"}:
                raise Found("macro")

    def text(self, text: str) -> None:
        if self._formula is not None:
            self._formula.append(text)

    def end(self, name: str) -> None:
        if _HOLDS_A_FORMULA.match(name) and self._formula is not None:
            check_formula("".join(self._formula))
            self._formula = None

    def finish(self) -> None:
        """Does nothing: `end` has checked each formula."""


def _check_attributes(name: str, attributes: Attributes) -> None:
    """Raises Found for a formula in an attribute, or a macro of another file behind a button."""
    for full_key, value in attributes.items():
        key = local(full_key)
        if _FORMULA_ATTRIBUTE.match(key) or (key == "val" and name == "cfvo"):
            check_formula(value)
        if key in {"macro", "fmlaMacro"} and _ELSEWHERE.search(value):
            raise Found("macro", value)


def check_formula(formula: str) -> None:
    """Raises Found. In Excel's formulas `|` means DDE; in quotes it is text or part of a sheet's name."""
    bare = _QUOTED.sub("", formula)
    if "|" in bare:
        raise Found("dde", formula)
    if found := _RISKY_FUNCTION.search(bare):
        raise Found("remote_picture" if found[1].upper() == "IMAGE" else "dde", formula)
    for link in _LINK.finditer(formula):
        if not is_ordinary_link(link[1]):
            raise Found("bad_link", link[1])
