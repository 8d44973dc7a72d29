"""Mailing reports: at seven on the first day of a month for the month before, on 1 January for the year.

A row for each report is written together with its emails, so two workers, or one that restarts, send it once. A report
that is up to a month late is still sent.
"""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from mailing import emails
from stats.models import ReportRecipient, SentReport
from stats.queries.monthly import CalendarPeriod

from .figures import PeriodReport

SENT_FROM = time(7)
MADE_UP_FOR = timedelta(days=31)  # a report later than that is not sent any more; it can be read in the admin


def send_due(at=None):
    """Write the emails that are due at `at` (aware; default now) into the outbox; returns how many.

    Called every minute; one query when nothing is due.
    """
    now = timezone.localtime(at)
    periods = [period for period in _over(now) if _is_time(period, now)]
    known = set(SentReport.objects.filter(pk__in=[period.key for period in periods]).values_list("pk", flat=True))
    return sum(_send(period, at) for period in periods if period.key not in known)


def _over(now):
    """The newest month and the newest year that are over."""
    return [CalendarPeriod.month_of(now.date()).before(), CalendarPeriod(now.year - 1)]


def _is_time(period, now):
    """From seven on of the first day after it, for a month."""
    first = datetime.combine(period.after().first, SENT_FROM, now.tzinfo)
    return first <= now < first + MADE_UP_FOR


@transaction.atomic
def _send(period, at):
    """Insert the row first: a second worker waits for it, and then finds that it exists."""
    _, is_new = SentReport.objects.get_or_create(period=period.key, defaults={"emails": 0})
    if not is_new:
        return 0
    wanted = ReportRecipient.objects.filter(**{"monthly" if period.month else "yearly": True})
    addresses = list(wanted.values_list("email", flat=True))
    report = PeriodReport(period, at) if addresses else None
    if report is None or not report.visits.has_figures:
        return 0
    context = {"report": report, "site": report.site, "address": settings.SITE_URL + address_of(period)}
    for address in addresses:
        emails.write(address, report.title, "mailing/reports/period", context, about=f"bao-cao-{period.key}")
    SentReport.objects.filter(pk=period.key).update(emails=len(addresses))
    return len(addresses)


def address_of(period):
    if period.month:
        return reverse("monthly_report", args=[period.year, period.month])
    return reverse("yearly_report", args=[period.year])
