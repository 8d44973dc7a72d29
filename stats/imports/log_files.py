"""The lines of one file of an access log, in any format that is read here; and names of formats that are not."""

import re
from collections.abc import Iterable

from . import w3c_lines
from .log_lines import Line, network, parse
from .report import Report, refused

Refusal = tuple[str, str]  # a key of `sentences.LEFT_OUT`, and what parts it further
UNREADABLE: Refusal = ("unreadable", "")

_W3C_ENTRY = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:\S+ ){5,}\S+$")
# What begins a line of a format that says too little, or is no access log: what it is called (`sentences.PROBLEMS`).
_NOT_READ = (
    (
        "iis",
        re.compile(r"[\d.:a-fA-F]+, ?[^,]*, ?\d+[/.-]\d+[/.-]\d+, ?\d+:\d\d:\d\d, ?(?:W3SVC|MSFTPSVC|SMTPSVC)\d*,"),
    ),
    ("error_log", re.compile(r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d \[[a-z]+\] \d+#\d+: ")),
    ("error_log", re.compile(r"\[[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d [\d:.]+ \d{4}\] \[[\w:-]+\]")),
    ("http_err", re.compile(r"#Software: Microsoft HTTP API")),
    ("haproxy", re.compile(r".{0,200}\bhaproxy\[\d+\]: ")),
    ("s3", re.compile(r"[0-9a-f]{64} [\w.-]+ \[\d\d/[A-Z][a-z]{2}/\d{4}:[\d: +-]+\] [\d.:a-f]+ ")),
    ("events", re.compile(r"ElfFile\x00")),
    ("parquet", re.compile(r"PAR1")),
)
_STATUS = re.compile(r"(?<![\d.])(?:200|30[1-8]|40\d|50\d)(?![\d.])")
_METHOD = re.compile(r"\b(?:GET|POST|HEAD)\b")
LOOKED_AT = 50


class LogFile:
    """Parses the lines of one file in their order: some say how those after them are to be read."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._fields: w3c_lines.Fields | None = None
        self._day = ""
        self._lines = 0

    def parse(self, text: str) -> Line | Refusal:
        """The Line that `text` is, or why it is none."""
        self._lines += 1
        text = text.lstrip("\ufeff")
        if text.startswith("#"):
            return self._take(w3c_lines.directive(text))
        if self._fields is None:
            return parse(text) or (("before_header", "") if _W3C_ENTRY.match(text.strip()) else UNREADABLE)
        if self._fields.lacking:
            return "no_field", ", ".join(self._fields.lacking)
        return self._fields.line(text) or parse(text) or UNREADABLE

    def _take(self, directive: tuple[str, str] | None) -> Refusal:
        name, value = directive or ("", "")
        if name == "date":
            self._day = value
            # IIS writes these lines anew when it starts, also where the fields stay the same.
            names = " ".join(self._fields.names) if self._fields else ""
            self._fields = w3c_lines.Fields(names, value) if names else None
        elif name == "fields":
            self._name_fields(w3c_lines.Fields(value, self._day))
        return ("comment", "")

    def _name_fields(self, fields: w3c_lines.Fields) -> None:
        before, self._fields = self._fields, fields
        if before and before.names != fields.names:
            self._report.note("fields_changed", line=self._lines)
        columns = self._report.columns
        columns.extend(column for column in fields.columns if column not in columns)


def is_log(lines: Iterable[str]) -> bool:
    """Whether the first lines of a file are those of an access log that is read here."""
    for text in lines:
        found = w3c_lines.directive(text.lstrip("\ufeff"))
        if (found and found[0] == "fields") or parse(text):
            return True
    return False


def refuse_named(lines: Iterable[str]) -> None:
    """Raise Unusable for a log of a format that is known and says too little, or is about something else."""
    texts = _beginning(lines)[:5]
    name = next((name for text in texts for name, begins in _NOT_READ if begins.match(text)), "")
    if name and not any(map(parse, texts)):
        raise refused(f"unread_{name}")


def refuse_unread(lines: Iterable[str]) -> None:
    """Raise Unusable for what looks like a log in no format that is read; what is none passes."""
    texts = _beginning(lines)
    if not texts:
        return
    if any(text.lower().startswith("#fields:") for text in texts):
        return  # what its fields lack is said of its lines
    if any(_W3C_ENTRY.match(text) for text in texts):
        raise refused("unread_w3c")
    if _begins_array(texts[0]):
        raise refused("unread_json")
    if sum(map(_is_like_a_request, texts)) * 2 > len(texts):
        raise refused("unread_log")


def _beginning(lines: Iterable[str]) -> list[str]:
    return [text.strip().lstrip("\ufeff") for text in lines if text.strip()][:LOOKED_AT]


def _begins_array(text: str) -> bool:
    return text in {"[", "{"} or text.startswith(("[{", "[ {"))


def _is_like_a_request(text: str) -> bool:
    words = re.split(r"[\s,;|\"]+", text[:1000])
    return bool(_STATUS.search(text) and _METHOD.search(text) and any(network(word) for word in words if "." in word))
