"""When two words of names are one word, spelled in two ways."""

import re
import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_ONSET = re.compile(r"(?:ngh|gi(?=[aăâeêoôơuư])|qu(?=[aăâeêoôơiy])|[bcdđghklmnpqrstvx])*")
_VOWELS = re.compile(r"[aăâeêioôơuưy]+")
_I_ALONE = re.compile(r"(?:[bcdđghklmnpqrstvx]+|qu)[iy]")


@lru_cache(maxsize=1 << 12)
def spelled(word: str) -> tuple[str, str]:
    """(its letters without the tone, the tone), whichever letter bears it."""
    letters = unicodedata.normalize("NFD", word)
    tone = "".join(filter(_TONES.__contains__, letters))
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES)), tone


def is_one_spelling(one: str, other: str, *, with_y: bool = True) -> bool:
    """Whether two words differ in the place of the tone at most (Hòa, Hoà; Nghĩa, Nghiã), and `with_y` in i or y as
    the only vowel, with a tone (Lý, Lí). Thi and Thy are two names.
    """
    (letters, tone), (others, other_tone) = spelled(one), spelled(other)
    if tone != other_tone or letters == others:
        return tone == other_tone
    is_alone = _I_ALONE.fullmatch(letters.lower()) and _I_ALONE.fullmatch(others.lower())
    return bool(with_y and tone and is_alone) and letters[:-1] == others[:-1]


def is_well_placed(word: str) -> bool:
    """Whether its tone stands where one of the two ways of spelling puts it; true of what has none."""
    letters, tone = spelled(word.lower())
    onset = _ONSET.match(letters)
    vowels = _VOWELS.match(letters, onset.end() if onset else 0)
    if not tone or not vowels:
        return True
    return any(
        unicodedata.normalize("NFC", letters[: at + 1] + tone + letters[at + 1 :]) == word.lower()
        for at in _places(letters, vowels.start(), vowels.end())
    )


def _places(letters: str, start: int, end: int) -> set[int]:
    """Which of the vowels [start, end) may bear the tone."""
    marked = [at for at in range(start, end) if letters[at] in "ăâêôơư"]
    if marked:
        return {marked[-1]}
    if end < len(letters):
        return {end - 1}
    if end - start == 2 and letters[start:end] in {"oa", "oe", "uy"}:
        return {start, start + 1}
    return {start + (end - start) // 2 if end - start > 2 else start}
