"""What a word processor's file says, whatever its format: paragraphs, tables, notes, pictures, what was left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

EXAMPLES = 3
EXAMPLE_LENGTH = 80
MAX_PICTURES = 100


@dataclass
class Run:
    """Text in one look; or a line break, a reference to a note, a picture (both numbered from 1)."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    script: str = ""  # "sup", "sub"
    href: str = ""
    note: int = 0
    picture: int = 0
    is_break: bool = False

    @property
    def look(self) -> tuple[bool, bool, bool, bool, str, str]:
        return self.bold, self.italic, self.underline, self.strike, self.script, self.href


@dataclass
class Item:
    """The place of a paragraph in a list. `number` is what the file's program shows: 3 for "c)"."""

    list_key: str
    level: int
    ordered: bool = False
    kind: str = "1"  # of an ordered list: "1", "a", "A", "i", "I"
    number: int = 1


@dataclass
class Paragraph:
    """`role`: "", "title", "subtitle", "heading", "caption", "quote", "code". `level`: of a heading, from 1."""

    runs: list[Run] = field(default_factory=list)
    role: str = ""
    level: int = 0
    align: str = ""  # "center", "right"
    item: Item | None = None
    bold: bool = False  # by its style
    italic: bool = False

    @property
    def text(self) -> str:
        return "".join("\n" if run.is_break else run.text for run in self.runs).strip()

    @property
    def pictures(self) -> list[int]:
        return [run.picture for run in self.runs if run.picture]

    def is_all(self, look: str) -> bool:
        """Whether all its words are "bold" or "italic"."""
        words = [run for run in self.runs if run.text.strip()]
        return bool(words) and (getattr(self, look) or all(getattr(run, look) for run in words))


@dataclass
class Cell:
    blocks: "list[Paragraph | Table]" = field(default_factory=list)
    colspan: int = 1
    rowspan: int = 1

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [block for block in self.blocks if isinstance(block, Paragraph)]


@dataclass
class Row:
    cells: list[Cell] = field(default_factory=list)
    is_header: bool = False


@dataclass
class Table:
    rows: list[Row] = field(default_factory=list)

    @property
    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.cells]


Block = Paragraph | Table


@dataclass
class Picture:
    """A picture of the file: the name of its part in the archive, and the description that its writer gave it."""

    part: str
    alt: str = ""


@dataclass
class LeftOut:
    """What is not in the story, by kind (`sentences.LEFT_OUT`): how often, and the first words of some."""

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, example: str = "", times: int = 1) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + times
        shown = " ".join(example.split())
        held = self.examples.setdefault(kind, [])
        if shown and shown not in held and len(held) < EXAMPLES:
            held.append(shown if len(shown) <= EXAMPLE_LENGTH else f"{shown[: EXAMPLE_LENGTH - 1]}…")

    def add_words(self, kind: str, words: str) -> None:
        """Add what has words; spaces and empty lines are nothing that somebody misses."""
        if words.strip():
            self.add(kind, words)


@dataclass
class Story:
    blocks: list[Block] = field(default_factory=list)
    notes: list[list[Block]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    left_out: LeftOut = field(default_factory=LeftOut)

    def picture(self, part: str, alt: str) -> Run:
        """A Run that shows one more picture; beyond MAX_PICTURES an empty one, and it is said."""
        if len(self.pictures) >= MAX_PICTURES:
            self.left_out.add("pictures", alt)
            return Run()
        self.pictures.append(Picture(part, alt))
        return Run(picture=len(self.pictures))


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """All paragraphs, those in tables too, in the order of the text."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in block.cells:
                yield from paragraphs_of(cell.blocks)
