"""The operations page: what of the machines around the portal works, for whoever runs it."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Attachment
from database import clock
from uploads.models import FileCheck
from uploads.names import readable_name
from uploads.rechecks import watch_scanner

LINES = 50


@admin.site.admin_view
@permission_required("uploads.view_filecheck", raise_exception=True)
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """ "Vận hành". Five queries of its own, one a minute for the clock, and one question to the virus scanner of two
    seconds at most.
    """
    seconds = clock.seconds_wrong()
    refused = list(FileCheck.objects.exclude(refusal="")[:LINES])
    articles = dict(
        Attachment.objects.filter(file__in=[row.name for row in refused]).values_list("file", "article_id")
    )
    context = {
        **admin.site.each_context(request),
        "title": "Vận hành",
        "has_scanner": bool(settings.CLAMD),
        "scanner": watch_scanner(),
        "checked": FileCheck.objects.count(),
        "refused": [(readable_name(row.name), row, articles.get(row.name)) for row in refused],
        "lines": LINES,
        "seconds_ahead": max(seconds, 0),
        "seconds_behind": max(-seconds, 0),
    }
    return render(request, "admin/operations.html", context)
