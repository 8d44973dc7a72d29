"""manage.py import_access_logs: page views from a server's logs; see stats/imports/access_log.py."""

from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from stats.imports import figure_imports
from stats.imports.report import Unusable
from stats.rollup.ledger import sign_days

from ._telling import ask, refusal, tell


class Command(BaseCommand):
    help = (
        "Add the page views of days on which the counter did not run, from access logs (nginx, Apache, IIS, "
        "CloudFront, AWS ELB, JSON; also packed as .gz). Days that have figures are left alone. Tells what was "
        "understood, and asks whoever sits at the terminal. `undo_import` takes it out again."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="read and tell, change nothing")
        parser.add_argument("--yes", action="store_true", help="add without asking")

    def handle(self, *, files, dry_run, yes, **options):
        path = files[0]
        try:
            with ExitStack() as stack:
                opened = []
                for path in files:
                    opened.append((path.name, stack.enter_context(path.open("rb"))))
                checked = figure_imports.check_logs(opened)
            tell(self, checked, is_dry_run=dry_run)
            if checked.rows.site and not dry_run:
                ask(yes=yes)
                figure_imports.add_at_once(checked)
                sign_days()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error}") from error
        except Unusable as error:
            raise CommandError(refusal(path, error)) from error
        self._tell_days(checked, done="would be added" if dry_run else "added")

    def _tell_days(self, checked, *, done):
        for day, views, visits, visitors in checked.rows.site:
            self.stdout.write(f"{day}  {views:,} views, {visits:,} visits, {visitors:,} visitors")
        whys = {"counted_day": "has figures already", "open_day": "is not over"}
        for code, day, *_ in sorted(checked.report["left_out"], key=lambda row: row[1]):
            if code in whys:
                self.stdout.write(f"{day}  left alone: {whys[code]}")
        unreadable = f"{checked.unreadable:,} of {checked.lines:,} lines unreadable"
        self.stdout.write(f"{len(checked.rows.site)} days {done}; {unreadable}.")
