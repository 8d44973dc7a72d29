"""manage.py undo_import: the figures that an import added are taken out again, exactly these."""

from django.core.management.base import BaseCommand, CommandError

from stats.imports import figure_imports
from stats.imports.report import Unusable
from stats.rollup.ledger import sign_days


class Command(BaseCommand):
    help = "Take the figures of one import out of the totals again. Without a number, list the imports."

    def add_arguments(self, parser):
        parser.add_argument("number", nargs="?", type=int)

    def handle(self, *, number, **options):
        if number is None:
            for row in figure_imports.done():
                days = f"{row.first_day} to {row.last_day}, {row.day_count} days"
                sums = f"{row.views:,} views, {row.visits:,} visits"
                self.stdout.write(f"{row.pk}  {row.state}  {row.file_name}  {days}: {sums}")
            return
        try:
            row = figure_imports.undo(number)
        except Unusable as error:
            raise CommandError(f"Nothing was changed.\n{error}") from error
        sign_days()
        self.stdout.write(f"{row.file_name}: {row.views:,} views, {row.visits:,} visits taken out.")
