"""Paragraphs typed for the fonts of the time before Unicode."""

import re
from collections.abc import Iterator

from vietnamese.legacy import detect, to_unicode

from ..document import Document
from ..findings import Finding

OLD_FONT = "old-font"
# Letters that Vietnamese in Unicode has and no such text: one in a text of some length says enough.
_ONLY_UNICODE = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_OF_OLD_FONTS = re.compile("[\xa1-\xff]")


def find(document: Document) -> Iterator[Finding]:
    for number, block in enumerate(document.blocks):
        if not block.is_text or not _may_be_old(block.text):
            continue
        charset = detect(block.text)
        if charset:
            reason = "Đoạn này gõ bằng phông cũ, bạn đọc thấy chữ vỡ; bấm “Sửa” để chuyển sang Unicode."
            yield Finding(OLD_FONT, number, 0, len(block.text), block.text, to_unicode(block.text, charset), reason)


def _may_be_old(text: str) -> bool:
    """Whether there are more letters of old fonts than of Unicode alone: `detect` takes its time."""
    if text.isascii():
        return False
    old = len(_OF_OLD_FONTS.findall(text))
    return old > 0 and old > len(_ONLY_UNICODE.findall(text))
