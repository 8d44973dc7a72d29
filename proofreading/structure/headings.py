"""Headings in their order, and paragraphs that stand in for one."""

from collections.abc import Iterator

from vietnamese.reading import count_words

from ..document import Block, Document, Kind
from ..findings import Finding

ORDER, BOLD = "heading-order", "heading-bold"
NAMES = {2: "Tiêu đề mục", 3: "Tiêu đề nhỏ", 4: "Tiêu đề nhỏ hơn", 5: "tiêu đề bậc 5", 6: "tiêu đề bậc 6"}
_LONGEST = 25  # words


def find(document: Document) -> Iterator[Finding]:
    last = 1  # the title of the page
    body = list(document.of_body())
    for place, (number, block) in enumerate(body):
        if block.kind == Kind.HEADING:
            level = min(max(block.level, min(NAMES)), max(NAMES))
            if level > last + 1:
                yield _finding(ORDER, number, block, _why(level, last))
            last = level
        elif block.is_bold and _stands_in_for_heading(block, [behind for _, behind in body[place + 1 : place + 2]]):
            why = "Cả đoạn chữ đậm này như một tiêu đề; chọn kiểu đoạn “Tiêu đề mục” thì máy đọc và mục lục mới biết."
            yield _finding(BOLD, number, block, why)


def _why(level: int, last: int) -> str:
    wanted = NAMES[last + 1]
    if last == 1:
        return f"Tiêu đề đầu tiên của bài là “{NAMES[level]}”; nên bắt đầu từ “{wanted}”."
    return f"Sau “{NAMES[last]}” nên là “{wanted}”, ở đây nhảy xuống “{NAMES[level]}”."


def _stands_in_for_heading(block: Block, behind: list[Block]) -> bool:
    if block.kind != Kind.PARAGRAPH or block.text.rstrip()[-1:] in ".!?…;,":
        return False
    goes_on = bool(behind) and behind[0].kind in {Kind.PARAGRAPH, Kind.ITEM} and not behind[0].is_bold
    return goes_on and 2 <= count_words(block.text) <= _LONGEST


def _finding(rule: str, number: int, block: Block, reason: str) -> Finding:
    return Finding(rule, number, 0, len(block.text), block.text, None, reason)
