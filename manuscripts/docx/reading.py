"""A DOCX as a Story: mammoth reads runs, links, fields, tables, notes and pictures; its tree is turned here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import mammoth
from mammoth import documents

from manuscripts.story import Block, Cell, Paragraph, Row, Run, Story, Table, paragraphs_of

from .package import Package
from .preparing import MARK, Preparation, letters_in

_SCRIPTS = {"superscript": "sup", "subscript": "sub"}


def read(parts: dict[str, bytes]) -> Story:
    """The Story of the parts of a DOCX, which were inspected. Raises anything on a broken one."""
    package = Package(parts)
    content, preparation, letters = package.prepared()
    held: list[Any] = []

    def keep(document: Any) -> Any:
        held.append(document)
        return documents.document([])  # nothing is left for mammoth to write

    mammoth.convert_to_html(content, transform_document=keep, include_embedded_style_map=False)
    reading = _Reading(preparation, held[0].notes, Story(left_out=package.left_out))
    story = replace(reading.story, blocks=reading.blocks(held[0].children))
    read_letters = sum(letters_in(block.text) for block in paragraphs_of(story.blocks))
    if read_letters - sum(map(letters_in, preparation.labels)) < letters:
        story.left_out.add("unread", times=letters - read_letters)
    return story


@dataclass
class _Reading:
    preparation: Preparation
    bodies: Any
    story: Story
    notes: dict[tuple[str, str], int] = field(default_factory=dict)

    def blocks(self, elements: Iterable[Any]) -> list[Block]:
        found: list[Block] = []
        for element in elements:
            if isinstance(element, documents.Table):
                found.append(self._table(element))
            elif isinstance(element, documents.Paragraph):
                found.append(self._paragraph(element))
            elif runs := [*self._runs([element], Run())]:
                found.append(Paragraph(runs))
        return found

    def _paragraph(self, element: Any) -> Paragraph:
        mark = element.style_id or ""
        number = int(mark.removeprefix(MARK)) if mark.startswith(MARK) else -1
        described = self.preparation.paragraphs[number] if number >= 0 else Paragraph()
        label = self.preparation.labels[number] if number >= 0 else ""
        runs = [*self._runs(element.children, Run())]
        if label and any(run.text.strip() for run in runs):
            runs.insert(0, Run(f"{label} "))
        return replace(described, runs=runs)

    def _table(self, element: Any) -> Table:
        rows = [row for row in element.children if isinstance(row, documents.TableRow)]
        return Table([Row([self._cell(cell) for cell in row.children], row.is_header) for row in rows])

    def _cell(self, element: Any) -> Cell:
        return Cell(self.blocks(element.children), element.colspan, element.rowspan)

    def _runs(self, elements: Iterable[Any], look: Run) -> Iterator[Run]:
        for element in elements:
            if isinstance(element, documents.Run):
                yield from self._runs(element.children, _look_of(element, look))
            elif isinstance(element, documents.Hyperlink):
                yield from self._runs(element.children, replace(look, href=element.href or ""))
            elif isinstance(element, documents.Image):
                yield self._picture(element)
            elif isinstance(element, documents.NoteReference):
                yield from self._note(element)
            elif run := _words_of(element, look):
                yield run

    def _picture(self, element: Any) -> Run:
        with element.open() as name:  # the archive holds names in their place
            return self.story.picture(name.read().decode(), element.alt_text or "")

    def _note(self, element: Any) -> Iterator[Run]:
        key = (element.note_type, element.note_id)
        if key not in self.notes:
            try:
                body = self.bodies.resolve(element).body
            except KeyError:
                return
            self.notes[key] = len(self.story.notes) + 1
            self.story.notes.append([])
            self.story.notes[self.notes[key] - 1] = self.blocks(body)
        yield Run(note=self.notes[key])


def _look_of(element: Any, around: Run) -> Run:
    return replace(
        around,
        bold=element.is_bold,
        italic=element.is_italic,
        underline=bool(element.is_underline),
        strike=element.is_strikethrough,
        script=_SCRIPTS.get(element.vertical_alignment, ""),
    )


def _words_of(element: Any, look: Run) -> Run | None:
    if isinstance(element, documents.Text):
        return replace(look, text=element.value)
    if isinstance(element, documents.Tab):
        return replace(look, text=" ")
    if isinstance(element, documents.Checkbox):
        return replace(look, text="☑" if element.checked else "☐")
    if isinstance(element, documents.Break) and element.break_type == "line":
        return Run(is_break=True)
    return None
