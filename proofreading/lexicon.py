"""What is known of Vietnamese syllables: how often they occur, beside which others, and which look alike.

The figures lie in one file (data/), which a process reads at one go; a lookup is a binary search in it. Another file
in its place is noticed by the next call of `lexicon`.
`tools/proofreading_data.py` writes the file, and the layout below is the contract between the two.
"""

import struct
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from vietnamese.text import fold

from .data_files import Version, read_whole, version_of
from .letters import keys, one_slip_apart, skeleton

DATA = Path(__file__).parent / "data" / "vietnamese.lexicon"

MAGIC = b"CCHC-VI\0"
VERSION = 1
# Magic, version, number of sections, CRC-32 of all that follows, length of the file. Then the places (offset, length)
# of the sections, which begin at multiples of 8.
HEADER = struct.Struct("<8sIIIQ4x")
SECTION = struct.Struct("<QQ")
# syllables: canonical, sorted, joined by "\n". counts: how often each occurs. traits: bits, below. rows: where the
# pairs of each first syllable begin (one more than there are syllables). seconds, totals, lowers: of each pair the
# second syllable, how often it occurs, and how often both are written small, with COMPOUND. keys, owners: CRC-32 of
# what a syllable shares with those one slip away, sorted, and the syllable. foreign: words of other languages.
SECTIONS: dict[str, Literal["B", "H", "I"]] = {
    "syllables": "B",
    "counts": "I",
    "traits": "B",
    "rows": "I",
    "seconds": "H",
    "totals": "H",
    "lowers": "H",
    "keys": "I",
    "owners": "H",
    "foreign": "B",
}
LISTED, FUNCTION = 1, 2  # traits: stands in a list of syllables; carries grammar rather than meaning
COMPOUND = 1 << 15
MAX_COUNT = 0xFFFF
MAX_BYTES = 15 * 1024 * 1024  # of the file, which has 2.4 MB
LONGEST = 12  # letters: a syllable has seven at most
CANDIDATE_FROM = 5  # a syllable may be a suggestion when it occurs that often
KNOWN_FROM = 60  # a syllable with marks that no list has is known when it occurs that often


class LexiconError(Exception):
    """The file is missing, cut or of another release. The text is a sentence for the people at the desk."""


class Near(NamedTuple):
    """A syllable one slip away. `same_letters`: only the marks differ."""

    number: int
    syllable: str
    same_letters: bool


def crc(s: str) -> int:
    return zlib.crc32(s.encode())


class Lexicon:
    """Syllables are named by their canonical form or by their number. Raises LexiconError."""

    def __init__(self, path: Path) -> None:
        whole = _read(path)
        parts = _sections(whole)
        self.syllables = bytes(parts["syllables"]).decode().split("\n")
        self.numbers = {syllable: number for number, syllable in enumerate(self.syllables)}
        self.foreign = frozenset(bytes(parts["foreign"]).decode().split("\n"))
        self.counts, self.traits, self._rows = parts["counts"], parts["traits"], parts["rows"]
        self.total = sum(self.counts)
        self._seconds, self._totals, self._lowers = parts["seconds"], parts["totals"], parts["lowers"]
        self._keys, self._owners = parts["keys"], parts["owners"]
        self.near = lru_cache(maxsize=4096)(self._near)

    def is_known(self, syllable: str) -> bool:
        number = self.numbers.get(syllable)
        return number is not None and (
            self.traits[number] & LISTED > 0 or (self.counts[number] >= KNOWN_FROM and not syllable.isascii())
        )

    def count(self, syllable: str) -> int:
        number = self.numbers.get(syllable)
        return 0 if number is None else self.counts[number]

    def pair(self, first: str, second: str) -> int:
        """How often the two stand side by side in any case; 0 also for less than three times."""
        return self._counted(first, second)[0]

    def small_pair(self, first: str, second: str) -> int:
        """Like `pair`, both written small: names do not count."""
        return self._counted(first, second)[1]

    def is_compound(self, first: str, second: str) -> bool:
        """Whether a dictionary has a word in which the two stand side by side."""
        return self._counted(first, second)[2]

    def _counted(self, first: str, second: str) -> tuple[int, int, bool]:
        one, two = self.numbers.get(first), self.numbers.get(second)
        return (0, 0, False) if one is None or two is None else self.counted(one, two)

    def counted(self, first: int, second: int) -> tuple[int, int, bool]:
        """(times, times written small, whether they stand in a word of the dictionary) of a pair."""
        start, end = self._rows[first], self._rows[first + 1]
        place = bisect_left(self._seconds, second, start, end)
        if place == end or self._seconds[place] != second:
            return 0, 0, False
        lower = self._lowers[place]
        return self._totals[place], lower & ~COMPOUND, lower >= COMPOUND

    def beside(self, near: Iterable[Near], left: int | None, right: int | None) -> Iterator[Near]:
        """Those of the syllables that stand beside one of the two neighbours in the counts: most do not, and a text
        asks for thirty at each of its words.
        """
        seconds, rows = self._seconds, self._rows
        start, end = (rows[left], rows[left + 1]) if left is not None else (0, 0)
        for one in near:
            number = one.number
            place = bisect_left(seconds, number, start, end)
            if place < end and seconds[place] == number:
                yield one
            elif right is not None:
                last = rows[number + 1]
                place = bisect_left(seconds, right, rows[number], last)
                if place < last and seconds[place] == right:
                    yield one

    def of_skeleton(self, bare: str) -> list[str]:
        """The syllables with these letters and this tone, wherever the tone is put."""
        return [
            self.syllables[owner] for owner in self._owners_of(crc(bare)) if skeleton(self.syllables[owner]) == bare
        ]

    def of_letters(self, letters: str) -> list[str]:
        """The known syllables with these letters and any marks, the commonest first."""
        numbers = [number for number in self._owners_of(crc("=" + letters)) if fold(self.syllables[number]) == letters]
        numbers = [number for number in numbers if self.counts[number] >= CANDIDATE_FROM]
        numbers.sort(key=lambda number: -self.counts[number])
        return [self.syllables[number] for number in numbers]

    def _near(self, word: str) -> tuple[Near, ...]:
        """The known syllables that one slip makes of `word` (canonical), or that have its letters and other marks."""
        if len(word) > LONGEST:
            return ()
        letters, bare = fold(word), skeleton(word)
        found = []
        for number in sorted({owner for key in keys(word) for owner in self._owners_of(crc(key))}):
            syllable = self.syllables[number]
            same = fold(syllable) == letters
            if syllable == word or self.counts[number] < CANDIDATE_FROM:
                continue
            if same or _one_slip(word, bare, syllable):
                found.append(Near(number, syllable, same))
        return tuple(found)

    def _owners_of(self, key: int) -> list[int]:
        place, owners = bisect_left(self._keys, key), []
        while place < len(self._keys) and self._keys[place] == key:
            owners.append(self._owners[place])
            place += 1
        return owners


def _one_slip(word: str, bare: str, syllable: str) -> bool:
    if one_slip_apart(word, syllable):
        return True
    other = skeleton(syllable)
    return bare[-1] == other[-1] and one_slip_apart(bare[:-1], other[:-1])


def _read(path: Path) -> memoryview:
    try:
        return read_whole(path, MAX_BYTES)
    except (OSError, ValueError) as error:
        raise LexiconError("Chưa soát được từ ngữ: không đọc được tệp dữ liệu tiếng Việt.") from error


def _sections(whole: memoryview) -> dict[str, memoryview]:
    """The parts of the file by name, each as numbers of its own size."""
    if len(whole) < HEADER.size or bytes(whole[:8]) != MAGIC:
        raise LexiconError("Chưa soát được từ ngữ: tệp dữ liệu tiếng Việt không đúng định dạng.")
    _, version, sections, checksum, length = HEADER.unpack_from(whole)
    if (version, sections) != (VERSION, len(SECTIONS)):
        raise LexiconError("Chưa soát được từ ngữ: tệp dữ liệu tiếng Việt thuộc bản phát hành khác.")
    if length != len(whole) or checksum != zlib.crc32(whole[HEADER.size :]):
        raise LexiconError("Chưa soát được từ ngữ: tệp dữ liệu tiếng Việt bị thiếu hoặc hỏng.")
    places = [SECTION.unpack_from(whole, HEADER.size + SECTION.size * index) for index in range(sections)]
    if any(start + size > length for start, size in places):
        raise LexiconError("Chưa soát được từ ngữ: tệp dữ liệu tiếng Việt bị thiếu hoặc hỏng.")
    return {
        name: whole[start : start + size].cast(form)
        for (name, form), (start, size) in zip(SECTIONS.items(), places, strict=True)
    }


@lru_cache(maxsize=1)
def _opened(path: Path, version: Version | None) -> Lexicon | LexiconError:
    """What there is at `path`, read once for each `version` of it."""
    try:
        return Lexicon(path)
    except LexiconError as error:
        return error


def lexicon() -> Lexicon:
    """The lexicon of this release, read once a process and again when its file is another one: two calls may answer
    with two. A look at the disk, some microseconds. Raises LexiconError.
    """
    opened = _opened(DATA, version_of(DATA))
    if isinstance(opened, LexiconError):
        raise opened
    return opened


def why_not() -> str | None:
    """Why words are not read, as a sentence for the desk; None when they are."""
    opened = _opened(DATA, version_of(DATA))
    return str(opened) if isinstance(opened, LexiconError) else None
