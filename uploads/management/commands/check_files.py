"""manage.py check_files: check stored documents again with today's checks; see uploads/rechecks.py."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from uploads.checks import NotChecked
from uploads.rechecks import recheck


class Command(BaseCommand):
    help = (
        "Look at stored documents again, with the checks and the virus scanner of today. Nothing is deleted or "
        "changed; what would be refused stands on the operations page. Stopped half way, it goes on from there when "
        "called again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--limit", type=int, default=500, help="at most so many files (500)")
        parser.add_argument("--since", help="also those last looked at before this day, as 2026-11-30")

    def handle(self, *, limit, since, **options):
        if limit < 1:
            raise CommandError("--limit is at least 1.")
        try:
            moment = timezone.make_aware(datetime.strptime(since, "%Y-%m-%d")) if since else None
        except ValueError as error:
            raise CommandError(f"{since!r} is no day; write it as 2026-11-30.") from error
        try:
            checked, refused = recheck(limit, moment)
        except NotChecked as error:
            raise CommandError(f"Stopped: {error}") from error
        more = " Call it again for the rest." if checked == limit else ""
        self.stdout.write(f"{checked} files looked at, {refused} would be refused.{more}")
