"""Slips put into texts at random, the same ones each time: for one seed and one text there is one outcome.

A slip changes one word in small letters that can be a Vietnamese syllable. One word in `every` words has one, and the
five kinds have equally many, to within one.
"""

import gzip
import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from proofreading.document import Block, Kind
from vietnamese.syllables import is_syllable
from vietnamese.text import canonical, fold, nfc

from .texts import Text

EVERY = 40
REAL_FROM = 20  # times that a syllable stands in the counts of 13.3 million, to be called a real word

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")
# A letter and what lies beside it on the keyboard: what a finger hits besides.
_BESIDE = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "o", "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb", "h": "gyjn", "j": "hukm", "k": "jil",
    "l": "ko", "z": "ax", "x": "zsc", "c": "xdv", "v": "cfb", "b": "vgn", "n": "bhm", "m": "nj",
}  # fmt: skip
_WORD = re.compile(r"(?<![\w@./-])[^\W\d_]+(?![\w@/-]|\.\w)")


def lose_all_marks(word: str, chance: random.Random) -> str:
    return fold(word)


def lose_one_mark(word: str, chance: random.Random) -> str:
    """One of the marks, and a stroke counts as one: `được` → `dược`, `đươc`, `đuợc`, `đưọc`."""
    parts = unicodedata.normalize("NFD", word)
    places = [place for place, sign in enumerate(parts) if unicodedata.combining(sign) or sign == "đ"]
    if len(places) < 2:  # then all marks are one
        return word
    place = chance.choice(places)
    return unicodedata.normalize("NFC", parts[:place] + ("d" if parts[place] == "đ" else "") + parts[place + 1 :])


def lose_marks(word: str, chance: random.Random) -> str:
    """All of them or one, as likely."""
    return chance.choice((lose_all_marks, lose_one_mark))(word, chance)


def wrong_tone(word: str, chance: random.Random) -> str:
    """Another of the five tones that have a mark, where one stood."""
    parts = unicodedata.normalize("NFD", word)
    found = _TONE.search(parts)
    if not found:
        return word
    tone = chance.choice([tone for tone in _TONES if tone != found[0]])
    return nfc(parts[: found.start()] + tone + parts[found.end() :])  # in whatever order the marks stand


def swap(word: str, chance: random.Random) -> str:
    """Two neighbouring letters change places."""
    place = chance.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def drop(word: str, chance: random.Random) -> str:
    """A letter is missing from a word of three or more."""
    if len(word) < 3:
        return word
    place = chance.randrange(len(word))
    return word[:place] + word[place + 1 :]


def add(word: str, chance: random.Random) -> str:
    """A letter is there twice, or with it one that lies beside it on the keyboard."""
    place = chance.randrange(len(word))
    beside = _BESIDE.get(fold(word[place]), "")
    return word[: place + 1] + chance.choice([word[place], *beside]) + word[place + 1 :]


KINDS = {"lost marks": lose_marks, "wrong tone": wrong_tone, "swapped": swap, "dropped": drop, "added": add}


@dataclass(frozen=True, slots=True)
class Slip:
    """The characters [start, end) of block number `block` of text number `text`, as they stand now: `made`."""

    kind: str
    text: int
    block: int
    start: int
    end: int
    right: str
    made: str
    is_real: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    text: int
    block: int
    start: int
    word: str


def put_slips(
    texts: Sequence[Text], seed: int, is_real: Callable[[str], bool], every: int = EVERY
) -> tuple[list[Text], list[Slip]]:
    """The texts with slips in them, and the slips in reading order. `is_real` is asked about canonical forms."""
    chance = random.Random(f"slips {seed}")
    kinds = _deck(chance)
    slips = []
    for window in _windows(list(_places(texts)), every):
        slip = _slip_in(window, next(kinds), chance)
        if slip:
            slips.append(replace(slip, is_real=is_real(canonical(slip.made))))
    return _apply(texts, slips)


def _deck(chance: random.Random) -> Iterator[str]:
    """Every kind once, in any order, then again."""
    while True:
        yield from chance.sample(list(KINDS), len(KINDS))


def _places(texts: Iterable[Text]) -> Iterator[Place]:
    """Every word of the texts that is no code, also those that get no slip."""
    for number, text in enumerate(texts):
        for at, block in enumerate(text.document.blocks):
            if block.kind != Kind.CODE:
                yield from _places_in(number, at, block)


def _places_in(text: int, at: int, block: Block) -> Iterator[Place]:
    for found in _WORD.finditer(block.text):
        if not any(start < found.end() and found.start() < end for start, end in block.skipped):
            yield Place(text, at, found.start(), found[0])


def _windows(places: list[Place], every: int) -> Iterator[list[Place]]:
    """As many words each; the last ones, too few, get no slip."""
    return (places[start : start + every] for start in range(0, len(places) - every + 1, every))


def _slip_in(window: list[Place], kind: str, chance: random.Random) -> Slip | None:
    """A slip of this kind at the first place, in any order, that can have one."""
    make = partial(KINDS[kind], chance=chance)
    for place in chance.sample(window, len(window)):
        word = place.word
        if len(word) < 2 or not word.islower() or not is_syllable(word):
            continue
        made = make(word)
        if canonical(made) != canonical(word):
            return Slip(kind, place.text, place.block, place.start, place.start + len(made), word, made)
    return None


def _apply(texts: Sequence[Text], slips: Iterable[Slip]) -> tuple[list[Text], list[Slip]]:
    """The slips with their places in the changed texts: those before them on the line may have moved them."""
    blocks = [list(text.document.blocks) for text in texts]
    moved, line, shift = [], (-1, -1), 0
    for slip in slips:
        if line != (slip.text, slip.block):
            line, shift = (slip.text, slip.block), 0
        start = slip.start + shift
        block = blocks[slip.text][slip.block]
        blocks[slip.text][slip.block] = _with(block, start, slip)
        moved.append(replace(slip, start=start, end=start + len(slip.made)))
        shift += len(slip.made) - len(slip.right)
    documents = [replace(text.document, blocks=tuple(rows)) for text, rows in zip(texts, blocks, strict=True)]
    return [Text(text.name, document) for text, document in zip(texts, documents, strict=True)], moved


def _with(block: Block, start: int, slip: Slip) -> Block:
    end, by = start + len(slip.right), len(slip.made) - len(slip.right)
    return replace(
        block,
        text=block.text[:start] + slip.made + block.text[end:],
        links=tuple(replace(x, start=_at(x.start, start, by), end=_at(x.end, start, by)) for x in block.links),
        skipped=tuple((_at(first, start, by), _at(last, start, by)) for first, last in block.skipped),
    )


def _at(offset: int, start: int, by: int) -> int:
    return offset + by if offset > start else offset


def real_words(path: Path) -> frozenset[str]:
    """The syllables that counts have often enough: lines of `syllable TAB count`, packed by gzip."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        return frozenset(syllable for syllable, count in rows if int(count) >= REAL_FROM)
