"""Write the file of syllables and pairs that proofreading reads (proofreading/data/vietnamese.lexicon).

    pip download --no-deps pyvi==0.1.1 underthesea==9.5.0
    python -m tools.proofreading_data COUNTS pyvi-….whl underthesea-….whl

COUNTS is the folder with `syllables.tsv.gz` and `pairs.tsv.gz` (counts of Vietnamese Wikipedia). The same sources make
the same bytes. Sources and licences stand in proofreading/data/SOURCES.md; layout: proofreading/lexicon.py.
"""

import argparse
import gzip
import zlib
from array import array
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

from proofreading.function_words import FUNCTION_WORDS
from proofreading.letters import keys
from proofreading.lexicon import (
    COMPOUND,
    DATA,
    FUNCTION,
    HEADER,
    KNOWN_FROM,
    LISTED,
    MAGIC,
    MAX_COUNT,
    SECTION,
    SECTIONS,
    VERSION,
    crc,
)
from vietnamese.syllables import is_syllable
from vietnamese.text import canonical, fold

COMPOUNDS = "pyvi/models/words.txt"
LISTS = [f"underthesea/corpus/data/Viet{size}K.txt" for size in (11, 22, 39)]
SPOKEN = "underthesea/pipeline/tts/viettts_/assets/infore/lexicon.txt"  # syllables and foreign words, with sounds

Pairs = dict[tuple[str, str], tuple[int, int]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=Path)
    parser.add_argument("pyvi", type=Path)
    parser.add_argument("underthesea", type=Path)
    parser.add_argument("--to", type=Path, default=DATA)
    asked = parser.parse_args()
    built = build(asked.counts, asked.pyvi, asked.underthesea)
    asked.to.write_bytes(built)
    print(f"{asked.to}: {len(built):,} bytes")


def build(counts: Path, pyvi: Path, underthesea: Path) -> bytes:
    occurs = {row[0]: int(row[1]) for row in _rows(counts / "syllables.tsv.gz")}
    pairs: Pairs = {(row[0], row[1]): (int(row[2]), int(row[3])) for row in _rows(counts / "pairs.tsv.gz")}
    compounds = [canonical(line).replace("-", " ").split() for line in _lines(pyvi, COMPOUNDS)]
    spoken = [canonical(line.split("\t")[0]) for line in _lines(underthesea, SPOKEN)]
    listed = {
        word
        for name in LISTS
        for line in _lines(underthesea, name)
        for word in canonical(line).replace("-", " ").split()
    }
    listed.update(word for words in compounds for word in words)
    listed.update(spoken)
    listed = {word for word in listed if is_syllable(word)}
    foreign = _foreign(spoken, listed | {word for word, times in occurs.items() if times >= KNOWN_FROM})
    together = {two for words in compounds for two in pairwise(words) if listed.issuperset(two)}
    return _packed(sorted(occurs.keys() | listed), occurs, listed, pairs, together, sorted(foreign))


def _foreign(spoken: list[str], known: set[str]) -> set[str]:
    """The words of other languages. The list has slips among them, in every other word with marks (`đươc`, `bảnlà`),
    and words that lost their marks (`truong`): what has marks, or the letters of a known syllable, is left out. Those
    with marks that are written stand in proofreading/words/loanwords.py.
    """
    letters = {fold(syllable) for syllable in known if is_syllable(syllable)}
    return {word for word in spoken if word.isascii() and not is_syllable(word) and word not in letters}


def _rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def _lines(wheel: Path, name: str) -> list[str]:
    with ZipFile(wheel) as archive:
        return archive.read(name).decode().splitlines()


def _packed(
    syllables: list[str],
    occurs: dict[str, int],
    listed: set[str],
    pairs: Pairs,
    together: set[tuple[str, str]],
    foreign: list[str],
) -> bytes:
    numbers = {syllable: number for number, syllable in enumerate(syllables)}
    rows, seconds, totals, lowers = array("I", [0]), array("H"), array("H"), array("H")
    by_first: dict[str, list[tuple[int, str]]] = {}
    for first, second in pairs.keys() | together:
        by_first.setdefault(first, []).append((numbers[second], second))
    for first in syllables:
        for number, second in sorted(by_first.get(first, [])):
            total, lower = pairs.get((first, second), (0, 0))
            seconds.append(number)
            totals.append(min(total, MAX_COUNT))
            lowers.append(min(lower, COMPOUND - 1) | (COMPOUND if (first, second) in together else 0))
        rows.append(len(seconds))
    shared = sorted({(crc(key), numbers[syllable]) for syllable in syllables for key in keys(syllable)})
    return _file(
        {
            "syllables": "\n".join(syllables).encode(),
            "counts": array("I", [occurs.get(syllable, 0) for syllable in syllables]).tobytes(),
            "traits": bytes(
                (LISTED if syllable in listed else 0) | (FUNCTION if syllable in FUNCTION_WORDS else 0)
                for syllable in syllables
            ),
            "rows": rows.tobytes(),
            "seconds": seconds.tobytes(),
            "totals": totals.tobytes(),
            "lowers": lowers.tobytes(),
            "keys": array("I", [key for key, _ in shared]).tobytes(),
            "owners": array("H", [owner for _, owner in shared]).tobytes(),
            "foreign": "\n".join(foreign).encode(),
        }
    )


def _file(parts: dict[str, bytes]) -> bytes:
    """The sections behind a header and their places; little-endian, as every machine is that this runs on."""
    start = HEADER.size + SECTION.size * len(parts)
    places, body = b"", b""
    for name in SECTIONS:
        part = parts[name]
        places += SECTION.pack(start + len(body), len(part))
        body += part + bytes(-len(part) % 8)
    length = start + len(body)
    return HEADER.pack(MAGIC, VERSION, len(SECTIONS), zlib.crc32(places + body), length) + places + body


if __name__ == "__main__":
    main()
