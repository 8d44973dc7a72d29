"""A Story as a row of blocks, each of one kind: what a page shows, and what a text is composed of."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby

from .captions import alt_of, credit_of_all, is_caption, split_credit
from .markup import flow, is_item, lists, paragraph, table, words_of
from .story import Block, Cell, Paragraph, Run, Story, Table, paragraphs_of

_HEADING_LOOKS = frozenset({"bold", "underline"})


@dataclass
class Piece:
    """`kind`: "paragraph", "heading", "list", "table", "quote", "code", "picture". `html`: of a heading or a quote
    what is in it. `text`: its words, on one line. `looks`: "bold", "italic", "center", "right", its role.
    """

    kind: str
    html: str = ""
    text: str = ""
    level: int = 0
    picture: int = 0
    looks: tuple[str, ...] = ()


@dataclass
class SeenPicture:
    part: str
    alt: str
    caption: str = ""
    credit: str = ""
    refused: str = ""  # what it is, of what no library takes (`sentences.NO_PICTURE`)


def as_json(story: Story, refused: list[str]) -> dict[str, object]:
    """What the parent process and the database keep of a Story: `manuscript.Manuscript`. `refused`: of each picture
    what it is, if no library takes it.
    """
    builder = _Builder(story)
    builder.build()
    every = credit_of_all([piece.text for piece in builder.pieces])
    for picture in builder.pictures:
        picture.credit = picture.credit or every
    return {
        "pieces": [asdict(piece) for piece in builder.pieces],
        "pictures": [
            asdict(picture) | {"refused": kind} for picture, kind in zip(builder.pictures, refused, strict=True)
        ],
        "notes": [_note(blocks) for blocks in story.notes],
        "left_out": [
            [kind, count, story.left_out.examples.get(kind, [])] for kind, count in story.left_out.counts.items()
        ],
    }


def _note(blocks: list[Block]) -> str:
    """What is in the item of a note: its words, without the paragraph where it is the only one."""
    held = [block for block in blocks if not isinstance(block, Paragraph) or block.text or block.pictures]
    if len(held) == 1 and isinstance(held[0], Paragraph) and not held[0].item:
        return words_of(held[0].runs).strip()
    return flow(held)


class _Builder:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.pieces: list[Piece] = []
        self.pictures = [SeenPicture(picture.part, alt_of(picture.alt)) for picture in story.pictures]

    def build(self) -> None:
        blocks = [*_unframed(self.story.blocks)]
        for are_items, group in groupby(blocks, is_item):
            held = list(group)
            if are_items:
                self._add_list([block for block in held if isinstance(block, Paragraph)])
            else:
                self._add_others(held)

    def _add_list(self, items: list[Paragraph]) -> None:
        """A picture among items stands after them."""
        pictures = [number for item in items for number in item.pictures]
        held = [item for item in map(_without_pictures, items) if item.text]
        if held:
            self.pieces.append(Piece("list", lists(held), " ".join(item.text for item in held)))
        for number in pictures:
            self.pieces.append(Piece("picture", picture=number))

    def _add_others(self, blocks: list[Block]) -> None:
        waiting: list[int] = []  # pictures that a caption may follow
        for block in blocks:
            if isinstance(block, Table):
                self.pieces.append(Piece("table", table(block), _text_of(block)))
                waiting = []
            elif waiting and is_caption(block):
                self._describe(waiting, block)
                waiting = []
            else:
                waiting = self._add_paragraph(block) or (waiting if not block.text else [])

    def _describe(self, numbers: list[int], caption: Paragraph) -> None:
        """A caption below several pictures belongs to the last one."""
        words, credit = split_credit(caption.text)
        picture = self.pictures[numbers[-1] - 1]
        picture.caption = words if not picture.caption else f"{picture.caption} {words}"
        for number in numbers:
            self.pictures[number - 1].credit = self.pictures[number - 1].credit or credit

    def _add_paragraph(self, block: Paragraph) -> list[int]:
        """Adds its words, and its pictures after them; returns the pictures. Words below a picture in one paragraph
        are its caption.
        """
        numbers = block.pictures
        words = _without_pictures(block)
        if numbers and words.text and is_caption(_as_caption(words, block)) and block.runs[0].picture:
            self.pieces += [Piece("picture", picture=number) for number in numbers]
            self._describe(numbers, words)
            return []
        if words.text:
            self.pieces.append(_piece(words))
        self.pieces += [Piece("picture", picture=number) for number in numbers]
        return numbers


def _as_caption(words: Paragraph, block: Paragraph) -> Paragraph:
    return Paragraph(words.runs, align=block.align, role="caption" if any(run.is_break for run in block.runs) else "")


def _without_pictures(block: Paragraph) -> Paragraph:
    runs = [run for run in block.runs if not run.picture]
    while runs and (runs[0].is_break or not (runs[0].text.strip() or runs[0].note)):
        runs = runs[1:]
    while runs and (runs[-1].is_break or not (runs[-1].text.strip() or runs[-1].note)):
        runs = runs[:-1]
    return Paragraph(runs, block.role, block.level, block.align, block.item, block.bold, block.italic)


def _piece(block: Paragraph) -> Piece:
    looks = [look for look in ("bold", "italic") if block.is_all(look)] + [look for look in (block.align,) if look]
    text = " ".join(block.text.split())
    if block.role in {"heading", "title"} and len(text) <= 500:
        html = words_of([_on_one_line(run) for run in block.runs], plain=_HEADING_LOOKS)
        return Piece("heading", html, text, max(1, block.level), looks=(*looks, block.role))
    if block.role in {"quote", "code"}:
        return Piece(block.role, words_of(block.runs), text, looks=(*looks, block.role))
    return Piece("paragraph", paragraph(block), text, looks=(*looks, *filter(None, [block.role])))


def _on_one_line(run: Run) -> Run:
    return Run(" ") if run.is_break else run


def _text_of(block: Table) -> str:
    return " ".join(" ".join(held.text for held in paragraphs_of([block])).split())


# Tables that only hold things in their place


def _unframed(blocks: list[Block]) -> Iterator[Block]:
    """`blocks` without tables that are a frame: of one cell, or of pictures with their captions."""
    for block in blocks:
        if not isinstance(block, Table):
            yield block
        elif len(block.cells) == 1:
            yield from _unframed(block.cells[0].blocks)
        elif _is_of_pictures(block):
            yield from _in_order(block)
        elif any(cell.blocks for cell in block.cells):
            yield block


def _is_of_pictures(block: Table) -> bool:
    cells = [cell for cell in block.cells if any(held.text or held.pictures for held in paragraphs_of(cell.blocks))]
    has_words = [cell for cell in cells if not any(held.pictures for held in cell.paragraphs)]
    return len(cells) > len(has_words) >= 0 and all(
        len(cell.blocks) == len(cell.paragraphs) and all(map(_may_be_caption, cell.paragraphs)) for cell in cells
    )


def _may_be_caption(block: Paragraph) -> bool:
    return bool(block.pictures) or not block.text or (not block.item and len(block.text) <= 400)


def _in_order(block: Table) -> Iterator[Paragraph]:
    """Each picture with what stands below it: in its cell, or in the same place of the next row."""
    taken: set[int] = set()
    for number, row in enumerate(block.rows):
        below = block.rows[number + 1].cells if number + 1 < len(block.rows) else []
        for place, cell in enumerate(row.cells):
            if id(cell) in taken:
                continue
            yield from _captioned(cell)
            has_picture = any(held.pictures for held in cell.paragraphs)
            beside = below[place] if len(below) == len(row.cells) else below[0] if len(below) == 1 else None
            is_last = len(below) > 1 or place == len(row.cells) - 1
            if has_picture and is_last and beside and not any(held.pictures for held in beside.paragraphs):
                taken.add(id(beside))
                yield from _captioned(beside)


def _captioned(cell: Cell) -> Iterator[Paragraph]:
    has_picture = any(held.pictures for held in cell.paragraphs)
    for held in cell.paragraphs:
        is_bare = not held.pictures and held.text and not held.role
        yield Paragraph(held.runs, "caption", 0, held.align) if is_bare and not has_picture else held
