"""manage.py thin_revisions: says which old revisions can go, and with --do removes them; see revisions/thinning.py."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from revisions.thinning import thin

DEFAULT_DAYS = 365


class Command(BaseCommand):
    help = (
        "Count the old revisions that can go; with --do remove them. Of the plain saves of a row on one day the last "
        "stays. What readers saw stays, and so do the first and the latest revision of a row, steps, restored and "
        "deleted ones, and those with a note. Stopped half way, it goes on from there when called again."
    )

    def add_arguments(self, parser):
        days = settings.REVISIONS_THIN_DAYS or DEFAULT_DAYS
        parser.add_argument("--older-than", type=int, default=days, metavar="DAYS", help=f"in days ({days})")
        parser.add_argument("--do", action="store_true", help="remove them; without it nothing is changed")

    def handle(self, *, older_than, do, **options):
        if older_than < 1:
            raise CommandError("--older-than is at least 1.")
        thinned = thin(older_than, do=do)
        for each in thinned:
            if each.revisions:
                self.stdout.write(
                    f"{each.name}: {each.revisions} revisions of {each.rows} rows, "
                    f"{each.going} {'removed' if do else 'can go'}, {each.revisions - each.going} stay."
                )
        total = sum(each.going for each in thinned)
        if not do:
            self.stdout.write(
                f"{total} revisions older than {older_than} days can go. Nothing was changed: add --do to remove them."
            )
        else:
            self.stdout.write(f"{total} revisions older than {older_than} days removed.")
