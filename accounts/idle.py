"""The end of a staff session: after half an hour without use, or twelve hours after it began.

The browser asks how long is left (static/accounts/idle.js), warns a minute before the end, and never leaves the page:
what was typed stays. Asking does not count as use, nor does what a page asks for by the clock (`X-Asked-By: clock`);
every other request does.
"""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from .page_accounts import HEADER, read_token

MAX_SESSION_SECONDS = 12 * 60 * 60
NOTE_EVERY_SECONDS = 60  # how often the session is written while somebody works
BEGAN, USED = "began_at", "used_at"


def end_idle_sessions(get_response):
    """Middleware, after the one that knows the user. Requests without a session cookie cost nothing."""
    status_path = reverse("accounts:session")

    def middleware(request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            if seconds_left(request.session) <= 0:
                logout(request)
            elif request.path != status_path and request.headers.get("X-Asked-By") != "clock":
                note_use(request.session, at_most_every=NOTE_EVERY_SECONDS)
        return get_response(request)

    return middleware


def seconds_left(session):
    """Seconds until the session ends, if it is not used again; a session without use begins now."""
    now = timezone.now().timestamp()
    idle = session.get(USED, now) + settings.SESSION_COOKIE_AGE
    return int(min(idle, session.get(BEGAN, now) + MAX_SESSION_SECONDS) - now)


def note_use(session, *, at_most_every=0):
    now = timezone.now().timestamp()
    session.setdefault(BEGAN, now)
    if now - session.get(USED, 0) >= at_most_every:
        session[USED] = now


@never_cache
@require_http_methods(["GET", "POST"])
def session(request):
    """JSON for idle.js: `seconds_left`, `user` (its pk) and a `csrf_token`; 401 when nobody is signed in. Then a page
    of ours (page_accounts.HEADER) is told what has become of its account (`reason`, `message`), and gets a token.

    GET only looks; POST counts as use.
    """
    if not request.user.is_staff:
        return JsonResponse({"seconds_left": 0, **_told_to_page(request)}, status=401)
    if request.method == "POST":
        note_use(request.session)
    return JsonResponse(
        {"seconds_left": seconds_left(request.session), "user": request.user.pk, "csrf_token": get_token(request)}
    )


def _told_to_page(request):
    account = read_token(request.headers.get(HEADER, ""))
    if account is None:
        return {}
    return {
        "reason": account.standing.value,
        "message": account.sentence,
        "may_sign_in": account.may_sign_in,
        "csrf_token": get_token(request),
    }


@never_cache
@require_safe
@login_required
def signed_in(request):
    """The last page of a tab in which somebody signed in again: it informs the page that waits."""
    return render(request, "accounts/signed_in.html", admin.site.each_context(request))
