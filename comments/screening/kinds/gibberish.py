"""Keys that were struck at random: words that no language spells, one sign or one syllable over and over."""

import re

from vietnamese.text import fold

from . import Piece
from .codes import GIBBERISH
from .reading import Reading, is_known

MOSTLY = 0.6  # of the words
FEWEST_LETTERS = 6
MANY_DIGITS = 12
_VOWELS = frozenset("aeiouy")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_HARD = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}")
_SAME = re.compile(r"(.{1,3}?)\1{3,}")
MANY_TIMES = 6


def find(reading: Reading) -> list[Piece]:
    """The whole text, when most of it says nothing; work grows with its words."""
    text = reading.text
    if _says_nothing(reading):
        return [Piece(GIBBERISH, 0, len(text), text, "nội dung gõ bừa, không thành lời")]
    return []


def _says_nothing(reading: Reading) -> bool:
    text = reading.text
    words = [word for word in reading.exact if word[0].isalnum()]
    written = "".join(words)
    if "://" in text or "www." in text or any(map(is_foreign, words)):
        return False
    if not any(map(str.isalpha, written)):
        signs = len(text.replace(" ", ""))
        return (len(written) >= MANY_DIGITS and len(words) <= MANY_TIMES) or (not written and signs >= FEWEST_LETTERS)
    mashed = sum(len(word) for word in words if is_mashed(word))
    has_more_signs = len(reading.exact) > 2 * len(words) and 2 * mashed >= len(written)
    return (
        _is_one_word(words) or has_more_signs or (len(written) >= FEWEST_LETTERS and mashed >= MOSTLY * len(written))
    )


def _is_one_word(words: list[str]) -> bool:
    """One syllable many times, or short ones in turn."""
    return len(words) >= MANY_TIMES and len(set(words)) <= 1 + len(words) // 8


def is_foreign(word: str) -> bool:
    """Whether it has letters that are neither Latin nor Vietnamese: no matter of keys struck at random."""
    return any(letter.isalpha() and ord(letter) > 0x24F and not 0x1E00 <= ord(letter) <= 0x1EFF for letter in word)


def is_mashed(word: str) -> bool:
    """Whether no language spells `word`: no vowel, a row of the keyboard, a pattern over and over, or hard to say."""
    if len(word) < 3 or not word.isalpha() or is_known(word):
        return False
    plain = fold(word)
    if _SAME.fullmatch(plain) or (len(plain) >= 4 and _is_of_a_row(plain)):
        return True
    vowels = sum(letter in _VOWELS for letter in plain)
    if len(plain) >= 4 and not vowels:
        return True
    if len(plain) >= 6 and _repeats(plain):
        return True
    return bool(_HARD.search(plain)) or (len(plain) >= 5 and vowels <= len(plain) // 5) or _is_odd(plain)


def _is_of_a_row(plain: str) -> bool:
    """Four letters that lie side by side on one row of the keyboard, either way."""
    return any(
        plain[start : start + 4] in row or plain[start : start + 4][::-1] in row
        for row in _ROWS
        for start in range(min(len(plain) - 3, 30))
    )


def _repeats(plain: str) -> bool:
    """Six letters or more of at most three kinds."""
    return len(set(plain)) <= 3


_PAIRS_OF_LETTERS = re.compile(
    r"[aeiouy]{4,}|[^aeiouy]{4,}|j[^aeiou]|q[^u]|[^aeiouy]x[^aeiouy]|zx|xz|kj|jk|vb|cv|xc|wq|mz"
)


def _is_odd(plain: str) -> bool:
    return len(plain) >= 4 and len(_PAIRS_OF_LETTERS.findall(plain)) >= 1
