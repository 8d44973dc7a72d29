"""Runs of digits in a text, however they are written: grouped, spaced out, in words, with an "o" for a nought.

Pure; work grows with the text, never with its square.
"""

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

_WORDS = {
    "không": "0", "khong": "0", "hông": "0", "một": "1", "mốt": "1", "mot": "1", "hai": "2", "ba": "3", "bốn": "4",
    "bon": "4", "tư": "4", "năm": "5", "nam": "5", "lăm": "5", "lam": "5", "sáu": "6", "sau": "6", "bảy": "7",
    "bẩy": "7", "bay": "7", "tám": "8", "tam": "8", "chín": "9", "chin": "9",
}  # fmt: skip
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
# Letters and digits in a row that are words of digits or hold a digit; the many others are passed by.
_CHUNK = re.compile(rf"(?<![^\W_])(?:(?:(?:{_WORD})++|o)(?![^\W_])|[^\W\d_]*+\d[^\W_]*+)")
# Digits with an "o" or an "l" among them that only looks like one; words of digits, also glued together.
_TOKEN = re.compile(
    rf"(?:(?<![^\W_])[oil])?[0-9](?:[0-9]|[oli]{{1,2}}(?=[0-9]))*(?:o(?![^\W_]))?"
    rf"|(?<![^\W\d_])(?:(?:{_WORD})++|o)(?![^\W\d_])"
)
_LONGEST_WORD = max(map(len, _WORDS))
_EACH_WORD = re.compile(_WORD)
_LETTERS_AS_DIGITS = str.maketrans("oli", "011")
# What parts the groups of one number: up to three signs on one line; a slash parts figures that are not one.
_BETWEEN = re.compile(r"[ \u00a0\t.,\-–—−_·•*~()\[\]|:;'’\ufe0f\u20e3]{0,3}")
LONGEST = 24  # digits of one number


def _digit_table() -> dict[int, str]:
    """Code point → ASCII digit of every decimal digit of Unicode and of the circled ones; no superscripts (m²)."""
    table = {0x245F + digit: str(digit) for digit in range(1, 10)} | {0x24EA: "0"}
    for code in (*range(0x660, 0x1100), *range(0xFF10, 0xFF1A), *range(0x1D7CE, 0x1D800), *range(0x1FBF0, 0x1FBFA)):
        value = unicodedata.decimal(chr(code), None)
        if value is not None:
            table[code] = str(value)
    return table


_DIGITS = _digit_table()
_ODD_DIGIT = re.compile("[\u0660-\u10ff\u2460-\u24ea\uff10-\uff19\U0001d7ce-\U0001d7ff\U0001fbf0-\U0001fbf9]")


class Group(NamedTuple):
    """One group of digits as it stands at `start` to `end`; `is_words` when it is written in words."""

    digits: str
    start: int
    end: int
    is_words: bool


Run = list[Group]


def plain_digits(text: str) -> str:
    """`text` in lower case with ASCII digits, letter for letter: as long as it is."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(sign.lower()[0] for sign in text)
    return lowered.translate(_DIGITS) if _ODD_DIGIT.search(lowered) else lowered


def groups_in(plain: str) -> Run:
    """Every group of digits in `plain` (`plain_digits`), in order."""
    groups: Run = []
    for chunk in _CHUNK.finditer(plain):
        word = chunk[0]
        if word in _WORDS:
            groups.append(Group(_WORDS[word], *chunk.span(), is_words=True))
        elif word == "o" or len(word) > _LONGEST_WORD or not word.isalpha():
            tokens = _TOKEN.finditer(plain, *chunk.span())
            groups += [_group(token[0], token.start(), token.end()) for token in tokens]
    return groups


def runs_of(groups: Run, plain: str, barred: list[tuple[int, int]]) -> list[Run]:
    """The runs of `groups`, each as one number may be written. What touches one of `barred` (places in order, apart)
    is part of none.
    """
    runs: list[Run] = []
    bars, bar = iter([*barred, (len(plain) + 1, len(plain) + 1)]), (-1, -1)
    for group in groups:
        while bar[1] <= group.start:
            bar = next(bars)
        if bar[0] < group.end:
            continue
        last = runs[-1][-1] if runs else None
        if last and group.start - last.end <= 3 and _BETWEEN.fullmatch(plain, last.end, group.start):
            runs[-1].append(group)
        else:
            runs.append([group])
    return runs


def are_one_number(groups: Run, plain: str) -> bool:
    """Whether `groups` with signs between them are all of `plain`, as one number may be written."""
    if groups[0].start or groups[-1].end != len(plain):
        return False
    return all(_BETWEEN.fullmatch(plain, one.end, other.start) is not None for one, other in pairwise(groups))


def _group(written: str, start: int, end: int) -> Group:
    if any(map(str.isdigit, written)) or written == "o":
        return Group(written.translate(_LETTERS_AS_DIGITS), start, end, is_words=False)
    return Group("".join(_WORDS[word] for word in _EACH_WORD.findall(written)), start, end, is_words=True)
