"""manage.py import_access_logs: page views from nginx's logs; see stats/imports/access_log.py."""

import gzip
import zlib
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from stats.imports.access_log import Reading
from stats.imports.daily_series import counted
from stats.imports.history import add_days
from stats.rollup.ledger import sign_days
from stats.rollup.lock import hold_totals

# A file without line ends is no log, and is not read into memory.
LINE_MAX_LENGTH = 64 * 1024


class Command(BaseCommand):
    help = (
        "Add the page views of days on which the counter did not run, from access logs of nginx (combined format or "
        "packed as .gz). Days that have figures are left alone."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="read and tell, change nothing")

    def handle(self, *, files, dry_run, **options):
        reading = Reading()
        for path in files:
            try:
                with _open(path) as file:
                    reading.add(iter(partial(file.readline, LINE_MAX_LENGTH), ""))
            except (OSError, EOFError, zlib.error) as error:
                raise CommandError(f"{path} cannot be read: {error}") from error
        days = reading.days()
        with transaction.atomic():
            hold_totals()  # else another import could add the same days after this check
            known = counted(days)
            taken = [day for day in days if day not in known and day < timezone.localdate()]
            rows = reading.rows(taken)
            if not dry_run:
                add_days(**rows)
        if not dry_run:
            sign_days()
        for day, views, visits, visitors in rows["site"]:
            self.stdout.write(f"{day}  {views:,} views, {visits:,} visits, {visitors:,} visitors")
        for day in sorted(set(days) - set(taken)):
            self.stdout.write(f"{day}  left alone: {'has figures already' if day in known else 'is not over'}")
        done = "would be added" if dry_run else "added"
        self.stdout.write(f"{len(taken)} days {done}; {reading.unreadable:,} of {reading.lines:,} lines unreadable.")


def _open(path):
    how = {"mode": "rt", "encoding": "utf-8", "errors": "replace"}
    return gzip.open(path, **how) if path.suffix == ".gz" else path.open(**how)
