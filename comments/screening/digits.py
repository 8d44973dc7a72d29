"""Rows of digits that a rule looks for: a telephone number, or so many digits."""

import re
import unicodedata
from typing import NamedTuple

from comments.screening.kinds import personal
from vietnamese.telephones import telephone_numbers

FEWEST, MOST = 3, 30
TELEPHONE = "số điện thoại"
# Digits with at most one sign between two of them: "0912 345 678", "12.345.678".
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_ROW = re.compile(r"\d(?:[ .\-]?\d)*")


class Digits(NamedTuple):
    """What a rule looks for: a telephone number, or from `fewest` to `most` digits."""

    fewest: int = 0
    most: int = 0

    @property
    def is_telephone(self) -> bool:
        return not self.most


def read_digits(pattern: str) -> Digits | None:
    """The Digits that the pattern of a rule means: "số điện thoại", "12 chữ số", "9-12 chữ số"; None of nonsense."""
    if pattern.lower() in {TELEPHONE, "điện thoại", "sđt"}:
        return Digits()
    found = re.fullmatch(r"(\d{1,2})(?:\s*(?:-|–|đến)\s*(\d{1,2}))?(?:\s*(?:chữ\s)?số)?", pattern.strip().lower())
    if not found:
        return None
    fewest, most = int(found[1]), int(found[2] or found[1])
    return Digits(fewest, most) if FEWEST <= fewest <= most <= MOST else None


def write_digits(digits: Digits) -> str:
    """The one way in which a rule keeps them."""
    if digits.is_telephone:
        return TELEPHONE
    return f"{digits.fewest}{f'-{digits.most}' if digits.most > digits.fewest else ''} chữ số"


class DigitRows:
    """What of a text rules on digits may meet; each sort is looked for once, and only when a rule asks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rows: list[tuple[int, str]] | None = None
        self._counts: set[int] = set()
        self._telephones: list[str] | None = None

    def met_by(self, digits: Digits) -> list[str]:
        """The pieces of the text that `digits` means, in order."""
        if digits.is_telephone:
            if self._telephones is None:
                self._telephones = _telephones_in(self._text)
            return self._telephones
        if self._rows is None:
            plain = _OTHER_DIGIT.sub(_plain_digit, self._text)
            spans = [match.span() for match in _ROW.finditer(plain)]
            self._rows = [(sum(map(str.isdigit, plain[slice(*span)])), self._text[slice(*span)]) for span in spans]
            self._counts = {count for count, _ in self._rows}
        if self._counts.isdisjoint(range(digits.fewest, digits.most + 1)):
            return []
        return [row for count, row in self._rows if digits.fewest <= count <= digits.most]


def _telephones_in(text: str) -> list[str]:
    """Numbers of offices too, and such as are disguised: in words, with letters for digits."""
    spans = set(telephone_numbers(text))
    spans |= {(piece.start, piece.end) for piece in personal.find(text) if piece.what == personal.PHONE}
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return [text[start:end] for start, end in found]


def _plain_digit(digit: re.Match[str]) -> str:
    """A digit of any script or style as 0 to 9."""
    return str(unicodedata.digit(digit[0]))
