"""The statistics page of readers, and the page that explains how everything is counted."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from layout.site_context import load_site_context
from stats.days import local_day
from stats.models import Baseline
from stats.queries.most_read import most_read
from stats.queries.overview import Overview, excluded_on, last_checksum
from stats.render.charts import READERS, THIS_MONTH, TODAY, bar_chart, line_chart
from vietnamese.dates import format_date

MOST_READ = 5


@require_safe
def statistics(request):
    """ "Thống kê truy cập". Six queries."""
    site_context = load_site_context()
    if not site_context.site.publishes_statistics:
        raise Http404
    overview = Overview()
    context = {
        "site_context": site_context,
        "overview": overview,
        "days_chart": _days_chart(overview.days),
        "months_chart": _months_chart(overview.months),
        "categories": overview.categories(),
        "most_read": most_read(MOST_READ) if site_context.site.show_most_read else [],
    }
    return render(request, "stats/public.html", context)


@require_safe
def method(request):
    """ "Cách tính lượt truy cập". Four queries."""
    site_context = load_site_context()
    if not site_context.site.explains_counting:
        raise Http404
    yesterday = local_day(timezone.now()) - timedelta(days=1)
    context = {
        "site_context": site_context,
        "yesterday": yesterday,
        "excluded": excluded_on(yesterday),
        "baseline": Baseline.objects.first(),
        "checksum": last_checksum(),
    }
    return render(request, "stats/method.html", context)


def _days_chart(days):
    """Visits of each of `days` (`overview.ComparedDay`), of which today is not over, and of the days before them."""
    series = [[day.visits for day in days], [day.visits_before for day in days]]
    return line_chart(series, [format_date(day.day)[:5] for day in days], unfinished=TODAY)


def _months_chart(months):
    """Visits of each of `months` (`overview.Month`); the last is not over."""
    labels = [f"{month.first.month:02}/{month.first.year % 100:02}" for month in months]
    return bar_chart([month.visits for month in months], labels, layout=READERS, unfinished=THIS_MONTH)
