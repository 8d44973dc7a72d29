"""Words of links that do not say where they lead."""

import re
from collections.abc import Iterator

from vietnamese.text import canonical

from ..document import Document, Kind
from ..findings import Finding
from ..word_lists import lines_of

VAGUE = "link-words"
_VAGUE = lines_of("structure/vague_link_words.txt")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_AROUND = " \xa0\n.,;:!?…()[]“”\"'»«>→"


def find(document: Document) -> Iterator[Finding]:
    for number, block in enumerate(document.blocks):
        if block.kind == Kind.FIELD or not block.is_text:
            continue
        for link in block.links:
            words = block.text[link.start : link.end]
            said = canonical(words.strip(_AROUND))
            if said in _VAGUE:
                reason = f"“{said}” không cho biết liên kết dẫn tới đâu; nên đặt liên kết vào tên của trang ấy."
            elif _ADDRESS.fullmatch(said):
                reason = "Địa chỉ để trần, máy đọc sẽ đọc từng chữ; nên đặt liên kết vào tên của trang ấy."
            else:
                continue
            yield Finding(VAGUE, number, link.start, link.end, words, None, reason)
