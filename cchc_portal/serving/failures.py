"""Error pages: while the database is unavailable they ask people to come back (503, not 500).

Whoever asks in Django's place may have the page of what is not found already (not_found.py).
"""

import sys

from django.conf import settings
from django.http import HttpResponseNotFound
from django.middleware.csrf import get_token as csrf_token
from django.shortcuts import render
from django.views import csrf, defaults

from database.unavailable import is_unavailable

RETRY_AFTER_SECONDS = 10
# In the environ of a request
DATABASE_FAILED = "cchc_portal.database_failed"
HAS_NOT_FOUND_PAGE = "cchc_portal.has_not_found_page"  # whoever asks sends the page himself; "used" when he must
USED = "used"
FORM_TOO_OLD = "form_too_old"  # the request came without a token that counts


def is_database_error():
    """Whether the exception that is being handled means that the database is unavailable."""
    return is_unavailable(sys.exception())


def note_database_failure(request, **kwargs):
    """For the signal `got_request_exception`, which is sent while the exception is handled."""
    if is_database_error():
        request.META[DATABASE_FAILED] = True


def page_not_found(request, exception):
    """The `handler404`: nothing but the status for whoever has the page, and renders it for others."""
    if request.path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return render(None, "404_file.html", status=404)
    if HAS_NOT_FOUND_PAGE in request.META:
        request.META[HAS_NOT_FOUND_PAGE] = USED
        return HttpResponseNotFound()
    return defaults.page_not_found(request, exception)


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


def csrf_failure(request, reason=""):
    """The page for a form without a token that counts (`CSRF_FAILURE_VIEW`). Its cookie brings one that does, so that
    a script can send once more; of nobody's session it says so (json_errors.py).
    """
    request.META[FORM_TOO_OLD] = True
    csrf_token(request)
    return csrf.csrf_failure(request, reason)
