"""In how many texts of the archive two syllables stand side by side: counted in bounded memory, packed, looked up.

A text counts once for a pair, however often it has it, and a pair that fewer than TEXTS_FROM texts have counts for
nothing: the slip that somebody makes again and again in one text teaches nothing. Nor does one that many make, while
far more texts have it right (`is_slip`). Only pairs of two words in small letters count, names do not; and only of
syllables that the lexicon knows, so that no count makes a word known.
"""

import re
import struct
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, pairwise
from pathlib import Path

from proofreading.data_files import read_whole
from proofreading.document import Document, Kind
from vietnamese.text import canonical

TEXTS_FROM = 5
SLIP_FROM = 20  # times as many texts have a pair that looks like this one
MOST_KEPT = 300_000  # pairs in memory while counting, some 40 MB
MOST_PAIRS = 200_000  # pairs in the file, the most frequent ones: 1.2 MB
MOST_OF_A_TEXT = 20_000
MAX_COUNT = 0xFFFF
MAX_BYTES = 8 * 1024 * 1024  # of the file

MAGIC = b"CCHC-AR\0"
VERSION = 1
# Magic, version, CRC-32 of the rest, bytes of the syllables, number of pairs. Then the syllables, sorted, joined by
# "\n" and filled up with it to a multiple of 4; the pairs as numbers (first · 65536 + second), sorted; their counts.
HEADER = struct.Struct("<8sIIII")

Pair = tuple[str, str]

_RUN = re.compile(r"[^\W\d_]+(?:[ \xa0][^\W\d_]+)+")


class ArchiveError(Exception):
    """The file is missing, cut, or of another release."""


def pairs_of(document: Document) -> Iterator[Pair]:
    """Neighbours in small letters, in canonical form. Code is left out; so are pairs across punctuation or digits."""
    for block in document.blocks:
        if block.kind == Kind.CODE:
            continue
        for run in _RUN.finditer(block.text):
            if not any(start < run.end() and run.start() < end for start, end in block.skipped):
                words = run[0].replace("\xa0", " ").split(" ")
                yield from ((canonical(a), canonical(b)) for a, b in pairwise(words) if a.islower() and b.islower())


class PairCounter:
    """Counts in bounded memory (Manku and Motwani's lossy counting): when there are more than `most` pairs, the rarest
    go, and a pair that comes back begins again. So a count may be too low, by at most `lost`, and is never too high.
    """

    def __init__(self, is_known: Callable[[str], bool], most: int = MOST_KEPT) -> None:
        self.texts = 0
        self.lost = 0
        self._most = most
        self._is_known = is_known
        self._numbers: dict[str, int] = {}  # -1: unknown; as many as there are syllables, and MOST_OF_A_TEXT a text
        self._counts: dict[int, int] = {}

    def add(self, document: Document) -> None:
        """Count the pairs of one text, each once."""
        self.texts += 1
        keys = set()
        for first, second in pairs_of(document):
            one, two = self._number(first), self._number(second)
            if one >= 0 and two >= 0:
                keys.add(one << 16 | two)
            if len(keys) >= MOST_OF_A_TEXT:
                break
        for key in keys:
            self._counts[key] = self._counts.get(key, 0) + 1
        if len(self._counts) > self._most:
            while len(self._counts) > self._most * 7 // 8:  # room for many texts: to look for the rarest costs
                self._forget_rarest()

    def _number(self, syllable: str) -> int:
        number = self._numbers.get(syllable)
        if number is None:
            if not self._is_known(syllable) or len(self._numbers) > 0xFFFF:
                return -1
            number = self._numbers[syllable] = len(self._numbers)
        return number

    def _forget_rarest(self) -> None:
        least = min(self._counts.values())
        self.lost += least
        self._counts = {key: count for key, count in self._counts.items() if count > least}

    def pairs(self, at_least: int = TEXTS_FROM, most: int = MOST_PAIRS) -> dict[Pair, int]:
        """The pairs that so many texts have: if there are more than `most`, the most frequent ones."""
        kept = [(count, key) for key, count in self._counts.items() if count >= at_least]
        kept = sorted(kept, reverse=True)[:most]
        names = list(self._numbers)
        return {(names[key >> 16], names[key & 0xFFFF]): count for count, key in kept}


def is_slip(pair: Pair, pairs: Mapping[Pair, int], near: Callable[[str], Iterable[str]]) -> bool:
    """Whether `pair` is taken for a slip: SLIP_FROM times as many texts have a pair that one slip makes it of. `near`
    answers with the syllables that are one slip away.
    """
    first, second = pair
    enough = SLIP_FROM * pairs[pair]
    others = chain(((other, second) for other in near(first)), ((first, other) for other in near(second)))
    return any(pairs.get(other, 0) >= enough for other in others)


def packed(pairs: Mapping[Pair, int]) -> bytes:
    """The file for `pairs`. The same pairs make the same bytes."""
    syllables = sorted({syllable for pair in pairs for syllable in pair})
    numbers = {syllable: number for number, syllable in enumerate(syllables)}
    rows = sorted((numbers[first] << 16 | numbers[second], count) for (first, second), count in pairs.items())
    names = "\n".join(syllables).encode()
    names += b"\n" * (-len(names) % 4)
    keys, counts = array("I", [key for key, _ in rows]), array("H", [min(count, MAX_COUNT) for _, count in rows])
    behind = names + keys.tobytes() + counts.tobytes()
    return HEADER.pack(MAGIC, VERSION, zlib.crc32(behind), len(names), len(rows)) + behind


class ArchiveCounts:
    """A PairCounts (proofreading/known.py) over a packed file."""

    def __init__(self, whole: memoryview) -> None:
        """Raises ArchiveError."""
        names, keys, counts = _parts(whole)
        self._numbers = {syllable: number for number, syllable in enumerate(names)}
        self._keys, self._counts = keys, counts

    @classmethod
    def of_file(cls, path: Path) -> "ArchiveCounts":
        """Raises ArchiveError."""
        try:
            return cls(read_whole(path, MAX_BYTES))
        except (OSError, ValueError) as error:
            raise ArchiveError(f"{path} cannot be read.") from error

    def __len__(self) -> int:
        return len(self._keys)

    def pair(self, first: str, second: str) -> int:
        """In how many texts the two stand side by side; 0 for fewer than TEXTS_FROM."""
        one, two = self._numbers.get(first), self._numbers.get(second)
        if one is None or two is None:
            return 0
        key = one << 16 | two
        place = bisect_left(self._keys, key)
        return self._counts[place] if place < len(self._keys) and self._keys[place] == key else 0


def _parts(whole: memoryview) -> tuple[Iterable[str], memoryview, memoryview]:
    if len(whole) < HEADER.size:
        raise ArchiveError("The counts of the archive are cut.")
    magic, version, checksum, names, pairs = HEADER.unpack_from(whole)
    if (magic, version) != (MAGIC, VERSION):
        raise ArchiveError("The counts of the archive are of another release.")
    ends = HEADER.size + names, HEADER.size + names + 4 * pairs, HEADER.size + names + 6 * pairs
    if len(whole) != ends[2] or zlib.crc32(whole[HEADER.size :]) != checksum:
        raise ArchiveError("The counts of the archive are cut or broken.")
    syllables = bytes(whole[HEADER.size : ends[0]]).decode().rstrip("\n").split("\n")
    return syllables, whole[ends[0] : ends[1]].cast("I"), whole[ends[1] : ends[2]].cast("H")
