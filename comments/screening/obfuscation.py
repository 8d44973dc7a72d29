"""Undoing what is done to a word so that no list finds it: nh4 c@i, n h à c á i, nhà.cái, nhааа cái, 𝐧𝐡à 𝐜á𝐢.

Every function keeps lengths, so that findings can be shown as they were written. Work grows with the text, never with
its square.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from vietnamese.text import canonical, fold, nfc, without_invisible

# Letters of other alphabets that look like Latin ones, as Unicode's confusables.txt pairs them; small ones, as the
# text is in lower case by then.
_LOOKALIKES = dict(zip("аеорсухіїјѕԁһкмтвнгɡαεορικντυχηωɑıƒ", "aeopcyxiijsdhkmtbhrgaeopikvtuxnwaif", strict=True))
_SIGNS_AS_LETTERS = str.maketrans("0134579@$!¡", "oieastgasii")
_LONE_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")
# Letters beside digits or signs; begun only where a word begins, so that a long run is read once.
_MIXED_RUN = re.compile(r"(?<![a-z0-9@$])(?:[a-z]+(?:[0-9@$¡]|!(?=[a-z]))|[0-9@$]+[a-z])[a-z0-9@$¡]*(?:![a-z0-9@$]+)*")
_GLUE = re.compile(r"[.\-_*·•~|/'’+](?<=[^\W\d_].)[.\-_*·•~|/'’+]{0,2}(?=[^\W\d_])")  # the sign first: it is rare
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_TRIPLED = re.compile(r"([^\W\d_])\1{2,}")
_SINGLE_LETTERS = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]{1,3}[^\W_](?![^\W_])){3,}")


def _plain_letters() -> dict[int, str]:
    """Code point → Latin letter: the lookalikes, and every styled letter (full width, bold, circled) of Unicode."""
    # ASCII does not change, and is in the table too: a miss costs `str.translate` much more than a hit.
    table = {code: chr(code) for code in range(0x80)} | {ord(letter): latin for letter, latin in _LOOKALIKES.items()}
    for code in (*range(0x2100, 0x2150), *range(0x24B6, 0x24EA), *range(0xFF10, 0xFF5B), *range(0x1D400, 0x1D800)):
        latin = unicodedata.normalize("NFKC", chr(code)).lower()
        if len(latin) == 1 and latin.isascii() and latin.isalnum():
            table[code] = latin
    return table


_PLAIN_LETTERS = _plain_letters()


@dataclass(frozen=True)
class Words:
    """A text as words and signs, in three lists of one length.

    `exact` has each as written (lower case, one tone placement), `plain` without marks and obfuscation, `spans` its
    place in `text`. A word is `is_obfuscated` when `plain` is more than `exact` without marks. `spelled` are runs of
    single letters ("n h à c á i"): the letters as one string, and the place of each.
    """

    text: str
    exact: list[str]
    plain: list[str]
    spans: list[tuple[int, int]]
    is_obfuscated: list[bool]
    spelled: list[tuple[str, list[int]]]


def words_of(text: str) -> Words:
    text = _LONE_MARKS.sub("", nfc(without_invisible(text))).replace("İ", "I")
    exact = canonical(text)
    if len(exact) != len(text):
        text = exact  # a letter outside Vietnamese grew in lower case: its words are shown in lower case
    folded = fold(exact)
    plain = _MIXED_RUN.sub(_letters_for_signs, folded.translate(_PLAIN_LETTERS))
    separated = _GLUE.sub(lambda glue: _separated(glue, text), plain)
    spans = [match.span() for match in _WORD.finditer(separated)]
    words = [separated[start:end] for start, end in spans]
    is_obfuscated = [False] * len(words)  # as it is with most texts; signs between letters are in no word
    if plain != folded:
        is_obfuscated = [word != folded[start:end] for word, (start, end) in zip(words, spans, strict=True)]
    for run in _TRIPLED.finditer(separated):
        place = bisect_right(spans, (run.start(), len(separated))) - 1
        words[place] = _TRIPLED.sub(r"\1", words[place])
        is_obfuscated[place] = words[place] != folded[slice(*spans[place])]
    return Words(
        text,
        [exact[start:end] for start, end in spans],
        words,
        spans,
        is_obfuscated,
        [_letters_of(run) for run in _SINGLE_LETTERS.finditer(plain)],
    )


def _letters_for_signs(match: re.Match[str]) -> str:
    return match[0].translate(_SIGNS_AS_LETTERS)


def _separated(glue: re.Match[str], text: str) -> str:
    """Spaces for signs between letters, except after a full stop whose space was forgotten: "sửa nhà.Cái chính là"."""
    is_sentence_end = glue[0] == "." and text[glue.end()].isupper()
    return glue[0] if is_sentence_end else " " * len(glue[0])


def _letters_of(run: re.Match[str]) -> tuple[str, list[int]]:
    places = [run.start() + place for place, letter in enumerate(run[0]) if letter.isalnum()]
    return "".join(filter(str.isalnum, run[0])).translate(_SIGNS_AS_LETTERS), places
