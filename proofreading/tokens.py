"""A block of text as runs of syllables with their places.

A run ends at punctuation, digits, abbreviations and line ends; only spaces stand inside one. Outside are code,
addresses of the web and of mail, hashtags, file names and document numbers.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from vietnamese.documents import document_numbers
from vietnamese.text import canonical

from .document import Block

_MARKS = "\u0300-\u036f"
_UNSEEN = "\xad\u200b-\u200f\u2060\ufeff"
LONGEST = 60  # characters of a word, decomposed; what is longer is none
_WORD = re.compile(f"[^\\W_](?:[\\w{_MARKS}{_UNSEEN}]*[\\w{_MARKS}])?")
_ONLY_UNSEEN = re.compile(f"[{_UNSEEN}]+")
_ENDINGS = (
    "vn|com|net|org|gov|edu|info|io|html?|php|pdf|docx?|xlsx?|pptx?|zip|rar|jpe?g|png|webp|gif|mp[34]|txt|csv|json"
)
_OUTSIDE = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”]+"
    r"|(?<![\w.+-])[\w.+-]+@[\w.-]+"
    rf"|(?<![\w.-])[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.(?:{_ENDINGS})(?![^\W_])(?:/[^\s<>\"“”]*)?"
    r"|[#@][\w.]+"
    r"|(?<![\w/])/?[a-z0-9_-]+(?:/[a-z0-9_.-]+){2,}/?"
    r"|<[^<>\s][^<>]{0,200}>|&[a-z]{2,8};",
)
_MAY_BE_OUTSIDE = re.compile(r"[@/#<&.](?:(?<!\.)|\w)")  # begins with a set: that is looked for fast
_FREQUENT = "nhitgc"  # in ordinary text they are more than a third of all signs
_SENTENCE_ENDS = re.compile(r"[.!?…:;•]")
# What ties a word to another, and what old fonts leave inside words.
_TIES = frozenset("-‐‑'’ʼ._&@/\\¡¢£¤¥¦§¨©«¬®¯°±²³´¶·¸¹»¼½¾¿×÷")


class Token(NamedTuple):
    """A syllable: the characters [start, end) of its block. `is_first`: a sentence begins with it. `is_joined`: a
    hyphen, an apostrophe or the like ties it to a neighbour (`vắc-xin`, `H'Mông`).
    """

    start: int
    end: int
    text: str
    syllable: str  # canonical
    is_capital: bool
    is_first: bool
    is_joined: bool


Run = list[Token]


def in_case_of(token: Token, words: str) -> str:
    """`words` in the place of `token`: in capitals, with a capital, or as they are."""
    if len(token.text) > 1 and token.text.isupper():
        return words.upper()
    return words[:1].upper() + words[1:] if token.text[:1].isupper() else words


_new = tuple.__new__  # a third of the time of Token(…)


def outside(block: Block) -> list[tuple[int, int]]:
    """The stretches of a block that are no words, in order; they may overlap."""
    text = block.text
    stretches = list(block.skipped)
    if _MAY_BE_OUTSIDE.search(text):
        stretches += [found.span() for found in _OUTSIDE.finditer(text)]
    if "/" in text:
        stretches += [(number.start, number.end) for number in document_numbers(text)]
    return sorted(stretches)


def words(block: Block) -> Iterator[tuple[int, int, str]]:
    """(start, end, text) of each word of a block, digits and abbreviations among them, that is not outside."""
    if not block.is_text:
        return
    text = block.text
    stretches = outside(block)
    if not stretches:
        for found in _WORD.finditer(text):
            start, end = found.span()
            yield start, end, text[start:end]
        return
    left = iter([*stretches, (len(text), len(text))])
    start, end = next(left)
    for found in _WORD.finditer(text):
        while end <= found.start() and end < len(text):
            start, end = next(left)
        if found.end() <= start or found.start() >= end:
            yield found.start(), found.end(), found[0]


class _Sort(NamedTuple):
    """What a word is, wherever it stands. `ends`: it is no syllable, and a run ends at it."""

    ends: bool
    is_abbreviation: bool  # unless all of its line is in capitals
    is_capital: bool
    syllable: str


_NO_WORD = _Sort(ends=True, is_abbreviation=False, is_capital=False, syllable="")


@lru_cache(maxsize=1 << 14)
def _sort(word: str) -> _Sort:
    ends = not word.isalpha() and any(letter.isdigit() or letter == "_" for letter in word)
    is_capital = word[0].isupper()
    is_short = is_capital and len(word) > 1 and word.isupper()
    return _Sort(ends, is_short, is_capital, "" if ends else canonical(_ONLY_UNSEEN.sub("", word)))


def runs(block: Block) -> list[Run]:
    """The syllables of a block. In a line of capitals all count as small letters."""
    text = block.text
    shouted = _is_shouted(text)
    found: list[Run] = []
    run: Run = []
    last = 0
    for start, end, word in words(block):
        between = text[last:start]
        if run and between != " " and (not between.isspace() or "\n" in between):
            found.append(run)
            run = []
        last = end
        ends, is_abbreviation, is_capital, syllable = _sort(word) if end - start <= LONGEST else _NO_WORD
        if ends or (is_abbreviation and not shouted):
            if run:
                found.append(run)
                run = []
            continue
        is_first = not run and (not found or _SENTENCE_ENDS.search(between) is not None)
        is_joined = (text[end : end + 1] in _TIES and text[end + 1 : end + 2].isalnum()) or (
            between != " " and _is_joined_to_word_before(text, start)
        )
        run.append(_new(Token, (start, end, word, syllable, is_capital and not shouted, is_first, is_joined)))
    if run:
        found.append(run)
    return found


def _is_joined_to_word_before(text: str, start: int) -> bool:
    return start > 1 and text[start - 1] in _TIES and text[start - 2].isalnum()


def _is_shouted(text: str) -> bool:
    """Whether a text is written in capitals: there are small letters in less than a fifth of it."""
    if 5 * sum(map(text.count, _FREQUENT)) >= len(text):
        return False
    capitals = sum(map(str.isupper, text))
    return capitals > 8 and capitals > 4 * sum(map(str.islower, text))
