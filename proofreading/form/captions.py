"""Captions and credits that stand inside a paragraph: `… trong toàn tỉnh.Ảnh: Minh Hòa Các đại biểu …`."""

import re
from collections.abc import Iterator

from ..document import Kind
from ..findings import Finding
from ..readable import Readable

GLUED = "caption-glued"
_CREDIT = re.compile(
    r"(?<![\w-])(?:Ảnh(?: minh họa| minh hoạ| tư liệu)?|Nguồn ảnh|Video|Clip|Đồ họa|Đồ hoạ)[ \xa0]?:[ \xa0]?"
    r"(?:(?:[^\W\d_]\.?[^\W\d_]*|CTV|PV|TTXVN)(?:[ \xa0](?=[^\W\d_a-zà-ỹ])[^\W\d_]+){0,4})"
)
_SENTENCE_ENDS = re.compile(r"[.!?…”\")\]][ \xa0]+\Z")
LONG = 8  # words behind a name of which a credit has none


def find(readable: Readable) -> Iterator[Finding]:
    text = readable.text
    if ":" not in text or readable.block.kind not in {Kind.PARAGRAPH, Kind.QUOTE, Kind.CAPTION}:
        return
    for found in _CREDIT.finditer(text):
        start, end = found.span()
        before = text[max(0, start - 40) : start]
        if not before.strip() or before.rstrip(" \xa0")[-1:] in {
            "\n",
            "(",
            "/",
            "|",
            "-",
            "–",
            "—",
            ";",
            ",",
            "[",
            ":",
        }:
            continue
        if not _SENTENCE_ENDS.search(before):
            reason = "Ghi chú nguồn ảnh dính vào câu đứng trước; nên để ở chú thích của ảnh."
            yield readable.finding(GLUED, start, end, None, reason)
        elif readable.block.kind != Kind.CAPTION and _goes_on(text[end : end + 200]):
            reason = "Ghi chú nguồn ảnh nằm giữa đoạn văn; nên để ở chú thích của ảnh."
            yield readable.finding(GLUED, start, end, None, reason)


def _goes_on(behind: str) -> bool:
    return len(behind.split("\n", maxsplit=1)[0].split()) >= LONG
