"""What the import commands have in common: they report what was understood, ask, and refuse."""

import sys
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from stats.imports.figure_imports import Checked
from stats.imports.report import Told, Unusable
from stats.imports.sentences import ENGLISH

SHOWN = 20


def tell(command: BaseCommand, checked: Checked, *, is_dry_run: bool) -> None:
    """Print what was understood: of a dry run it is the answer; else it goes beside the answer, which scripts read."""
    out = command.stdout if is_dry_run else command.stderr
    for line in _lines(checked):
        out.write(line, style_func=str)


def ask(*, yes: bool) -> None:
    """Ask whoever sits at the terminal; `yes`, and a script, say yes. Raises CommandError for a no."""
    if yes or not sys.stdin.isatty():
        return
    if input("Add these figures? [y/N] ").strip().lower() not in {"y", "yes"}:
        raise CommandError("Nothing was added.")


def refusal(path: Path, error: Unusable) -> str:
    """The sentences of `error`; where the file is at fault as a whole, with its name."""
    told = [problem.english() for problem in error.problems]
    if told[0].startswith("cannot be read"):
        return f"{path} {told[0]}"
    more = [f"and {len(told) - SHOWN} more"] if len(told) > SHOWN else []
    return "\n".join(["Nothing was added.", *told[:SHOWN], *more])


def _lines(checked: Checked) -> Iterator[str]:
    told = Told.of(checked.report, ENGLISH, has_advice=True)
    yield f"{checked.file_name}:"
    for name, read_as in told.columns:
        yield f"  column “{name}”: {read_as}"
    yield from (f"  {note}" for note in told.notes)
    for row in told.left_out:
        where = f", first in line {row.line}: {row.example}" if row.line else ""
        yield f"  left out: {row.count:,} {row.reason}{where}"
