"""Structure: what a text lacks for its readers, or says in the wrong place, though each of its sentences is right."""

from collections.abc import Container, Iterator, Sequence

from ..document import Document
from ..findings import Finding
from ..known import Known
from ..readable import Readable, readables
from . import abbreviations, days, headings, lengths, link_words, old_fonts, pictures, press, repeated_lines, tables


def find(document: Document, known: Known, changed: Container[int]) -> Iterator[Finding]:
    """The findings of the whole text."""
    yield from find_in(document, readables(document), known)


def find_in(document: Document, blocks: Sequence[Readable], known: Known) -> Iterator[Finding]:
    """The same, of blocks that are made readable already."""
    yield from old_fonts.find(document)
    yield from repeated_lines.find(document, known)
    yield from lengths.find(document, known)
    yield from headings.find(document)
    yield from tables.find(document)
    yield from pictures.find(document, known)
    yield from link_words.find(document)
    yield from press.find(document, known)
    yield from days.find(blocks, known)
    yield from abbreviations.find(blocks, known)
