"""Numbers of official documents: `42/2022/NĐ-CP`, `249/KH-UBND`, `60-NQ/TU`.

State bodies write number/year/kind-issuer (or number/kind-issuer), the Party number-kind/issuer; laws end in the
National Assembly's term (`56/2017/QH14`). Spaces around the signs and any case are tolerated.
"""

import re
from typing import NamedTuple

from .text import canonical, nfc

_LETTER = "A-Za-zĐđÐðƯư"  # no tones, so ordinary words seldom look like a part
_GAP = "[ \xa0]{0,2}"
_DASH = "[-\u2010-\u2014]"
_SPACED_DASH = f"{_GAP}{_DASH}{_GAP}"
_SLASH = f"{_GAP}/{_GAP}"
_NUMBER = r"\d(?<![\w/]\d)(?<!\d[.,]\d)\d{0,4}[a-zđ]?"
_YEAR = r"(?:19|20)\d\d"
_PART = rf"[{_LETTER}]{{1,10}}\d{{0,2}}"  # NQ, TTg, BTTTT, QH15
_END = r"(?![^\W_])"

# Only one dash with spaces is accepted, and the letters after it must have the case of those before it: in
# `42/2022/NĐ-CP - Quy định` the dash ends the number.
_SPACED_PART = (
    f"(?:(?<=[A-ZĐÐƯ]){_SPACED_DASH}(?:[A-ZĐÐƯ]{{2,10}}|TTg)|(?<=[a-zđðư]){_SPACED_DASH}[a-zđðư]{{2,10}}){_END}"
)
_ISSUERS = f"(?:(?:{_DASH}{_PART}){{1,7}}|{_SPACED_PART})"

_OF_STATE_WITH_YEAR = f"{_SLASH}{_YEAR}{_SLASH}{_PART}{_ISSUERS}?"
_OF_STATE = f"{_SLASH}{_PART}{_ISSUERS}"
_OF_PARTY = f"(?:{_DASH}|(?<!\\d{{4}}){_SPACED_DASH}){_PART}{_SLASH}{_PART}"
_BEGUN = f"(?:/(?:{_YEAR}|[{_LETTER}]{{2,8}})|{_DASH}[{_LETTER}]{{2,8}})"

WHOLE = f"{_NUMBER}(?:{_OF_STATE_WITH_YEAR}|{_OF_STATE}|{_OF_PARTY}){_END}"
WHOLE_OR_BEGUN = f"{_NUMBER}(?:{_OF_STATE_WITH_YEAR}|{_OF_STATE}|{_OF_PARTY}|{_BEGUN}){_END}"

_WHOLE = re.compile(WHOLE)
_WHOLE_OR_BEGUN = re.compile(WHOLE_OR_BEGUN)
_SIGNS = re.compile(f"{_GAP}([/-]){_GAP}")
_ANY_DASH = re.compile(_DASH)


class DocumentNumber(NamedTuple):
    """`text` is `s[start:end]` as typed; `key` is the same for every way to type that number."""

    start: int
    end: int
    text: str
    key: str


def document_numbers(s: str, *, begun: bool = False) -> list[DocumentNumber]:
    """The document numbers in `s` (NFC), in order; with `begun` also `60-NQ` and `42/2022` alone."""
    pattern = _WHOLE_OR_BEGUN if begun else _WHOLE
    return [DocumentNumber(found.start(), found.end(), found[0], key(found[0])) for found in pattern.finditer(s)]


def key(text: str) -> str:
    """`06 / QĐ – TTg` → `6/qđ-ttg`: canonical, plain signs, no zero in front; `TƯ` (trung ương) as `tw`."""
    parts = parts_of(_ANY_DASH.sub("-", canonical(text)))
    parts[0] = parts[0].lstrip("0") or "0"
    return "".join("tw" if part == "tư" else part for part in parts)


def parts_of(number: str) -> list[str]:
    """`60-nq/tu` → `["60", "-", "nq", "/", "tu"]`"""
    return _SIGNS.split(number.strip())


def compact(number: str) -> str:
    """`60-nq/tu` → `60nqtu`"""
    return "".join(parts_of(nfc(number))[::2])


def forms(number_key: str) -> list[str]:
    """All forms by which a number is found: itself, its beginnings, the number without its year, and each of them
    without signs.

    `42/2022/nđ-cp` → itself, `42/2022`, `42/2022/nđ`, `42/nđ`, `42/nđ-cp`, `422022nđcp`, `422022nđ`, `42nđ`, `42nđcp`.
    """
    written = _beginnings(parts_of(number_key))
    parts = parts_of(number_key)
    if len(parts) > 4 and re.fullmatch(_YEAR, parts[2]):
        written += _beginnings(parts[:1] + parts[3:])
    without_signs = [compact(form) for form in written]
    return list(dict.fromkeys(written + [form for form in without_signs if not form.isdecimal()]))


def _beginnings(parts: list[str]) -> list[str]:
    """The beginnings of a number: the whole first, then from the shortest on. A bare number is not one of them."""
    ends = [len(parts), *range(3, len(parts), 2)]
    return ["".join(parts[:end]) for end in ends]
