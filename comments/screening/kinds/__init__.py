"""Kinds of what a comment may hold, each found by a pure function with its places: `find(text) -> list[Piece]`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """What was found of one kind: `text[start:end]`, counted in code points of the text that was given.

    `kind` is the code of a finding (`personal_data`, `threat` …). `why` says what it is in words that follow “Có …”,
    without a full stop and without quoting it: "số điện thoại di động". `what` parts a kind further: of personal data
    `phone`, `identity`, `account`, `address`, `email`, `plate`; "" where there is nothing to part.
    """

    kind: str
    start: int
    end: int
    text: str
    why: str
    what: str = ""
