"""What the screening finds of the two written sets, by kind, with the rules that a new portal has.

A comment counts as found when one of its findings is of the kind that its writer meant; an honest comment as marked
when anything at all is found in it.
"""

import tomllib
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from comments.migrations._retired_rules import first_rules
from comments.screening.checks import Context, Draft, Screening, screen
from comments.screening.kinds.codes import KINDS, LABELS
from comments.screening.matching import Matcher, RuleRow
from vietnamese.text import clean_multiline, clean_text

TUNING, HELD_OUT = SETS = ("tuning", "held_out")
FOLDER = Path(__file__).parent
RULES = Matcher(
    RuleRow(pk, kind, pattern, ignores_marks, "hold")
    for pk, (kind, pattern, ignores_marks, _) in enumerate(first_rules(), 1)
)


@dataclass
class Found:
    """`meant` and `found` count comments by kind; `missed` are (kind, comment), `marked` honest ones with findings."""

    honest: int = 0
    meant: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)
    missed: list = field(default_factory=list)
    marked: list = field(default_factory=list)

    def share(self, kind):
        return self.found[kind] / self.meant[kind] if self.meant[kind] else 1.0

    @property
    def share_marked(self):
        return len(self.marked) / self.honest


def comments_of(name):
    """The comments of a set: dicts with name, body, kinds and, at times, words."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())["comment"]


def screened(row) -> Screening:
    draft = Draft(
        name=clean_text(row["name"]),
        email="khai@thu.example",
        body=clean_multiline(row["body"]),
        submission_id=uuid.UUID(int=1),
        consent_version="1",
    )
    return screen(draft, Context(rules=RULES))


def measure(name) -> Found:
    result = Found()
    for row in comments_of(name):
        screening = screened(row)
        if not row["kinds"]:
            result.honest += 1
            if screening.findings:
                result.marked.append((row, screening.findings))
        for kind in row["kinds"]:
            result.meant[kind] += 1
            if kind in screening.kinds:
                result.found[kind] += 1
            else:
                result.missed.append((kind, row))
    return result


def print_found(name, *, names_misses):
    result = measure(name)
    print(f"{name}: found by kind")
    for kind in KINDS:
        found, meant = result.found[kind], result.meant[kind]
        print(f"  {kind:14} {found:3} of {meant:3}  {result.share(kind):4.0%}  {LABELS[kind]}")
    print(f"honest comments marked: {len(result.marked)} of {result.honest} ({result.share_marked:.1%})")
    if names_misses:
        for kind, row in result.missed:
            print(f"  missed {kind}: {row['name']}: {row['body']}")
        for row, findings in result.marked:
            why = ", ".join(f"{finding.code} {finding.matched}" for finding in findings)
            print(f"  marked: {row['name']}: {row['body']} [{why}]")
