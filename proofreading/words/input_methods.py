"""Words as they are typed for an input method that was not on: Telex (`nghieejp`) and VNI (`nghie65p`)."""

import re

from vietnamese.text import fold

from ..letters import skeleton
from ..lexicon import Lexicon

_TELEX_TONES = {"f": "1", "s": "2", "x": "3", "r": "4", "j": "5"}
_TELEX_LETTERS = {"aa": "â", "ee": "ê", "oo": "ô", "aw": "ă", "ow": "ơ", "uw": "ư", "dd": "đ"}
_TELEX_SIGN = re.compile("aa|ee|oo|aw|ow|uw|dd")
_VNI_TONES = {"2": "1", "1": "2", "4": "3", "3": "4", "5": "5"}
_VNI_LETTERS = {"a6": "â", "e6": "ê", "o6": "ô", "a8": "ă", "o7": "ơ", "u7": "ư", "d9": "đ"}
_VNI_WORD = re.compile("[a-z]+[1-9][a-z1-9]*")
_VOWEL = re.compile("[aeiouyăâêôơư]")


def of_telex(lexicon: Lexicon, word: str) -> str | None:
    """The listed syllable that `word`, in small letters, makes in Telex (`nghieejp`, and `nghiêpj`, where the key for
    the tone alone went astray); None when it makes none with marks.
    """
    if len(word) < 3 or not _VOWEL.search(word) or not (word.isascii() or word[-1] in _TELEX_TONES):
        return None
    tone, letters = "0", word
    first = _VOWEL.search(word)
    for place in range(len(word) - 1, first.start() if first else len(word), -1):
        if word[place] in _TELEX_TONES:
            tone, letters = _TELEX_TONES[word[place]], word[:place] + word[place + 1 :]
            break
    return _syllable(lexicon, _typed(letters.replace("uow", "uwow"), _TELEX_LETTERS), tone)


def of_vni(lexicon: Lexicon, word: str) -> str | None:
    """The same for VNI; only words with two digits, one of them for a letter."""
    digits = re.findall("[1-9]", word)
    if not _VNI_WORD.fullmatch(word) or len(digits) < 2 or not set(digits) & set("6789"):
        return None
    tone, letters = "0", word
    for digit in digits:
        if digit in _VNI_TONES:
            tone, letters = _VNI_TONES[digit], letters.replace(digit, "", 1)
    return _syllable(lexicon, _moved(letters), tone)


def has_sign(word: str) -> bool:
    """Whether letters stand doubled or before w as Telex has them and ordinary words seldom do, with a tone behind."""
    return bool(_TELEX_SIGN.search(word)) and word[-1] in "sfrxj"


def _typed(letters: str, table: dict[str, str]) -> str:
    for typed, letter in table.items():
        letters = letters.replace(typed, letter)
    return letters


def _moved(letters: str) -> str:
    """VNI's digits for letters may stand at the end of the word: `duoc79`."""
    for digit in "6789":
        while digit in letters:
            bases = {code[0] for code in _VNI_LETTERS if code[1] == digit}
            behind = letters.index(digit)
            places = [place for place in range(behind) if letters[place] in bases]
            if not places:
                return ""
            letters = letters[:behind] + letters[behind + 1 :]
            for place in places[-1:] if digit != "7" else _pair(letters, places):
                letters = letters[:place] + _VNI_LETTERS[letters[place] + digit] + letters[place + 1 :]
    return letters


def _pair(letters: str, places: list[int]) -> list[int]:
    """One 7 makes both letters of `ươ`."""
    last = places[-1]
    return [last - 1, last] if letters[max(0, last - 1) : last + 1] == "uo" else [last]


def _syllable(lexicon: Lexicon, letters: str, tone: str) -> str | None:
    found = [
        syllable
        for syllable in lexicon.of_skeleton(letters + tone)
        if lexicon.is_known(syllable) and syllable != fold(syllable) and skeleton(syllable) == letters + tone
    ]
    return max(found, key=lexicon.count, default=None)
