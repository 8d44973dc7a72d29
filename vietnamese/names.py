"""Sort keys of names of people, by given name in the order of the Vietnamese alphabet; and their initials.

Sort keys are strings of decimal digits, so that every database sorts them alike, whatever its collation.
"""

import re
import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: f"{rank}" for rank, letter in enumerate(_ALPHABET, start=20)}
_OTHER = "99"
_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # huyền, hỏi, ngã, sắc, nặng; before them ngang, no mark
_TONE_RANK = {tone: rank for rank, tone in enumerate(_TONES, start=1)}
_WORD = re.compile(r"[^\W_]+")
_NOT_THE_NAME = re.compile("[,(]")


def alphabet_key(s: str) -> str:
    """Sort key in dictionary order: word by word, letters (Ă after A, Đ after D, Ư after U) before tones
    (ngang, huyền, hỏi, ngã, sắc, nặng), capitals like small letters. Digits before letters, other scripts last.
    """
    return "".join(map(_word_key, _words(s)))


def first_letter(s: str) -> str:
    """The letter under which `s` stands in a dictionary: Đ of "đất", Ô of "Ổ"; a digit as it is; "" where none is."""
    word = next(iter(_words(s)), "")
    first = "".join(mark for mark in unicodedata.normalize("NFD", word[:1].lower()) if mark not in _TONE_RANK)
    letter = unicodedata.normalize("NFC", first)
    if letter.isdecimal():
        return letter
    base = unicodedata.normalize("NFD", letter)[:1]
    return next((known.upper() for known in (letter, base) if known in _LETTER_RANK), "")


def given_name_key(name: str) -> str:
    """Sort key for a list of people: the last word (`Hậu` for Đoàn Thị Hậu), then the name from its beginning.

    What follows a comma or stands in parentheses is no part of the name: `Lê An (TTXVN)`.
    """
    words = _name_words(name)
    return "".join(map(_word_key, words[-1:] + words[:-1]))


def initials(name: str) -> str:
    """`Đoàn Thị Hậu` → `ĐH`: the first letters of family name and given name; one for a single word."""
    words = _name_words(name)
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


def _words(s: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", s))


def _name_words(name: str) -> list[str]:
    return _words(_NOT_THE_NAME.split(name, maxsplit=1)[0])


def _word_key(word: str) -> str:
    """Two digits for each letter (10 or more), then 00 to 05 for the tone, which also ends the word."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tone = next((_TONE_RANK[mark] for mark in decomposed if mark in _TONE_RANK), 0)
    toneless = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONE_RANK))
    return "".join(map(_letter_key, toneless)) + f"{tone:02}"


def _letter_key(letter: str) -> str:
    """Vietnamese letters by their place, other Latin letters by their base."""
    if letter.isdecimal():
        return f"{10 + unicodedata.decimal(letter)}"
    base = unicodedata.normalize("NFD", letter)[0]
    return _LETTER_RANK.get(letter) or _LETTER_RANK.get(base) or f"{_OTHER}{ord(letter):08}"
