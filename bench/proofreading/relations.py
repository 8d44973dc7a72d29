"""Digits changed at random in figures that belong together, where the change makes a statement wrong."""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from proofreading.document import document_of_text
from proofreading.proofreader import proofread
from proofreading.rules import RULES, Group

from .measures import TODAY, Share, known
from .texts import PROJECT

FILE = PROJECT / "tests/proofreading/relations.tsv"
CHANGES = 6  # of each sentence


@dataclass(frozen=True)
class Relation:
    """`figures` as they stand in `sentence`; `factors` bring them to one unit. `part` is "first", or "second" for
    those that were written when what is missed of the first was known.
    """

    part: str
    kind: str
    figures: tuple[str, ...]
    factors: tuple[float, ...]
    sentence: str

    def places(self) -> list[int]:
        """Where each of the figures begins. Those that are written alike take turns."""
        seen: dict[str, int] = defaultdict(int)
        places = []
        for figure in self.figures:
            found = [
                match.start()
                for match in re.finditer(rf"(?<!\d)(?<!\d[.,]){re.escape(figure)}(?!\d|[.,]\d)", self.sentence)
            ]
            places.append(found[seen[figure]])
            seen[figure] += 1
        return places

    def holds(self, figures: Sequence[str]) -> bool:
        """Whether the statement would be right, to one unit of the last digit of a percentage, with these figures."""
        if self.kind == "date":
            return _day(figures[0]) == _day(self.figures[0])
        numbers = [value(figure) * factor for figure, factor in zip(figures, self.factors, strict=True)]
        return _HOLDS[self.kind](numbers, self._tolerance())

    def _tolerance(self) -> float:
        percent = {"share": self.figures[0], "growth": self.figures[-1]}.get(self.kind, "")
        return 10 ** -len(percent.partition(",")[2])


def value(figure: str) -> float:
    return float(figure.replace(".", "").replace(",", "."))


def _day(written: str) -> int | None:
    """The weekday of "day/month" in the year of the texts; None for a day that does not exist."""
    day, month = map(int, written.split("/"))
    try:
        return date(TODAY.year, month, day).weekday()
    except ValueError:
        return None


def _share(numbers: Sequence[float], tolerance: float) -> bool:
    percent, part, whole = numbers
    return whole > 0 and abs(100 * part / whole - percent) <= tolerance


def _sum(numbers: Sequence[float], tolerance: float) -> bool:
    return abs(numbers[0] - sum(numbers[1:])) < 1e-6


def _among(numbers: Sequence[float], tolerance: float) -> bool:
    return sum(numbers[1:]) < numbers[0] + 1e-6


def _difference(numbers: Sequence[float], tolerance: float) -> bool:
    before, after, by = numbers
    return abs(abs(after - before) - by) < 1e-6


def _growth(numbers: Sequence[float], tolerance: float) -> bool:
    before, after, percent = numbers
    return before > 0 and abs(abs(100 * (after - before) / before) - percent) <= tolerance


_HOLDS: dict[str, Callable[[Sequence[float], float], bool]] = {
    "share": _share,
    "sum": _sum,
    "among": _among,
    "difference": _difference,
    "growth": _growth,
    "count": lambda numbers, tolerance: False,  # each other number is wrong
}


def relations() -> list[Relation]:
    part, found = "first", []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            part = "second" if line.startswith("# second") else part
        else:
            kind, figures, sentence = line.split("\t")
            found.append(_relation(part, kind, figures.split(), sentence))
    return found


def _relation(part: str, kind: str, figures: Sequence[str], sentence: str) -> Relation:
    written, factors = zip(*(figure.partition("@")[::2] for figure in figures), strict=True)
    return Relation(part, kind, written, tuple(value(factor or "1") for factor in factors), sentence)


def changed(relation: Relation, seed: int) -> Iterator[str]:
    """At most CHANGES sentences in which one digit is another and the statement is wrong; no two are alike."""
    chance = random.Random(f"{seed} {relation.sentence} {relation.figures}")
    places = [
        (number, at)
        for number, figure in enumerate(relation.figures)
        for at, sign in enumerate(figure)
        if sign.isdigit()
    ]
    all_changes = [(number, at, digit) for number, at in places for digit in "0123456789"]
    found = 0
    for number, at, digit in chance.sample(all_changes, len(all_changes)):
        figures = list(relation.figures)
        figures[number] = figures[number][:at] + digit + figures[number][at + 1 :]
        if found < CHANGES and _is_another(relation, number, figures) and not relation.holds(figures):
            found += 1
            start = relation.places()[number]
            yield relation.sentence[:start] + figures[number] + relation.sentence[start + len(figures[number]) :]


def _is_another(relation: Relation, number: int, figures: Sequence[str]) -> bool:
    """Not the same figure, and one that people write: no zero leads it, a date is in the calendar."""
    written, made = relation.figures[number], figures[number]
    if written == made or (relation.kind != "date" and made[0] == "0" != written[0]):
        return False
    return relation.kind != "date" or _day(made) is not None


def measure_relations(seed: int = 1) -> tuple[dict[str, Share], list[str]]:
    """By kind, and what was missed. `right` is not counted: no one knows which of the figures is the wrong one."""
    shares: dict[str, Share] = defaultdict(Share)
    missed = []
    for relation in relations():
        for sentence in changed(relation, seed):
            found = _finds(sentence)
            for name in ("all", relation.part, f"{relation.part}, {relation.kind}"):
                shares[name].add(found, False)
            if not found:
                missed.append(
                    f"{relation.part}, {relation.kind}: {_difference_of(relation.sentence, sentence)} | {sentence}"
                )
    return dict(shares), missed


def _finds(sentence: str) -> bool:
    findings = proofread(document_of_text(sentence), known())
    return any(RULES[finding.rule].group == Group.FIGURES for finding in findings)


def _difference_of(before: str, after: str) -> str:
    at = next(place for place, (one, other) in enumerate(zip(before, after, strict=True)) if one != other)
    words = [0, *(match.end() for match in re.finditer(r"\s", before)), len(before)]
    start, end = next((a, b) for a, b in pairwise(words) if a <= at < b)
    return f"{before[start:end].strip()} → {after[start:end].strip()}"
