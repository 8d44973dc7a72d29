"""manage.py verify_counts: compares the totals of days with their proof; see stats/rollup/ledger.py."""

from datetime import date, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from stats.days import local_day
from stats.rollup import ledger

NAMES = {
    "site": "whole portal",
    "articles": "views of article",
    "readers": "visitors of article",
    "excluded": "excluded",
    "facets": "facet",
}
SHOWN = 20


class Command(BaseCommand):
    help = (
        "Recompute the totals of a day from the ledger of rollups, or hold them against the seal of the day, and say "
        "whether every total agrees. Ends with 1 when one does not."
    )

    def add_arguments(self, parser):
        parser.add_argument("day", nargs="?", type=date.fromisoformat, help="YYYY-MM-DD; without it every day")

    def handle(self, *, day=None, **options):
        verdicts = [ledger.verify(day) for day in ([day] if day else _every_day())]
        for verdict in verdicts:
            self.stdout.write(f"{verdict.day}  {_describe(verdict)}")
            for part, name, by_ledger, total in verdict.differences[:SHOWN]:
                self.stdout.write(f"    {NAMES[part]} {name}: ledger {by_ledger}, total {total}")
            if len(verdict.differences) > SHOWN:
                self.stdout.write(f"    and {len(verdict.differences) - SHOWN} more")
        wrong = sum(verdict.agreed is False for verdict in verdicts)
        if wrong:
            raise CommandError(f"{wrong} of {len(verdicts)} days do not agree.", returncode=1)
        self.stdout.write(f"{len(verdicts)} days, none disagrees.")


def _every_day():
    first, _ = ledger.days_with_figures()
    if not first:
        return []
    last = local_day(timezone.now())
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _describe(verdict):
    if verdict.agreed is None:
        return "sealed, counted elsewhere" if verdict.is_signed else "no proof: nothing was counted here"
    proof = "seal" if verdict.is_signed else "ledger"
    return f"agrees with its {proof}" if verdict.agreed else f"DOES NOT AGREE with its {proof}"
