"""Lines at the edges of a text that say what a field of the form says already (static/richtext/repeated_lines.js)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from vietnamese.text import canonical

from ..document import Document, Kind
from ..findings import Finding
from ..known import Known
from .values import SAPO, value

REPEATED = "line-repeated"
AT_EDGES, LONGEST = 4, 600
_FIELDS = ((("title",), "Tiêu đề"), (SAPO, "Sapo"), (("byline",), "Tác giả"), (("source",), "Nguồn"))
_LINES = {Kind.PARAGRAPH, Kind.HEADING, Kind.QUOTE}
_INTRODUCES = re.compile(
    r"(?:(?:tác giả|người viết|phóng viên|pv|thực hiện|nguồn(?: tin)?|theo|bài(?: viết)?|tin|ảnh)"
    r"(?:\s*(?:,|và|&|-|–)\s*(?:bài|tin|ảnh)){0,4}\s*[:.–-]?\s+){1,4}"
)
_AROUND = " \xa0\n([“\"')]”."
_WORDS = re.compile(r"[^\W_]+")


def find(document: Document, known: Known) -> Iterator[Finding]:
    fields = [(label, said) for names, label in _FIELDS if (said := _said(value(document, known, *names)))]
    if not fields:
        return
    lines = [(number, block) for number, block in document.of_body() if block.table is None and block.kind in _LINES]
    for number, block in dict([*lines[:AT_EDGES], *lines[-AT_EDGES:]]).items():
        said = _said(block.text) if len(block.text) <= LONGEST else None
        label = next((label for label, of_field in fields if said and said.is_same(of_field)), None)
        if label:
            reason = f"Dòng này lặp ô “{label}”, bạn đọc sẽ thấy hai lần."
            yield Finding(REPEATED, number, 0, len(block.text), block.text, "", reason)


class _Said(NamedTuple):
    """The words of a line, and those behind what introduces a name."""

    words: str
    name: str

    def is_same(self, other: "_Said") -> bool:
        return self.words == other.words or (self.name != "" and self.name == other.name)


def _said(text: str) -> _Said | None:
    """None of a line without words."""
    line = canonical(text).strip(_AROUND)
    words = _words(line)
    return _Said(words, _words(_INTRODUCES.sub("", line, count=1))) if words else None


def _words(line: str) -> str:
    return " ".join(_WORDS.findall(line))
