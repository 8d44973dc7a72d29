"""A stored body as the list of what a reader sees one below the other: paragraphs, items, rows of tables, pictures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from richtext.galleries import is_gallery
from richtext.policy import ALIGNMENTS, BLOCK_TAGS, own_media, player_of
from richtext.sanitize import sanitize_html
from richtext.tree import Element, parse

from .words import Run, Token, tokens_of

PARAGRAPH, HEADING, ITEM, QUOTE, CODE = "paragraph", "heading", "item", "quote", "code"
ROW, CAPTION, FIGURE, RULE = "row", "caption", "figure", "rule"
# What is text alone, and may become another of its kind: a paragraph becomes a heading.
TEXTUAL = {PARAGRAPH, HEADING, ITEM, QUOTE, CODE}
KINDS = {"li": ITEM, "blockquote": QUOTE, "pre": CODE}  # of the text in an element
HEADINGS = {"h2", "h3", "h4", "h5", "h6"}

FORMATS = {
    "b": "đậm",
    "strong": "đậm",
    "em": "nghiêng",
    "i": "nghiêng",
    "s": "gạch ngang",
    "sub": "chỉ số dưới",
    "sup": "chỉ số trên",
    "u": "gạch chân",
}
ALIGNED = {"center": "căn giữa", "right": "căn phải"}
LABELS = {
    PARAGRAPH: "đoạn văn",
    HEADING: "đề mục",
    ITEM: "mục danh sách",
    QUOTE: "đoạn trích dẫn",
    CODE: "đoạn giữ nguyên dòng",
    ROW: "dòng của bảng",
    CAPTION: "tên bảng",
    FIGURE: "ảnh",
    RULE: "đường kẻ ngang",
}

Runs = tuple[Run, ...]
PLAIN = Run("")
_SPACES = re.compile(r"[^\S\n]++")


class _Where(NamedTuple):
    """What stands around a block."""

    kind: str = PARAGRAPH
    level: int = 0
    numbered: bool = False
    gallery: int = 0


@dataclass(frozen=True)
class Block:
    """One block. `cells` are the texts in it: one, or those of a table's row. A figure's text is its caption.

    `level` is that of a heading (2–6) or the depth of an item (from 1); `table` the number of the table, from 1;
    `picture` the address of a picture of our own media; `gallery` the number of the gallery that it is in, from 1.
    """

    kind: str
    cells: tuple[Runs, ...] = ((),)
    level: int = 0
    aligned: str = ""
    picture: str = ""
    alt: str = ""
    numbered: bool = False
    table: int = field(default=0, compare=False)
    gallery: int = field(default=0, compare=False)
    gathered: bool = False  # stands in a gallery
    parted: bool = False  # opens a gallery right behind another one

    @cached_property
    def tokens(self) -> tuple[list[Token], ...]:
        return tuple(tokens_of(runs) for runs in self.cells)

    @cached_property
    def text(self) -> str:
        """The words; cells of a row between bars."""
        return " | ".join(self.texts)

    @property
    def texts(self) -> list[str]:
        """The words of each cell."""
        return ["".join(run.text for run in runs).strip(" ") for runs in self.cells]

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(token.text for tokens in self.tokens for token in tokens)

    @property
    def label(self) -> str:
        """ "đoạn văn", "dòng của bảng 2", "ảnh của bộ ảnh 1"."""
        if self.gallery:
            return f"{LABELS[self.kind]} của bộ ảnh {self.gallery}"
        return f"{LABELS[self.kind]} {self.table}" if self.kind in {ROW, CAPTION} else LABELS[self.kind]


def blocks_of(html: str | None, *, is_stored: bool = False) -> list[Block]:
    """The blocks of `html` in reading order. `is_stored` says that it comes from a RichTextField and is clean."""
    reader = _Reader()
    root = parse((html or "") if is_stored else sanitize_html(html))
    blocks = [block for block in reader.blocks(root, _Where()) if block.kind in {FIGURE, RULE} or any(block.texts)]
    return [
        replace(block, parted=True) if before.gallery and block.gallery == before.gallery + 1 else block
        for before, block in zip([Block(PARAGRAPH), *blocks], blocks, strict=False)
    ]


class _Reader:
    def __init__(self) -> None:
        self.tables = 0
        self.galleries = 0

    def blocks(self, element: Element, where: _Where) -> Iterator[Block]:
        """The blocks inside `element`, whose own text is a block of the kind that `where` says."""
        inline: list[Element | str] = []
        for child in element.children:
            if isinstance(child, Element) and _stands_alone(child):
                yield from self._text(inline, where, element)
                inline = []
                yield from self._block(child, where)
            else:
                inline.append(child)
        yield from self._text(inline, where, element)

    def _block(self, element: Element, where: _Where) -> Iterator[Block]:
        tag = element.tag
        if tag == "hr":
            yield Block(RULE)
        elif tag == "img":
            yield _picture(element, ())
        elif tag == "figure" and (picture := _first(element, "img")):
            yield _picture(picture, (*_video(element), *_caption(element)), where.gallery)
        elif tag == "tr":
            yield from self._row(element, self.tables)
        elif tag == "table":
            self.tables += 1
            yield from self._table(element, self.tables)
        elif is_gallery(element):
            self.galleries += 1
            yield from self.blocks(element, where._replace(gallery=self.galleries))
        else:
            yield from self.blocks(element, _inside(tag, where))

    def _text(self, inline: Sequence[Element | str], where: _Where, parent: Element) -> Iterator[Block]:
        """The words of `inline` as a block, and its pictures behind it."""
        runs = _runs(inline)
        if any(run.text.strip() for run in runs):
            is_item = where.kind == ITEM
            level = where.level if is_item or where.kind == HEADING else 0
            aligned = parent.attributes.get("class", "")
            aligned = aligned if aligned in ALIGNMENTS else ""
            yield Block(where.kind, (runs,), level, aligned, numbered=is_item and where.numbered)
        for node in inline:
            if isinstance(node, Element):
                yield from (_picture(image, ()) for image in node.elements() if image.tag == "img")

    def _table(self, table: Element, number: int) -> Iterator[Block]:
        for element in table.elements():
            if element.tag == "caption":
                yield Block(CAPTION, (_runs(element.children),), table=number)
            elif element.tag == "tr":
                yield from self._row(element, number)

    def _row(self, row: Element, number: int) -> Iterator[Block]:
        cells = [cell for cell in row.children if isinstance(cell, Element)]
        yield Block(ROW, tuple(_runs(cell.children) for cell in cells), table=number)
        for cell in cells:
            yield from (_picture(image, ()) for image in cell.elements() if image.tag == "img")


def _inside(tag: str, where: _Where) -> _Where:
    """What stands around what is in an element."""
    if tag in {"ul", "ol"}:
        return _Where(PARAGRAPH, where.level + 1, tag == "ol")
    if tag in HEADINGS:
        return _Where(HEADING, int(tag[1]))
    return where._replace(kind=KINDS.get(tag, where.kind))


def _stands_alone(element: Element) -> bool:
    return element.tag in BLOCK_TAGS or element.tag == "img"


def _picture(image: Element, caption: Runs, gallery: int = 0) -> Block:
    address = own_media(image.attributes.get("src", "")) or ""
    alt = image.attributes.get("alt", "")
    return Block(FIGURE, (caption,), picture=address, alt=alt, gallery=gallery, gathered=gallery > 0)


def _first(element: Element, tag: str) -> Element | None:
    return next((inner for inner in element.elements() if inner.tag == tag), None)


def _caption(figure: Element) -> Runs:
    caption = _first(figure, "figcaption")
    return _runs(caption.children) if caption else ()


def _video(figure: Element) -> Runs:
    """What a figure leads to when it is a video: two that have one still are not the same."""
    link = _first(figure, "a")
    address = link.attributes.get("href", "") if link else ""
    return (Run("Video: ", frozenset(), address),) if address and player_of(address) else ()


def _runs(nodes: Sequence[Element | str]) -> Runs:
    """The text of `nodes`, one Run for each stretch of the same formatting."""
    runs = []
    for (formats, link), same in groupby(_collected(nodes), lambda run: run[1:]):
        if text := _SPACES.sub(" ", "".join(run.text for run in same)):
            runs.append(Run(text, formats, link))
    return tuple(runs)


def _collected(nodes: Sequence[Element | str], around: Run = PLAIN) -> Iterator[Run]:
    for node in nodes:
        if isinstance(node, str):
            yield around._replace(text=node.replace("\n", " "))
        elif node.tag == "br":
            yield around._replace(text="\n")
        else:
            inside = around
            if name := FORMATS.get(node.tag):
                inside = around._replace(formats=around.formats | {name})
            elif node.tag == "a":
                inside = around._replace(link=node.attributes.get("href", ""))
            if node.tag in BLOCK_TAGS:  # paragraphs in a cell
                yield around._replace(text="\n")
            yield from _collected(node.children, inside)
