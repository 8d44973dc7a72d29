"""All relations between figures over one document."""

from collections.abc import Container, Iterator
from itertools import chain

from ..document import Block, Document
from ..findings import Finding
from ..known import Known
from .changes import wrong_changes
from .counts import wrong_counts
from .days import Calendar, wrong_days
from .lists import wrong_lists
from .ratios import wrong_ratios
from .sentences import MAX_FIGURES, sentences_of
from .sums import wrong_sums
from .tables import wrong_tables

MAX_FINDINGS = 200  # of a document; a text with more is no text


def find_figures(document: Document, known: Known, changed: Container[int]) -> Iterator[Finding]:
    """Findings of the blocks in `changed`, at most MAX_FINDINGS."""
    told: set[tuple[str, int, int, int]] = set()
    for finding in chain(_of_blocks(document, known, changed), _of_lists(document), _of_tables(document, changed)):
        place = finding.rule, finding.block, finding.start, finding.end
        if place not in told and finding.block in changed:
            told.add(place)
            yield finding
        if len(told) >= MAX_FINDINGS:
            return


def _of_lists(document: Document) -> Iterator[Finding]:
    for wrong in wrong_lists(document.blocks):
        text = document.blocks[wrong.block].text[wrong.start : wrong.end]
        yield Finding(wrong.rule, wrong.block, wrong.start, wrong.end, text, wrong.suggestion, wrong.reason)


def _of_tables(document: Document, changed: Container[int]) -> Iterator[Finding]:
    for cell in wrong_tables(document.blocks, changed):
        figure = cell.wrong.figure
        text = document.blocks[cell.block].text[figure.start : figure.end]
        yield Finding(
            cell.wrong.rule, cell.block, figure.start, figure.end, text, cell.wrong.suggestion, cell.wrong.reason
        )


def _of_blocks(document: Document, known: Known, changed: Container[int]) -> Iterator[Finding]:
    days = Calendar(document, known)
    for number, block in enumerate(document.blocks):
        if number in changed and block.is_text:
            yield from _of_block(number, block, days)


def _of_block(number: int, block: Block, days: Calendar) -> Iterator[Finding]:
    text = block.text
    sentences = [one for one in sentences_of(text) if len(one.figures) <= MAX_FIGURES]
    in_sentences = (wrong_ratios(sentences), wrong_changes(sentences), wrong_sums(sentences))
    for wrong in chain(*in_sentences, wrong_counts(text, sentences)):
        start, end = wrong.figure.start, wrong.figure.end
        yield Finding(wrong.rule, number, start, end, text[start:end], wrong.suggestion, wrong.reason)
    for day in wrong_days(text, sentences, days):
        yield Finding(day.rule, number, day.start, day.end, text[day.start : day.end], day.suggestion, day.reason)
