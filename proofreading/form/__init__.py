"""Form: spaces and marks, words that stand twice, one way to write a thing throughout a text."""

from collections.abc import Container, Iterator, Sequence

from ..document import Document
from ..findings import Finding
from ..known import Known
from ..lexicon import Lexicon, LexiconError, lexicon
from ..readable import Readable, readables
from . import captions, doubled_words, marks, spaces, spelled_names, tones


def find(document: Document, known: Known, changed: Container[int]) -> Iterator[Finding]:
    """The findings of the whole text. The first at a place tells the most."""
    yield from find_in(readables(document), known)


def find_in(blocks: Sequence[Readable], known: Known) -> Iterator[Finding]:
    """The same, of blocks that are made readable already."""
    data = _data()
    yield from spelled_names.find(blocks, known)
    yield from tones.find(blocks)
    padded = 0
    for readable in blocks:
        yield from captions.find(readable)
        yield from doubled_words.find(readable, data)
        yield from marks.find_doubled(readable)
        for finding in spaces.find(readable):
            padded += finding.rule == spaces.PADDING
            if finding.rule != spaces.PADDING or padded <= spaces.MOST_PADDED:
                yield finding
    yield from marks.find_unclosed(blocks)


def _data() -> Lexicon | None:
    try:
        return lexicon()
    except LexiconError:
        return None
