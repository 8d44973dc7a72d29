"""What is found: which rule, where, why, and what may stand there instead."""

from dataclasses import dataclass
from zlib import crc32

from .document import Document

CONTEXT = 24  # characters on each side that tell one place from another


@dataclass(frozen=True, slots=True)
class Finding:
    """The characters [start, end) of block number `block`. `text` is what stands there, `suggestion` what may stand
    there instead ("" takes it away, None where nobody can know), `reason` one Vietnamese sentence that says why.
    `word` is what the house dictionary could learn, as people would read it, where that would end such findings.
    `picture` is the number of the picture of the document that is meant; then `text` is what it is described by.
    """

    rule: str
    block: int
    start: int
    end: int
    text: str
    suggestion: str | None
    reason: str
    word: str | None = None
    picture: int | None = None


def identity(document: Document, finding: Finding) -> str:
    """Eight hexadecimal digits that stay as long as the place and what is around it stay, wherever it moves to."""
    text = document.blocks[finding.block].text
    around = text[max(0, finding.start - CONTEXT) : finding.end + CONTEXT]
    return f"{crc32(f'{finding.rule}|{finding.text}|{around}'.encode()):08x}"
