"""The report as a page for printing, and the way to each of them."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from stats.admin_pages.base_page import statistics_page
from stats.queries.monthly import CalendarPeriod, NoSuchPeriod

from .figures import PeriodReport


@statistics_page
def latest(request):
    """The newest month that is over."""
    period = CalendarPeriod.month_of(timezone.localdate()).before()
    return redirect("monthly_report", period.year, period.month)


@statistics_page
def report(request, year, month=None):
    """The month, or the whole year. About sixteen queries of its own."""
    today = timezone.localdate()
    if month == 0:
        raise Http404
    try:
        period = CalendarPeriod.begun(year, month or 0, today)
    except NoSuchPeriod as error:
        raise Http404 from error
    after = period.after()
    context = {
        "report": PeriodReport(period),
        "today": today,
        "others": [period.before(), after] if after.first <= today else [period.before()],
        "months": [
            CalendarPeriod(year, number) for number in range(1, 13) if CalendarPeriod(year, number).first <= today
        ],
        "whole_year": CalendarPeriod(year),
    }
    return render(request, "reports/report.html", context)
