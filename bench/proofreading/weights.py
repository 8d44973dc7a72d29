"""Fit proofreading/words/weights.py, which is the output of this command, byte for byte.

    python -m bench.proofreading.weights [--check]

It reads what may be tuned on, and nothing else: the articles of the sample with even numbers, and what the sample says
around its articles. Slips are put into them. Then two logistic regressions: what was meant by a slip that is a word,
against the likeliest candidates of good text, each of which weighs `COST` times as much; and which candidate is meant
of a word that nobody knows. Where a finding begins is chosen by `FOLDS` fits that each leave out a part of the texts:
so that there are `FALSE_PER_500` findings of a kind in 500 good words of the parts left out. A minute, the same each
time; `--check` writes nothing and fails when the file is another one.
"""

import argparse
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import proofreading.words.weights
from proofreading.lexicon import Lexicon, lexicon
from proofreading.tokens import Run
from proofreading.words import is_readable
from proofreading.words.evidence import Elsewhere, Features, Place, score
from proofreading.words.reading import Reading
from proofreading.words.real import sureness
from vietnamese.text import canonical

from .measures import known
from .slips import put_slips
from .texts import Text, portal, tuning

SEEDS = range(1000, 1006)  # others than those that anything is measured with
EVERY = 15  # words of which one gets a slip
OF_GOOD_TEXT = 4  # candidates of a word, the likeliest
COST = 20.0  # of a candidate of good text, when what was meant by a slip costs one
PENALTY = 30.0
ROUNDS = 12
FOLDS = 4
FALSE_PER_500 = 0.2
UNMARKED_FOUND = 0.95  # of the slips without marks that nobody knows
AT_MOST = 40_000  # comparisons of what was meant with what was not

WRITTEN = Path(proofreading.words.weights.__file__)

Row = tuple[float, ...]
Rows = list[tuple[Row, int, float]]  # evidence, whether it was meant, weight
Choice = list[tuple[Features, bool]]  # the candidates for one slip, and which of them was meant


@dataclass
class Seen:
    """Candidates of a text: for each word of it, for slips that make words, and for those that make none."""

    words: int
    good: list[list[Features]] = field(default_factory=list)
    real: list[Choice] = field(default_factory=list)
    unknown: list[tuple[str, Choice]] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    is_check = parser.parse_args().check
    written = module(seen_in([*tuning(), *portal()]))
    if is_check:
        sys.exit(None if WRITTEN.read_text(encoding="utf-8") == written else f"{WRITTEN} is another one")
    WRITTEN.write_text(written, encoding="utf-8")


def seen_in(texts: Sequence[Text], seeds: Iterable[int] = SEEDS, every: int = EVERY) -> list[Seen]:
    seen = [Seen(text.words, list(of_good_text(text))) for text in texts]
    for seed in seeds:
        changed, slips = put_slips(texts, seed, lexicon().is_known, every)
        readings = [Reading(lexicon(), text.document, known()) for text in changed]
        for slip in slips:
            of_text = seen[slip.text]
            for run, index in _at(readings[slip.text], slip.block, slip.start):
                syllable = run[index].syllable
                is_real = lexicon().is_known(syllable)
                found = candidates(lexicon(), run, index, readings[slip.text].elsewhere, paired=is_real)
                choice = [(features, name == canonical(slip.right)) for features, name in found]
                if is_real:
                    of_text.real.append(choice)
                else:
                    of_text.unknown.append((syllable, choice))
    return seen


def _at(reading: Reading, block: int, start: int) -> Iterator[tuple[Run, int]]:
    for run, _ in reading.of_block(block):
        for index, token in enumerate(run):
            if token.start == start and is_readable(run, index):
                yield run, index


def of_good_text(text: Text) -> Iterator[list[Features]]:
    """The candidates for each word that has some, the likeliest first."""
    reading = Reading(lexicon(), text.document, known())
    for block in range(len(text.document.blocks)):
        for run, _ in reading.of_block(block):
            for index, token in enumerate(run):
                if is_readable(run, index) and lexicon().is_known(token.syllable):
                    found = [one for one, _ in candidates(lexicon(), run, index, reading.elsewhere, paired=True)]
                    if found:
                        yield sorted(found, key=lambda one: one.commoner_inside - one.left - one.right)


def candidates(
    data: Lexicon, run: Run, index: int, elsewhere: Elsewhere, *, paired: bool
) -> list[tuple[Features, str]]:
    place = Place(data, run, index, elsewhere)
    if paired and place.is_sure:
        return []
    weighed = ((place.features(near, paired=paired), near.syllable) for near in data.near(run[index].syllable))
    return [(features, syllable) for features, syllable in weighed if features is not None]


def module(seen: Sequence[Seen]) -> str:
    """The text of weights.py."""
    *real, base = rounded(fit_real(seen))
    unknown = rounded(fit_unknown(seen))
    return PATTERN.format(
        real=_fields(real),
        base=base,
        real_from=real_from(seen, FALSE_PER_500),
        unknown=_fields(unknown),
        unmarked_from=unmarked_from(seen, unknown, UNMARKED_FOUND),
    )


def rounded(weights: Iterable[float]) -> list[float]:
    return [round(weight, 2) + 0.0 for weight in weights]  # no -0.0


def _fields(weights: Sequence[float]) -> str:
    return "\n".join(f"    {name}={weight:.2f}," for name, weight in zip(Features._fields, weights, strict=True))


def fit_real(seen: Iterable[Seen]) -> list[float]:
    """The weights of what is meant by words, the last one of what is always so."""
    rows: Rows = []
    for text in seen:
        rows += [((*as_row(one), 1.0), 0, COST) for place in text.good for one in place[:OF_GOOD_TEXT]]
        rows += [((*as_row(one), 1.0), 1, 1.0) for choice in text.real for one, is_meant in choice if is_meant]
    return fit(rows)


def fit_unknown(seen: Iterable[Seen]) -> list[float]:
    return fit(differences(choice for text in seen for _, choice in text.unknown))


def real_from(seen: Sequence[Seen], per_500: float) -> float:
    """The height that so many words of good text reach, by weights that were fitted without their text."""
    heights: list[float] = []
    for number in range(FOLDS):
        *weights, base = fit_real(text for at, text in enumerate(seen) if at % FOLDS != number)
        heights += (
            max(sureness(one, weights, base) for one in place) for text in seen[number::FOLDS] for place in text.good
        )
    heights.sort(reverse=True)
    return math.ceil(100 * heights[int(per_500 * sum(text.words for text in seen) / 500)]) / 100


def unmarked_from(seen: Iterable[Seen], weights: Sequence[float], found: float) -> float:
    """The height that such a share of the slips without marks reaches that nobody knows and that had one."""
    heights = sorted(
        max(score(features, weights) for features, _ in choice)
        for text in seen
        for syllable, choice in text.unknown
        if syllable.isascii() and choice
    )
    return math.floor(100 * heights[int((1 - found) * len(heights))]) / 100


def as_row(features: Features) -> Row:
    return tuple(map(float, features))


def differences(choices: Iterable[Choice]) -> Rows:
    """What was meant over each that was not, in turn forwards and backwards."""
    rows: Rows = []
    for choice in choices:
        meant = next((one for one, is_meant in choice if is_meant), None)
        for one, is_meant in choice:
            if meant and not is_meant:
                sign = 1 if len(rows) % 2 else -1
                rows.append((tuple(sign * (a - b) for a, b in zip(meant, one, strict=True)), int(sign > 0), 1.0))
    return rows[:: max(1, len(rows) // AT_MOST)]


def fit(rows: Rows) -> list[float]:
    """Weights of a logistic regression by Newton's method, with a penalty on their squares in units of spread."""
    width = len(rows[0][0])
    spread = [math.sqrt(sum(row[at] ** 2 for row, _, _ in rows) / len(rows)) or 1.0 for at in range(width)]
    scaled = [([x / s for x, s in zip(row, spread, strict=True)], meant, weight) for row, meant, weight in rows]
    weights = [0.0] * width
    for _ in range(ROUNDS):
        slope = [-PENALTY * w for w in weights]
        bend = [[PENALTY * (a == b) for b in range(width)] for a in range(width)]
        for row, meant, weight in scaled:
            share = 1 / (1 + math.exp(-max(-30, min(30, sum(map(float.__mul__, row, weights))))))
            filled = [at for at in range(width) if row[at]]
            pull, hold = weight * (meant - share), weight * share * (1 - share)
            for place, a in enumerate(filled):
                slope[a] += pull * row[a]
                held, line = hold * row[a], bend[a]
                for b in filled[place:]:
                    line[b] += held * row[b]
        for a in range(width):
            for b in range(a):
                bend[a][b] = bend[b][a]
        step = solved(bend, slope)
        weights = [w + s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 0.0001:
            break
    return [w / s for w, s in zip(weights, spread, strict=True)]


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """x of `matrix` · x = `right`, by elimination; the matrix is positive definite."""
    size = len(right)
    lines = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for at in range(size):
        head = lines[at]
        for below in lines[at + 1 :]:
            times = below[at] / head[at]
            for place in range(at, size + 1):
                below[place] -= times * head[place]
    found = [0.0] * size
    for at in reversed(range(size)):
        rest = sum(lines[at][place] * found[place] for place in range(at + 1, size))
        found[at] = (lines[at][size] - rest) / lines[at][at]
    return found


PATTERN = '''"""How much each kind of evidence weighs; `python -m bench.proofreading.weights` writes this file."""

from .evidence import Features

# A syllable that stands in Vietnamese: another is surer than it from `REAL_FROM` on.
REAL = Features(
{real}
)
REAL_BASE = {base:.2f}
REAL_FROM = {real_from:.2f}

# A word that nobody knows: which syllable is meant. Only the order counts, and without marks also the height.
UNKNOWN = Features(
{unknown}
)
UNMARKED_FROM = {unmarked_from:.2f}
'''


if __name__ == "__main__":
    main()
