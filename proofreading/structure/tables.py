"""Tables without a heading cell: who hears a table read aloud cannot tell its columns."""

from collections.abc import Iterator

from ..document import Block, Document, Kind
from ..findings import Finding

NO_HEADINGS = "table-headings"
_SMALLEST = 4  # cells; fewer are a frame around something


def find(document: Document) -> Iterator[Finding]:
    cells: dict[int, list[tuple[int, Block]]] = {}
    for number, block in enumerate(document.blocks):
        if block.table is not None and block.kind != Kind.CAPTION:
            cells.setdefault(block.table, []).append((number, block))
    for table, members in cells.items():
        if table not in document.tables_with_headings and _is_of_rows_and_columns([block for _, block in members]):
            number, block = members[0]
            reason = "Bảng này chưa có ô tiêu đề; chọn hàng đầu (hay cột đầu) làm tiêu đề thì máy đọc mới đọc đúng."
            yield Finding(NO_HEADINGS, number, 0, len(block.text), block.text, None, reason)


def _is_of_rows_and_columns(blocks: list[Block]) -> bool:
    places = {block.cell for block in blocks if block.cell is not None}
    if not places:
        return len(blocks) >= _SMALLEST
    rows, columns = ({place[axis] for place in places} for axis in (0, 1))
    return len(rows) > 1 and len(columns) > 1
