"""An ODT as a Story. A reader of our own: LibreOffice would read it too, with half a gigabyte of program on each
server and a process that opens whatever strangers wrote (docs/decisions.md).
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from manuscripts.numbers import whole, written
from manuscripts.story import Block, Cell, Item, Paragraph, Row, Run, Story, Table
from manuscripts.symbols import without_symbols
from manuscripts.xml import Element, below, child, children, local, parse, value

from .styles import ListLevel, Styles, looks_of, rows_of

_CONTENTS = {
    "table-of-content",
    "alphabetical-index",
    "illustration-index",
    "table-index",
    "bibliography",
    "user-index",
}
_NOT_TEXT = {"tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "forms", "soft-page-break"}
_HIDDEN = {"hidden-text", "hidden-paragraph"}
_MARKS = {"annotation-end", "soft-page-break", "bookmark", "change", "change-start", "change-end"}
_MAX_SPACES = 50
_MAX_COLUMNS, _MAX_SPAN = 200, 999
_FURNITURE = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")


def read(parts: dict[str, bytes]) -> Story:
    """The Story of the parts of an ODT, which were inspected. Raises anything on a broken one."""
    content = parse(parts["content.xml"])
    styles, story = Styles(), Story()
    if "styles.xml" in parts:
        common = parse(parts["styles.xml"])
        styles.read(common)
        for furniture in below(common, *_FURNITURE):
            if any(sign.isalpha() for sign in _all_text(furniture)):
                story.left_out.add("page-furniture", _all_text(furniture))
    styles.read(content)
    reading = _Reading(parts, styles, story)
    text = next(below(content, "text"))
    for deletion in below(text, "deletion"):
        story.left_out.add_words("tracked", " ".join(_all_text(line) for line in below(deletion, "p", "h")))
    return replace(story, blocks=reading.blocks(text))


def _all_text(element: Element) -> str:
    return "".join(element.itertext())


@dataclass
class _Reading:
    parts: dict[str, bytes]
    styles: Styles
    story: Story
    last_numbers: dict[tuple[str, int], int] = field(default_factory=dict)  # of lists that go on later
    boxes: list[Block] = field(default_factory=list)  # words of text boxes, which follow their paragraph

    def blocks(self, holder: Element) -> list[Block]:
        return [block for element in holder for block in self._block(element)]

    def _block(self, element: Element) -> list[Block]:
        kind = local(element)
        readers: dict[str, Callable[[Element], list[Block]]] = {
            "p": self._paragraph,
            "h": self._paragraph,
            "list": self._outer_list,
            "table": lambda table: [self._table(table)],
            "frame": lambda frame: self._after(Paragraph([*self._frame(frame)])),
            "section": self._section,
        }
        if kind in _CONTENTS:
            self.story.left_out.add("contents", _all_text(element))
            return []
        if reader := readers.get(kind):
            return reader(element)
        return [] if kind in _NOT_TEXT else self.blocks(element)

    def _section(self, element: Element) -> list[Block]:
        if not self._is_hidden_section(element):
            return self.blocks(element)
        self.story.left_out.add_words("hidden", _all_text(element))
        return []

    def _outer_list(self, element: Element) -> list[Block]:
        return self._list(element, value(element, "style-name") or "", 1)

    def _is_hidden_section(self, element: Element) -> bool:
        return value(element, "display") in {"none", "condition"}

    def _paragraph(self, element: Element, item: Item | None = None) -> list[Block]:
        style = value(element, "style-name")
        if self.styles.is_hidden("paragraph", style):
            self.story.left_out.add_words("hidden", _all_text(element))
            return []
        role, level = self.styles.role(style)
        if local(element) == "h" and role != "title":
            role, level = "heading", whole(value(element, "outline-level"), 1)
        is_words = role not in {"heading", "title"}
        named = self._named_look(style)
        look = replace(Run(), **looks_of(self.styles, "paragraph", style)) if is_words else Run()
        by_hand = replace(look, bold=look.bold and not named.bold, italic=look.italic and not named.italic)
        runs = [*self._runs(element, by_hand)]
        held = Paragraph(runs, role, level, self.styles.align(style), item, named.bold, named.italic)
        if held.item is None and is_words and held.text and (list_style := self.styles.list_of(style)):
            held = replace(held, item=self._next_item(list_style, 1, None))
        return self._after(held)

    def _named_look(self, style: str | None) -> Run:
        named = self.styles.named(style)
        return replace(Run(), **looks_of(self.styles, "paragraph", named)) if named else Run()

    def _after(self, paragraph: Paragraph) -> list[Block]:
        boxes, self.boxes = self.boxes, []
        return [paragraph, *boxes]

    # Lists

    def _list(self, element: Element, style: str, level: int) -> list[Block]:
        style = value(element, "style-name") or style
        goes_on = value(element, "continue-numbering") == "true" or value(element, "continue-list") is not None
        if not goes_on:
            self.last_numbers.pop((style, level), None)
        found: list[Block] = []
        for entry in element:
            if local(entry) == "list-header":
                found += self.blocks(entry)
            elif local(entry) == "list-item":
                found += self._entry(entry, style, level)
        return found

    def _entry(self, entry: Element, style: str, level: int) -> list[Block]:
        start = value(entry, "start-value")
        found: list[Block] = []
        is_first = True
        for inner in entry:
            kind = local(inner)
            if kind == "list":
                found += self._list(inner, style, level + 1)
            elif kind == "h":
                found += self._numbered_heading(inner, style, level, start)
            elif kind == "p" and is_first:
                item = self._next_item(style, level, start)
                found += self._paragraph(inner, item)
                is_first = False
            elif kind == "p":
                self._join(found, self._paragraph(inner))
            elif kind == "table":
                found.append(self._table(inner))
        return found

    def _join(self, found: list[Block], more: list[Block]) -> None:
        """A second paragraph of an item goes on in it, on a line of its own."""
        for block in more:
            last = found[-1] if found else None
            if isinstance(block, Paragraph) and isinstance(last, Paragraph) and last.item:
                last.runs.extend([Run(is_break=True), *block.runs] if block.text else block.runs)
            else:
                found.append(block)

    def _numbered_heading(self, element: Element, style: str, level: int, start: str | None) -> list[Block]:
        item = self._next_item(style, level, start)
        found = self._paragraph(element)
        first = found[0] if found else None
        if item and item.ordered and isinstance(first, Paragraph) and first.text:
            first.runs.insert(0, Run(f"{written(item.number, item.kind)}. "))
        return found

    def _next_item(self, style: str, level: int, start: str | None) -> Item | None:
        look = self.styles.lists.get(style, {}).get(level, ListLevel(False, "1", 1))
        if not look.ordered:
            return Item(style, level - 1)
        number = self.last_numbers.get((style, level), look.start - 1) + 1
        number = whole(start, number)
        self.last_numbers[style, level] = number
        for deeper in [key for key in self.last_numbers if key[0] == style and key[1] > level]:
            del self.last_numbers[deeper]
        return Item(style, level - 1, True, look.kind, number)

    # Tables

    def _table(self, element: Element) -> Table:
        """Covered cells are those over which another one stretches: they are not written."""
        rows = []
        for row, is_header in rows_of(element):
            cells = [self._cell(cell) for cell in row if local(cell) == "table-cell" for _ in range(_repeated(cell))]
            rows.append(Row(cells, is_header))
        return Table(rows)

    def _cell(self, element: Element) -> Cell:
        names = ("number-columns-spanned", "number-rows-spanned")
        width, height = (min(_count(element, name), _MAX_SPAN) for name in names)
        return Cell(self.blocks(element), width, height)

    # Words

    def _runs(self, element: Element | None, look: Run) -> Iterator[Run]:
        if element is None:
            return
        yield from self._words(element.text, look)
        for inner in element:
            yield from self._inline(inner, look)
            yield from self._words(inner.tail, look)

    def _words(self, text: str | None, look: Run) -> Iterator[Run]:
        if text:
            yield replace(look, text=" ".join(text.split("\n")))

    def _inline(self, element: Element, look: Run) -> Iterable[Run]:
        kind = local(element)
        readers: dict[str, Callable[[Element, Run], Iterable[Run]]] = {
            "span": self._span,
            "a": lambda link, look: self._runs(link, replace(look, href=value(link, "href") or "")),
            "s": lambda gap, look: [replace(look, text=" " * min(_count(gap, "c"), _MAX_SPACES))],
            "tab": lambda _, look: [replace(look, text=" ")],
            "line-break": lambda *_: [Run(is_break=True)],
            "note": lambda note, _: self._note(note),
            "frame": lambda frame, _: self._frame(frame),
            "ruby": lambda ruby, look: self._runs(child(ruby, "ruby-base"), look),
        }
        if reader := readers.get(kind):
            return reader(element, look)
        if kind == "annotation":
            self.story.left_out.add("comments", " ".join(_all_text(line) for line in below(element, "p")))
        elif kind in _HIDDEN:
            self.story.left_out.add_words("hidden", value(element, "string-value") or _all_text(element))
        elif kind not in _MARKS:
            return self._shape_or_field(element, look)
        return []

    def _shape_or_field(self, element: Element, look: Run) -> Iterator[Run]:
        """The words of a field; of a drawn shape its words, as of a text box."""
        lines = [*below(element, "p", "h")]
        if not lines:
            yield from self._runs(element, look)
            return
        self.story.left_out.add_words("text-boxes", _all_text(element))
        self.boxes += [block for line in lines for block in self._paragraph_of_box(line)]

    def _span(self, element: Element, look: Run) -> Iterator[Run]:
        style = value(element, "style-name")
        if self.styles.is_hidden("text", style):
            self.story.left_out.add_words("hidden", _all_text(element))
            return
        font = self.styles.font(style)
        for run in self._runs(element, replace(look, **looks_of(self.styles, "text", style))):
            yield replace(run, text=without_symbols(run.text, font, self.story.left_out))

    def _note(self, element: Element) -> Iterator[Run]:
        body = child(element, "note-body")
        self.story.notes.append([])
        number = len(self.story.notes)
        kept, self.boxes = self.boxes, []
        self.story.notes[number - 1] = self.blocks(body) if body is not None else []
        self.boxes = kept
        yield Run(note=number)

    # Pictures and text boxes

    def _frame(self, element: Element) -> Iterator[Run]:
        described = [child(element, name) for name in ("desc", "title")]
        alt = next((words for held in described if held is not None and (words := _all_text(held).strip())), "")
        if (box := child(element, "text-box")) is not None:
            yield from self._box(box)
        elif part := self._part_of(element):
            yield self.story.picture(part, alt)
        elif children(element, "image"):
            self.story.left_out.add("remote_picture", alt)
        else:
            is_drawn = child(element, "object") is not None
            self.story.left_out.add("charts" if is_drawn else "shapes", alt)

    def _part_of(self, frame: Element) -> str:
        """The first of a frame's pictures that lies in the file and is no drawing."""
        names = []
        for image in children(frame, "image"):
            name = posixpath.normpath(unquote(value(image, "href") or "")).removeprefix("./")
            if name in self.parts:
                names.append(name)
        pixels = [name for name in names if not name.lower().endswith((".svg", ".svm", ".wmf", ".emf"))]
        return next(iter([*pixels, *names]), "")

    def _box(self, box: Element) -> Iterator[Run]:
        """A picture with its caption in one frame stays in its place; other words follow the paragraph."""
        kept, self.boxes = self.boxes, []
        blocks = self.blocks(box)
        self.boxes = kept + self.boxes
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        if any(block.pictures for block in paragraphs):
            for block in paragraphs:
                yield from (run for run in block.runs if run.picture)
            words = [without_pictures(block) for block in paragraphs]
            self.boxes += [replace(block, role="caption") for block in words if block.text]
            return
        self.story.left_out.add_words("text-boxes", _all_text(box))
        self.boxes += blocks

    def _paragraph_of_box(self, line: Element) -> list[Block]:
        kept, self.boxes = self.boxes, []
        found = self._paragraph(line)
        self.boxes = kept
        return found


def without_pictures(block: Paragraph) -> Paragraph:
    """`block` without its pictures."""
    return replace(block, runs=[run for run in block.runs if not run.picture])


def _repeated(cell: Element) -> int:
    return min(_count(cell, "number-columns-repeated"), _MAX_COLUMNS)


def _count(element: Element, name: str) -> int:
    """A positive number of an attribute; 1 without one."""
    return max(1, whole((value(element, name) or "1")[:6], 1))
