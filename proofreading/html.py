"""Stored HTML as a Document.

What a block is, so that `static/copyediting/document.js` can make the same of the editor's tree:

1. The tree is walked in order. The start and the end of an element in `BLOCKS`, and of a `span` of the class "credit",
   end the run of text before them. A run is a block, unless it has only blanks (space, tab, line breaks, U+00A0).
2. The text of a run is that of its text nodes, character for character; outside of `pre` a tab or a line break of the
   source is a space. `br` is "\\n". Nothing is: a picture, the number of a note (`sup` of the class "note"), what
   a recording is named (in `p` of the class "audio", in `figure` of the class "video" outside of its `figcaption`).
3. The kind is that of the nearest element that has one (`_KINDS`), else a paragraph; a credit is a caption.
4. A link is the part of a block in one `a` with an address; skipped are `code`, `abbr` with a title, and what a `lang`
   marks as another language than Vietnamese.
5. Tables count from 0 by their start tags; `table` of a block is the nearest one. One `th` gives a table headings.
   `cell` is the nearest `tr` of the table and `td` or `th` of that row; a `colspan` of n counts as n, up to 100.
6. A block is bold when each text node in it that is not blank stands in a `strong` or `b`.
7. A picture stands before the block that the next run with text becomes; one amid a run stands before that run.
"""

import html as entities
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from .document import Block, Document, Kind, Link, Picture, field_block

# fmt: off
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul",
}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# fmt: on
_KINDS = {
    **{f"h{level}": Kind.HEADING for level in range(1, 7)},
    "li": Kind.ITEM,
    "td": Kind.CELL,
    "th": Kind.HEADER_CELL,
    "caption": Kind.CAPTION,
    "figcaption": Kind.CAPTION,
    "blockquote": Kind.QUOTE,
    "pre": Kind.CODE,
}
_BLANKS = " \t\n\f\xa0"
_TO_SPACES = str.maketrans("\t\n\f", "   ")

# Tags as nh3 writes them, with ">" in no attribute. Each alternative consumes what it has read.
_TOKEN = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)([^>]*)>|<[!?/][^>]*>|([^<]+|<)")
_SPAN = re.compile(r"[1-9][0-9]{0,3}")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)=(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class _Place:
    """What holds for text at a place of the tree."""

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    table: int | None = None
    cell: tuple[int, int] | None = None
    link: int | None = None  # the number of the element
    is_bold: bool = False
    is_skipped: bool = False
    is_silent: bool = False
    is_preformatted: bool = False


@dataclass(slots=True)
class _Run:
    """The text of a block that is not yet at its end, and the stretches of it that belong to something."""

    place: _Place | None = None
    parts: list[str] = field(default_factory=list)
    length: int = 0
    links: list[tuple[int, int, int]] = field(default_factory=list)  # (start, end, number of the element)
    skipped: list[tuple[int, int, int]] = field(default_factory=list)  # likewise, of no element: 0
    is_bold: bool = True

    def add(self, text: str, place: _Place) -> None:
        start, end = self.length, self.length + len(text)
        self.parts.append(text)
        self.length = end
        if text.strip(_BLANKS):
            self.place = self.place or place
            self.is_bold = self.is_bold and place.is_bold
        if place.link is not None:
            self.links.append((start, end, place.link))
        if place.is_skipped:
            self.skipped.append((start, end, 0))


class _Reader:
    def __init__(self, fields: Mapping[str, str]) -> None:
        self.blocks = [field_block(name, text) for name, text in fields.items() if text.strip(_BLANKS)]
        self.pictures: list[Picture] = []
        self.with_headings: set[int] = set()
        self.addresses: list[str] = []
        self.next_cells: list[tuple[int, int]] = []  # of each table
        self.run = _Run()
        self.place = _Place()
        self.open: list[tuple[str, bool, _Place]] = []  # (name, whether a block mark, the place around it)
        self.count_of_open: Counter[str] = Counter()

    def text(self, written: str) -> None:
        if self.place.is_silent:
            return
        text = entities.unescape(written)
        if self.place.is_preformatted:
            if not self.run.length and text.startswith("\n"):
                text = text[1:]  # a parser leaves it out
        else:
            text = text.translate(_TO_SPACES)
        if text:
            self.run.add(text, self.place)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        classes = attributes.get("class", "").split()
        is_mark = name in BLOCKS or (name == "span" and "credit" in classes)
        if is_mark:
            self.end_run()
        if name == "br" and not self.place.is_silent:
            self.run.add("\n", self.place)
        elif name == "img":
            self.pictures.append(Picture(attributes.get("src", ""), attributes.get("alt", ""), len(self.blocks)))
        if name in _VOID:
            return
        self.open.append((name, is_mark, self.place))
        self.count_of_open[name] += 1
        self.place = self._place_in(name, attributes, classes)

    def end(self, name: str) -> None:
        if not self.count_of_open[name]:
            return
        while True:
            closed, is_mark, around = self.open.pop()
            self.count_of_open[closed] -= 1
            if is_mark:
                self.end_run()
            self.place = around
            if closed == name:
                return

    def end_run(self) -> None:
        run, self.run = self.run, _Run()
        if run.place is None:
            return
        place = run.place
        links = [Link(start, end, self.addresses[number]) for start, end, number in _joined(run.links)]
        block = Block(
            "".join(run.parts),
            place.kind,
            level=place.level,
            table=place.table,
            cell=place.cell,
            links=tuple(links),
            skipped=tuple((start, end) for start, end, _ in _joined(run.skipped)),
            is_bold=run.is_bold,
        )
        self.blocks.append(block)

    def _place_in(self, name: str, attributes: dict[str, str], classes: list[str]) -> _Place:
        place = self.place
        kind = _KINDS.get(name)
        if kind is not None:
            level = max(2, int(name[1])) if kind == Kind.HEADING else 0
            place = replace(place, kind=kind, level=level, is_preformatted=place.is_preformatted or name == "pre")
        if name == "table":
            place = replace(place, table=len(self.next_cells), cell=None)
            self.next_cells.append((-1, 0))
        elif place.table is not None and name in {"tr", "td", "th"}:
            return self._place_in_table(place, place.table, name, attributes)
        elif name == "a" and "href" in attributes:
            place = replace(place, link=len(self.addresses))
            self.addresses.append(attributes["href"])
        elif name == "span" and "credit" in classes:
            place = replace(place, kind=Kind.CAPTION, level=0)
        elif name in {"strong", "b"}:
            place = replace(place, is_bold=True)
        return self._read_or_not(place, name, attributes, classes)

    def _place_in_table(self, place: _Place, table: int, name: str, attributes: dict[str, str]) -> _Place:
        row, column = self.next_cells[table]
        if name == "tr":
            self.next_cells[table] = (row + 1, 0)
            return place
        if name == "th":
            self.with_headings.add(table)
        span = attributes.get("colspan", "1")
        self.next_cells[table] = (row, column + (min(int(span), 100) if _SPAN.fullmatch(span) else 1))
        return self._read_or_not(replace(place, cell=(max(row, 0), column)), name, attributes, [])

    def _read_or_not(self, place: _Place, name: str, attributes: dict[str, str], classes: list[str]) -> _Place:
        if "lang" in attributes:
            place = replace(place, is_skipped=not _is_vietnamese(attributes["lang"]))
        if name == "code" or (name == "abbr" and "title" in attributes):
            place = replace(place, is_skipped=True)
        if name == "sup" and "note" in classes:
            return replace(place, is_silent=True)
        if (name == "p" and "audio" in classes) or (name == "figure" and "video" in classes):
            return replace(place, is_silent=True)
        return replace(place, is_silent=False) if name == "figcaption" else place

    def document(self) -> Document:
        self.end_run()
        return Document(tuple(self.blocks), tuple(self.pictures), frozenset(self.with_headings))


def document_of_html(html: str, fields: Mapping[str, str] | None = None) -> Document:
    """`html` as a RichTextField stores it, behind the lines of the form (name → text; empty ones are left out).

    HTML of any other origin is sanitised first, or tags that are written otherwise are read as words. Never raises;
    the work grows with the text, however deep its tags.
    """
    reader = _Reader(fields or {})
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    last = html.rfind(">") + 1  # beyond it no tag ends
    for token in _TOKEN.finditer(html, 0, last):
        end, name, attributes, text = token.groups()
        if text:
            reader.text(text)
        elif name and end:
            reader.end(name.lower())
        elif name:
            reader.start(name.lower(), _attributes(attributes))
    reader.text(html[last:])
    return reader.document()


def _attributes(written: str) -> dict[str, str]:
    found = _ATTRIBUTE.finditer(written) if written else ()
    return {match[1].lower(): entities.unescape(match[2] or match[3] or "") for match in found}


def _is_vietnamese(language: str) -> bool:
    return language.lower().split("-")[0] in {"", "vi"}


def _joined(stretches: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    joined: list[tuple[int, int, int]] = []
    for start, end, number in stretches:
        if joined and joined[-1][1:] == (start, number):
            joined[-1] = (joined[-1][0], end, number)
        else:
            joined.append((start, end, number))
    return joined
