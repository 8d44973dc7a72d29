"""All rules over one document."""

from collections.abc import Callable, Container, Iterable, Iterator
from itertools import islice

from . import form, structure, words
from .document import Document
from .figures.finder import find_figures
from .findings import Finding
from .known import Known
from .overlaps import sorted_out
from .readable import readables

# What finds slips of one group: `(document, known, changed) → findings`; `changed` has the numbers of the blocks whose
# words are asked about. Rules that look at the whole text may leave it aside.
Finder = Callable[[Document, Known, Container[int]], Iterator[Finding]]


def find_in_whole_text(document: Document, known: Known, changed: Container[int]) -> Iterator[Finding]:
    """Findings of form, then of structure."""
    blocks = readables(document)
    yield from form.find_in(blocks, known)
    yield from structure.find_in(document, blocks, known)


FINDERS: tuple[Finder, ...] = (words.find, find_figures, find_in_whole_text)
MAX_FINDINGS = 200  # of a text; nobody reads more


def proofread(
    document: Document,
    known: Known,
    changed: Container[int] | None = None,
    *,
    at_most: int | None = MAX_FINDINGS,
    dismissed: Container[str] = frozenset(),
) -> list[Finding]:
    """The findings that stand (overlaps.py), in reading order, `at_most` (None: all); `dismissed` has identities.

    With `changed` those of words and figures are of these blocks alone; the others are of the whole text.
    """
    standing, _ = sorted_out(document, all_findings(document, known, changed, at_most=at_most), dismissed)
    return in_reading_order(standing)[:at_most]


def all_findings(
    document: Document, known: Known, changed: Container[int] | None = None, *, at_most: int | None = MAX_FINDINGS
) -> list[Finding]:
    """Also those whose places overlap; where they do, the first tells the most. At most `at_most` of them are of
    words.
    """
    asked = changed if changed is not None else range(len(document.blocks))
    found: list[Finding] = []
    for finder in FINDERS:
        of_group = finder(document, known, asked)
        # Words come in reading order and first of all: what comes after so many is cut off anyway.
        found += islice(of_group, at_most) if finder is words.find else of_group
    return found


def in_reading_order(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (finding.block, finding.start, finding.end))
