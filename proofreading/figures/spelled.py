"""Numbers in words: mười hai, ba trăm linh năm, sáu mươi tư."""

import re
from fractions import Fraction

_DIGITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 10**9, "tỉ": 10**9}

_ONE = "(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)"
_LAST = "(?:một|mốt|hai|ba|bốn|tư|lăm|nhăm|sáu|bảy|bẩy|tám|chín)"  # "mười năm" is ten years
_TENS = f"(?:{_ONE} mươi(?: {_LAST})?|mười(?: {_LAST})?|{_ONE})"
_HUNDREDS = f"(?:{_ONE} trăm(?: (?:(?:linh|lẻ) {_LAST}|(?:linh|lẻ) năm|{_TENS}))?|{_TENS})"
SPELLED = f"(?:{_HUNDREDS}(?: (?:tỷ|tỉ|triệu|nghìn|ngàn)(?: {_HUNDREDS}(?: (?:nghìn|ngàn))?)?)?)"
_PARTS = {"hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
PARTS = f"(?:{_ONE}|[1-9]) phần (?:{'|'.join(_PARTS)}|trăm)"
_WORD = re.compile(r"\w+")


def value_of_words(words: str) -> int | None:
    """`hai mươi tư` → 24, `một nghìn hai trăm` → 1200; None for words that are no number together."""
    total, hundreds = 0, 0
    last: int | None = None
    for word in words.lower().split():
        if word in _DIGITS:
            if last is not None:
                return None
            last = _DIGITS[word]
            continue
        if word in _SCALES:
            total += (hundreds + (last or 0)) * _SCALES[word]
            hundreds, last = 0, None
        elif word == "trăm":
            hundreds, last = 100 * (last or 0), None
        elif word == "mươi":
            hundreds, last = hundreds + 10 * (last or 0), None
        elif word == "mười":
            hundreds, last = hundreds + 10, None
    return total + hundreds + (last or 0)


def part_of_words(words: str) -> Fraction | None:
    """`hai phần ba` → 2/3; None for `hai phần trăm`, which is a percentage."""
    above, _, below = words.lower().split()
    if below == "trăm":
        return None
    return Fraction(int(above) if above.isdigit() else _DIGITS[above], _PARTS[below])
