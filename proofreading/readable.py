"""A block as the rules of form and structure read it: in NFC, with a sign in place of each letter that is no text.

Code, other languages, addresses of the web and of mail, file names and document numbers are no text.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from vietnamese.documents import document_numbers
from vietnamese.text import nfc

from .document import Block, Document
from .findings import Finding

NO_TEXT = "\ufffc"  # is neither a letter nor a blank
_ENDINGS = (
    "vn|com|net|org|gov|edu|info|io|html?|php|aspx?|js|css|pdf|docx?|xlsx?|pptx?|odt|zip|rar|jpe?g|png|webp|gif|mp[34]|"
    "txt|csv|json"
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}"
    rf"|(?<![\w.-])[A-Za-z0-9_-]{{1,63}}(?:\.[A-Za-z0-9_-]{{1,63}}){{0,8}}\.(?:{_ENDINGS})(?![^\W_])(?:/[^\s<>\"“”]*)?"
    r"|(?<!\w)[#@][\w.]+"
    r"|&#?\w{1,8};"
)
_MAY_BE_ADDRESS = re.compile(r"[@/#&.](?:(?<!\.)|\w)")  # begins with a set: that is looked for fast
_BEHIND_ADDRESS = ".,;:!?…)]}»'’"


@dataclass(slots=True)
class Readable:
    """`text` is that of the block in NFC; `places[n]` is where its letter n begins in the block (None: at n). `shown`
    is the same without signs in place of letters.
    """

    number: int
    block: Block
    text: str
    shown: str
    places: list[int] | None = field(default=None)

    def finding(
        self, rule: str, start: int, end: int, suggestion: str | None, reason: str, *, word: str | None = None
    ) -> Finding:
        if self.places is not None:
            start, end = self.places[start], self.places[end]
        return Finding(rule, self.number, start, end, self.block.text[start:end], suggestion, reason, word)


def readables(document: Document) -> list[Readable]:
    """Each block but code. Time grows with the text."""
    return [_readable(number, block) for number, block in enumerate(document.blocks) if block.is_text and block.text]


def _readable(number: int, block: Block) -> Readable:
    shown, places = block.text, None
    if not unicodedata.is_normalized("NFC", shown):
        shown, places = _composed(shown)
    text = shown
    stretches = list(_addresses(shown))
    if block.skipped:
        stretches += _placed(block.skipped, places)
    if stretches:
        text = _masked(shown, sorted(stretches))
    return Readable(number, block, text, shown, places)


def _composed(text: str) -> tuple[str, list[int]]:
    """`text` in NFC, and where each of its letters begins in `text`."""
    composed: list[str] = []
    places: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and unicodedata.combining(text[end]):
            continue
        letters = nfc(text[start:end])
        composed.append(letters)
        places += [start] * len(letters)
        start = end
    return "".join(composed), [*places, len(text)]


def _placed(stretches: tuple[tuple[int, int], ...], places: list[int] | None) -> list[tuple[int, int]]:
    if places is None:
        return list(stretches)
    return [(bisect_left(places, start), bisect_left(places, end)) for start, end in stretches]


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    if not _MAY_BE_ADDRESS.search(text):
        return
    for found in _ADDRESS.finditer(text):
        address = found[0] if found[0][0] == "&" else found[0].rstrip(_BEHIND_ADDRESS)
        yield found.start(), found.start() + len(address)
    if "/" in text:
        yield from ((number.start, number.end) for number in document_numbers(text))


def _masked(text: str, stretches: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end in stretches:
        if end > at:
            begin = max(start, at)
            parts += [text[at:begin], NO_TEXT * (end - begin)]
            at = end
    return "".join([*parts, text[at:]])
