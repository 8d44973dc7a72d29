"""What the office knows that no word list can: its own words and names, its abbreviations, the day, its archive."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


class PairCounts(Protocol):
    """How often two neighbouring syllables stand in texts, in canonical form (vietnamese.text.canonical)."""

    def pair(self, first: str, second: str) -> int: ...


@dataclass(frozen=True, slots=True)
class Known:
    """`words` are in canonical form and may be of several syllables; `names` as they are written. `abbreviations` are
    those of the glossary in force, short form → long form. `archive` counts the portal's own published texts.
    `facts` are the fields of the form that are not read themselves: byline, source, source_url, published_at (ISO text
    or as the form has it), comments_open ("" where they are off), cover (the address of the picture).
    """

    today: date
    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    archive: PairCounts | None = None
    press_hosts: frozenset[str] = frozenset()
    facts: Mapping[str, str] = field(default_factory=dict)
