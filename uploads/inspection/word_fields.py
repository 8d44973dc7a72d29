"""Field codes of Word: `DDEAUTO c:\\…`, `INCLUDETEXT "https://…"`, in one piece or in many."""

import re
from dataclasses import dataclass, field

from .findings import Found, is_on_another_machine, is_ordinary_link
from .parts import Attributes, values

FIELD_PARTS = re.compile(rb"instrText|delInstrText|fldSimple")
_FIELDS = {
    "DDE": "dde",
    "DDEAUTO": "dde",
    "LINK": "ole",
    "EMBED": "ole",
    "CONTROL": "ole",
    "HTMLCONTROL": "ole",
    "IMPORT": "other_file",
    "DATABASE": "dde",
}
_FETCHING = {"INCLUDETEXT", "INCLUDEPICTURE", "RD", "INCLUDE"}


@dataclass
class Field:
    """A field of Word: its code up to the result; fields may stand in the code of another."""

    code: list[str] = field(default_factory=list)
    has_result: bool = False


class Fields:
    """Field codes of Word, put together from their runs, nested fields and QUOTE's numbers included."""

    def __init__(self) -> None:
        self._open: list[Field] = []
        self._reads = False
        self._loose: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
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
