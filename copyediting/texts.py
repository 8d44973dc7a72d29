"""A text of the desk as proofreading reads it, from the values that its form has or its row."""

import re
from collections.abc import Mapping, Sequence

from proofreading.document import Block, Document, Kind
from proofreading.findings import Finding
from proofreading.html import document_of_html

from .kinds import TextKind

# What people call a block; those of one name are counted. static/copyediting/wording.js says the same.
_NAMES = {Kind.HEADING: "Tiêu đề mục", Kind.CAPTION: "Chú thích", Kind.CELL: "Bảng", Kind.HEADER_CELL: "Bảng"}
PARAGRAPH = "Đoạn"
ITEM = "Mục {} của danh sách"
UNDESCRIBED = "chưa có mô tả"  # of a picture


def document_of(kind: TextKind, values: Mapping[str, str]) -> Document:
    """`values` by the names of the form; HTML is as it is stored. The work grows with the text."""
    return document_of_html(values.get(kind.body, "") if kind.body else "", fields_of(kind, values))


def fields_of(kind: TextKind, values: Mapping[str, str]) -> dict[str, str]:
    """The lines of the form that are read, by their names in a Document; of rows with the number ("attachment-0")."""
    found = {}
    for name, field in kind.fields.items():
        if "*" not in name:
            found[field] = values.get(name, "")
            continue
        one = re.compile(re.escape(name).replace(r"\*", "([0-9]+)"))
        rows = ((one.fullmatch(each), text) for each, text in values.items())
        found |= {f"{field}-{row[1]}": text for row, text in rows if row}
    return {name: text.replace("\r\n", "\n") for name, text in found.items() if text}


def names_of(document: Document, labels: Mapping[str, str]) -> list[str]:
    """What people call each block: "Đoạn 3", "Tiêu đề mục 1", "Bảng 2", "Mục 3 của danh sách" (with its number where
    there are several lists); of a field what `labels` has for its name.
    """
    counts: dict[str, int] = {}
    items = _items_in(document)
    several = len({of_list for of_list, _ in items.values()}) > 1
    return [
        _item_name(*items[number], several=several) if number in items else _name(block, labels, counts)
        for number, block in enumerate(document.blocks)
    ]


def place_of(finding: Finding, names: Sequence[str]) -> str:
    """What people call the place of `finding`; `names` are those of the blocks (names_of)."""
    return names[finding.block] if finding.picture is None else f"Ảnh {finding.picture + 1}"


def excerpt(document: Document, finding: Finding, around: int) -> tuple[str, str, str]:
    """(before, place, behind): whole words within `around` characters on each side; of a picture how it is described,
    not what happens to stand beside it.
    """
    if finding.picture is not None:
        return "", finding.text.strip() or UNDESCRIBED, ""
    text = document.blocks[finding.block].text.replace("\n", " ").replace("\xa0", " ")
    before, place, behind = text[: finding.start], text[finding.start : finding.end], text[finding.end :]
    if len(before) > around:
        before = f"…{before[-around:].partition(' ')[2]}"
    if len(behind) > around:
        behind = cut_off(behind[:around].rpartition(" ")[0])
    return before, place, behind


def cut_off(text: str) -> str:
    """`text`, and that more follows: behind the end of a sentence the dots stand apart from its own."""
    return f"{text} …" if text.endswith((".", "!", "?", "…")) else f"{text}…"


def _items_in(document: Document) -> dict[int, tuple[int, int]]:
    """{number of a block: (list, item in it)}, both from 1; a picture amid a list does not end it."""
    found: dict[int, tuple[int, int]] = {}
    of_list = item = 0
    for number, block in enumerate(document.blocks):
        if block.kind == Kind.ITEM:
            of_list, item = (of_list, item + 1) if item else (of_list + 1, 1)
            found[number] = of_list, item
        elif block.kind != Kind.CAPTION:
            item = 0
    return found


def _item_name(of_list: int, item: int, *, several: bool) -> str:
    name = ITEM.format(item)
    return f"{name} {of_list}" if several else name


def _name(block: Block, labels: Mapping[str, str], counts: dict[str, int]) -> str:
    if block.kind == Kind.FIELD:
        return labels.get(block.field) or labels.get(block.field.rpartition("-")[0], block.field)
    name = _NAMES.get(block.kind, PARAGRAPH)
    if block.table is not None and block.kind in (Kind.CELL, Kind.HEADER_CELL):
        return f"{name} {block.table + 1}"
    counts[name] = counts.get(name, 0) + 1
    return f"{name} {counts[name]}"
