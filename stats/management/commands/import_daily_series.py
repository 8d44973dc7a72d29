"""manage.py import_daily_series: the daily figures of an older counter; see stats/imports/daily_series.py."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from stats.imports import cells, figure_imports
from stats.imports.report import Unusable
from stats.imports.series_columns import CHOICES
from stats.rollup.ledger import sign_days

from ._telling import ask, refusal, tell


class Command(BaseCommand):
    help = (
        "Add the daily figures of an older counter from a CSV file or a workbook, all or nothing; days with figures "
        "are refused. Tells what was understood, and asks whoever sits at the terminal. `undo_import` takes it out."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="columns day; views; visits; visitors (or their Vietnamese names)")
        parser.add_argument("--dry-run", action="store_true", help="read and check, change nothing")
        parser.add_argument("--yes", action="store_true", help="add without asking")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="NAME=FIGURE",
            help="what a column is: day, views, visits, visitors or none; may be given for each column",
        )
        parser.add_argument(
            "--dates",
            choices=[cells.AUTO, cells.DAY_FIRST, cells.MONTH_FIRST],
            default=cells.AUTO,
            help="what 04/05/2025 is, where the file does not tell",
        )

    def handle(self, *, file, dry_run, yes, dates, column, **options):
        chosen = _chosen(column)
        try:
            with file.open("rb") as content:
                checked = figure_imports.check_series(content, file.name, dates, chosen)
            tell(self, checked, is_dry_run=dry_run)
            if not dry_run:
                ask(yes=yes)
                figure_imports.add_at_once(checked)
                sign_days()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error}") from error
        except Unusable as error:
            raise CommandError(refusal(file, error)) from error
        rows = checked.rows.site
        sums = [sum(row[n] for row in rows) for n in (1, 2)]
        done = "would be added" if dry_run else "added"
        self.stdout.write(
            f"{len(rows)} days {done}, {rows[0][0]} to {rows[-1][0]}: {sums[0]:,} views, {sums[1]:,} visits."
        )


def _chosen(texts):
    """{name of a column: what it is} of what `--column` says."""
    chosen = {}
    for text in texts:
        name, _, figure = text.rpartition("=")
        figure = "" if figure == "none" else figure
        if not name or figure not in CHOICES:
            raise CommandError(f"--column {text}: write NAME=day, NAME=views, NAME=visits, NAME=visitors or NAME=none")
        chosen[name] = figure
    return chosen
