"""manage.py empty_bin: deletes for ever what lies in the bin for long and no reader ever saw; see
revisions/bin/emptying.py.
"""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from revisions.bin.emptying import empty


class Command(BaseCommand):
    help = (
        "Delete for ever what lies in the bin for more days than BIN_DAYS and no reader ever saw, with its revisions "
        "and the files that nothing else names. What readers saw stays. The worker does the same once a day. Stopped "
        "half way, it goes on from there when called again."
    )

    def add_arguments(self, parser):
        days = settings.BIN_DAYS
        parser.add_argument("--older-than", type=int, default=days, metavar="DAYS", help=f"in days ({days})")
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *, older_than, dry_run, **options):
        if older_than < 1:
            raise CommandError("--older-than is at least 1.")
        emptied = empty(older_than, do=not dry_run)
        for each in emptied:
            failed = f", {each.failed} failed and stay until the next time (see the log)" if each.failed else ""
            self.stdout.write(f"{each.name}: {each.going} {'would go' if dry_run else 'deleted for ever'}{failed}.")
        total = sum(each.going for each in emptied)
        if dry_run:
            self.stdout.write(f"{total} in the bin for more than {older_than} days would go. Nothing was changed.")
        else:
            self.stdout.write(f"{total} in the bin for more than {older_than} days deleted for ever.")
