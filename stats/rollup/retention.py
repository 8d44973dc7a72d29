"""Deleting what counting keeps for a while: salts after 48 hours, who read what once the day can no longer grow."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from stats.collect.visitors import forget_salts
from stats.days import local_day
from stats.models import FigureImport

from .lock import hold_totals

# Today, yesterday and the day before: hits that waited in a spool over a night still meet the visitors who were there.
RETENTION_DAYS = 2
MINUTE_RETENTION = timedelta(days=1)
IMPORT_WAITS = timedelta(days=1)  # for whoever uploaded it to look at it


@transaction.atomic
def prune(at: datetime | None = None) -> None:
    """Delete what is too old at `at` (aware; default now). The salt of a day goes 48 hours after the day began."""
    at = at or timezone.now()
    today = local_day(at)
    forget_salts(before=today - timedelta(days=RETENTION_DAYS - 1))
    FigureImport.objects.filter(state=FigureImport.State.WAITING, checked_at__lt=at - IMPORT_WAITS).delete()
    hold_totals()
    with connection.cursor() as cursor:
        for table in ("stats_seen", "stats_activity"):
            cursor.execute(f"DELETE FROM {table} WHERE day < %s", [today - timedelta(days=RETENTION_DAYS)])  # noqa: S608
        cursor.execute("DELETE FROM stats_minute WHERE at < %s", [at - MINUTE_RETENTION])
