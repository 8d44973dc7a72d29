"""What readers see of the figures: the statistics page, and how everything is counted."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from layout.frame import load_frame

from .days import local_day
from .models import Baseline
from .most_read import most_read
from .overview import Overview, last_seal, left_out_on

MOST_READ = 5


@require_safe
def statistics(request):
    """ "Thống kê truy cập". Six queries."""
    frame = load_frame()
    if not frame.site.publishes_statistics:
        raise Http404
    overview = Overview()
    context = {
        "frame": frame,
        "overview": overview,
        "days_chart": overview.days_chart(),
        "months_chart": overview.months_chart(),
        "categories": overview.categories(),
        "most_read": most_read(MOST_READ) if frame.site.show_most_read else [],
    }
    return render(request, "stats/public.html", context)


@require_safe
def method(request):
    """ "Cách tính lượt truy cập". Four queries."""
    frame = load_frame()
    if not frame.site.explains_counting:
        raise Http404
    yesterday = local_day(timezone.now()) - timedelta(days=1)
    context = {
        "frame": frame,
        "yesterday": yesterday,
        "left_out": left_out_on(yesterday),
        "baseline": Baseline.objects.first(),
        "seal": last_seal(),
    }
    return render(request, "stats/method.html", context)
