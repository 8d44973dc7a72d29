"""manage.py import_daily_series: the daily figures of an older counter; see stats/imports/daily_series.py."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from stats.imports import daily_series
from stats.rollup.ledger import sign_days

SHOWN = 20


class Command(BaseCommand):
    help = "Add the daily figures of an older counter from a CSV file, all or nothing. Days with figures are refused."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="columns day; views; visits; visitors (or their Vietnamese names)")
        parser.add_argument("--dry-run", action="store_true", help="read and check, change nothing")

    def handle(self, *, file, dry_run, **options):
        try:
            rows = daily_series.read(file.read_text(encoding="utf-8-sig"))
            if dry_run:
                daily_series.check(rows)
            else:
                daily_series.add(rows)
                sign_days()
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file} cannot be read: {error}") from error
        except daily_series.Unusable as error:
            more = [f"and {len(error.problems) - SHOWN} more"] if len(error.problems) > SHOWN else []
            raise CommandError("\n".join(["Nothing was added.", *error.problems[:SHOWN], *more])) from error
        sums = [sum(row[n] for row in rows) for n in (1, 2)]
        done = "would be added" if dry_run else "added"
        self.stdout.write(
            f"{len(rows)} days {done}, {rows[0][0]} to {rows[-1][0]}: {sums[0]:,} views, {sums[1]:,} visits."
        )
