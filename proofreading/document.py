"""A text as proofreading reads it: paragraphs with their places, links, pictures and tables, without markup."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

ADDRESSES = frozenset({"source_url"})  # lines of the form that are an address and no text


class Kind(StrEnum):
    """What a block is. FIELD is a line of the form (title, sapo, byline, …), the others stand in a body."""

    FIELD = "field"
    PARAGRAPH = "p"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    HEADER_CELL = "header"
    CAPTION = "caption"
    QUOTE = "quote"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Link:
    """The characters [start, end) of a block lead to `address`, as it is stored."""

    start: int
    end: int
    address: str


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that no block mark interrupts: a paragraph, an item, a cell. Its text is as it stands in the page,
    character for character; a forced line break is "\\n", a picture nothing. `skipped` are stretches [start, end) that
    are code. `level` is that of a heading (2–6). `table` numbers the tables of the body from 0; `cell` is the place in
    it, (row, column), both from 0: a cell that spans columns counts as that many. `is_bold`: all of
    it is.
    """

    text: str
    kind: Kind = Kind.PARAGRAPH
    field: str = "body"
    level: int = 0
    table: int | None = None
    cell: tuple[int, int] | None = None
    links: tuple[Link, ...] = ()
    skipped: tuple[tuple[int, int], ...] = ()
    is_bold: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it has words that people write: code has none, nor a line of the form that is an address."""
        return self.kind != Kind.CODE and not (self.kind == Kind.FIELD and self.field in ADDRESSES)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the body; it stands before block number `block` (as many as there are: at the end)."""

    address: str
    alt: str
    block: int


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of the form's fields first, then those of the body, each in reading order.

    `text` is what offsets in reports count in: the blocks, each on a line of its own; `starts` has where each begins.
    """

    blocks: tuple[Block, ...]
    pictures: tuple[Picture, ...] = ()
    tables_with_headings: frozenset[int] = field(default_factory=frozenset)

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)

    @property
    def starts(self) -> list[int]:
        starts, start = [], 0
        for block in self.blocks:
            starts.append(start)
            start += len(block.text) + 1
        return starts

    @property
    def first_of_body(self) -> int:
        """The number of the body's first block; as many as there are blocks if it has none."""
        return next((number for number, _ in self.of_body()), len(self.blocks))

    def of_body(self) -> Iterator[tuple[int, Block]]:
        """(number, block) of each block of the body."""
        return ((number, block) for number, block in enumerate(self.blocks) if block.kind != Kind.FIELD)

    def of_field(self, name: str) -> Iterator[tuple[int, Block]]:
        return ((number, block) for number, block in enumerate(self.blocks) if block.field == name)


def field_block(name: str, text: str) -> Block:
    """The line `name` of the form. One that is an address is a link, to itself."""
    is_link = name in ADDRESSES and text.strip()
    return Block(text, Kind.FIELD, name, links=(Link(0, len(text), text.strip()),) if is_link else ())


def document_of_text(text: str) -> Document:
    """A plain text: each line is a paragraph, and offsets are those in `text` itself (its line ends are "\\n")."""
    return Document(tuple(Block(line) for line in text.split("\n")))
