"""Error pages: while the database is unavailable they ask people to come back (503, not 500)."""

import sys

from django.shortcuts import render
from django.views import defaults

from database.unavailable import is_unavailable

RETRY_AFTER_SECONDS = 10
DATABASE_FAILED = "cchc_portal.database_failed"  # in the environ of a request


def is_database_error():
    """Whether the exception that is being handled means that the database is unavailable."""
    return is_unavailable(sys.exception())


def note_database_failure(request, **kwargs):
    """For the signal `got_request_exception`, which is sent while the exception is handled."""
    if is_database_error():
        request.META[DATABASE_FAILED] = True


def server_error(request):
    """The `handler500`, called while the exception is handled; asks the database nothing.

    It asks whoever sent a form to send it again from this very page, which still has it.
    """
    if not is_database_error():
        return defaults.server_error(request)
    page = render(None, "503.html", {"was_sent": request.method == "POST"}, status=503)
    page["Retry-After"] = RETRY_AFTER_SECONDS
    page["Cache-Control"] = "no-store"
    return page
