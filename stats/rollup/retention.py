"""Deleting what counting keeps for a while: salts after 48 hours, who read what once the day can no longer grow."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from stats.collect.visitors import forget_salts
from stats.days import local_day

from .lock import hold_totals

# Today, yesterday and the day before: hits that waited in a spool over a night still meet the visitors who were there.
RETENTION_DAYS = 2
MINUTE_RETENTION = timedelta(days=1)


@transaction.atomic
def prune(at: datetime | None = None) -> None:
    """Delete what is too old at `at` (aware; default now). The salt of a day goes 48 hours after the day began."""
    at = at or timezone.now()
    today = local_day(at)
    forget_salts(before=today - timedelta(days=RETENTION_DAYS - 1))
    hold_totals()
    with connection.cursor() as cursor:
        for table in ("stats_seen", "stats_activity"):
            cursor.execute(f"DELETE FROM {table} WHERE day < %s", [today - timedelta(days=RETENTION_DAYS)])  # noqa: S608
        cursor.execute("DELETE FROM stats_minute WHERE at < %s", [at - MINUTE_RETENTION])
