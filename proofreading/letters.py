"""Vietnamese letters taken apart: which tone a syllable has, what stands in it without it, what one slip makes."""

import unicodedata
from functools import lru_cache

from vietnamese.text import fold

_TONES = {"\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5"}
_MARKS = {tone: mark for mark, tone in _TONES.items()}
_TONE_OF = {
    ord(letter): tone
    for letter in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
    for mark, tone in _TONES.items()
    if mark in unicodedata.normalize("NFD", letter)
}
_TONELESS = {
    code: unicodedata.normalize(
        "NFC", "".join(mark for mark in unicodedata.normalize("NFD", chr(code)) if mark not in _TONES)
    )
    for code in _TONE_OF
}


@lru_cache(maxsize=8192)
def skeleton(syllable: str) -> str:
    """The letters without the tone, then the tone as a digit, 0 for none: `nghiệp` → `nghiêp5`. So `tòa` and `toàn`
    differ in one letter.
    """
    tone = next((_TONE_OF[ord(letter)] for letter in syllable if ord(letter) in _TONE_OF), "0")
    return syllable.translate(_TONELESS) + tone


def newer_placement(syllable: str) -> str:
    """A canonical syllable with the newer place of the tone, where the two differ: `hòa` → `hoà`."""
    bare = skeleton(syllable)
    letters, tone = bare[:-1], bare[-1]
    if tone == "0" or not letters.endswith(("oa", "oe", "uy")) or letters.startswith("qu"):
        return syllable
    return unicodedata.normalize("NFC", letters + _MARKS[tone])


def shortened(word: str) -> set[str]:
    """`word` with each of its letters left out."""
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def keys(syllable: str) -> set[str]:
    """What `syllable` shares with every syllable that is one slip away: its letters without marks, itself, and itself
    and its skeleton with a letter left out.
    """
    bare = skeleton(syllable)
    return {
        "=" + fold(syllable),
        syllable,
        bare,
        *shortened(syllable),
        *(short + bare[-1] for short in shortened(bare[:-1])),
    }


def one_slip_apart(one: str, other: str) -> bool:
    """Whether a letter changed, left out, added, or swapped with its neighbour makes one of the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    left, right = one[start:], other[start:]
    return left[1:] == right[1:] or (left[1::-1] == right[:2] and left[2:] == right[2:])
