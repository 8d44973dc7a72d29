"""What a moderator typed to find comments, as PostgreSQL is asked for it (comments/models/words.py).

A word with marks finds itself, however its tone is placed, and where it was written without marks; a word without
marks finds every word that is so without them. Words in quotes stand side by side. Six digits and more, whatever
stands between them, are one number: also a part of it finds it, and +84 is 0.
"""

import re
import unicodedata

from vietnamese.text import canonical, clean_text, fold

MAX_CHARACTERS = 200
MAX_WORDS = 16
WORD_MAX = 64
NUMBER_DIGITS = 6  # fewer are a word: a year, the number of a house
NUMBER_MAX = 24

# As the trigger parts words (migration 0080).
_BETWEEN = re.compile(
    r"[\s!-/:-@\[-`{-~\u0080-\u00bf\u00d7\u00f7\u2000-\u206f\u2190-\u2bff\u3000-\u303f\ufe00-\ufe0f"
    r"\U0001f000-\U0001faff]+"
)
_NUMBER = re.compile(rf"(?<!\w)\+?[0-9](?:[ .,()/*_–\u00a0-]{{0,3}}[0-9]){{{NUMBER_DIGITS - 1},}}(?!\w)")
_QUOTED = re.compile('[“”„«»"]([^“”„«»"]+)[“”„«»"]')
_TONED = re.compile("([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])$")
_PAIRS = {"oa", "oe", "uy"}
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def address_in(text: str) -> str:
    """The e-mail address in `text`, or ""."""
    found = _ADDRESS.search(text)
    return found[0].strip(".,;:<>()\"'“”") if found else ""


def tsquery(text: str) -> str:
    """The tsquery that `text` means; "" where it has no word."""
    factors: list[str] = []

    def number(match: re.Match[str]) -> str:
        factors.append(f"'#{_digits(match[0])}':*")
        return " "

    def phrase(match: re.Match[str]) -> str:
        factors.append(" <-> ".join(map(_word, words_in(match[1]))))
        return " "

    rest = _QUOTED.sub(phrase, _NUMBER.sub(number, clean_text(text[:MAX_CHARACTERS])))
    factors += map(_word, words_in(rest))
    return " & ".join(f"({factor})" for factor in factors[:MAX_WORDS] if factor)


def words_in(text: str) -> list[str]:
    return [word[:WORD_MAX] for word in _BETWEEN.split(canonical(text)) if word]


def _digits(number: str) -> str:
    digits = re.sub("[^0-9]", "", number)
    digits = digits.removeprefix("00") if digits.startswith("0084") else digits
    return f"0{digits[2:]}"[:NUMBER_MAX] if digits.startswith("84") and len(digits) >= 11 else digits[:NUMBER_MAX]


def _word(word: str) -> str:
    """`word`, of small letters, as one factor."""
    plain = fold(word)
    if plain == word:
        return f"'~{word}'"
    forms = " | ".join(f"'{form}'" for form in (word, *_other_tone(word), plain))
    return f"({forms})"


def _other_tone(word: str) -> list[str]:
    """`hòa` → `hoà`: the newer placement of a tone that stands before an open vowel."""
    apart = unicodedata.normalize("NFD", word)
    found = _TONED.search(apart)
    if not found or found[1] + found[3] not in _PAIRS or apart.endswith(f"q{found[0]}"):
        return []
    return [unicodedata.normalize("NFC", f"{apart[: found.start()]}{found[1]}{found[3]}{found[2]}")]
