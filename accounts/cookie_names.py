"""Cookies under HTTPS are named `__Host-…`: a browser takes such a one from this host alone, never from a neighbour
under the same domain. Release 0.4.0 knows the names without that; the middleware keeps both in step, and goes with the
next release.
"""

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.db import SessionStore

OLD_SESSION, OLD_CSRF = "sessionid", "csrftoken"


def keep_old_names_in_step(get_response):
    """Middleware, before that of sessions. Whoever signed in by the last release is signed in, and gets the new names;
    what is written under a new name is written under the old one too. Costs a query only where the last release has
    begun another session beside ours.
    """

    def middleware(request):
        adopted = _adopt(request.COOKIES)
        response = get_response(request)
        if adopted:
            _write_new_names(adopted, request, response)
        for new, old in _names().items():
            if cookie := response.cookies.get(new):
                response.cookies[old] = cookie.value
                response.cookies[old].update(cookie)
        return response

    return middleware


def _names():
    names = {settings.SESSION_COOKIE_NAME: OLD_SESSION, settings.CSRF_COOKIE_NAME: OLD_CSRF}
    return {new: old for new, old in names.items() if new != old}


def _adopt(cookies):
    """Give `cookies` of the request the new names where the old ones count; returns these."""
    adopted = set()
    for new, old in _names().items():
        if cookies.get(old) and cookies.get(new) != cookies[old] and (old == OLD_CSRF or _is_over(cookies.get(new))):
            cookies[new] = cookies[old]
            adopted.add(new)
    return adopted


def _is_over(session_key):
    """Whether the session of the new name is none (any more). That of the old name was begun by the last release: we
    write both, so they differ only after it has written. A token of forms may always be the later one: who sends a
    form from elsewhere is known by Origin, not by it.
    """
    is_key = bool(session_key) and session_key.isascii() and session_key.isalnum()
    return not is_key or not SessionStore().exists(session_key)


def _write_new_names(adopted, request, response):
    session = getattr(request, "session", None)
    name, token = settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME
    if name in adopted and name not in response.cookies and session is not None and SESSION_KEY in session:
        response.set_cookie(
            name,
            session.session_key,
            max_age=session.get_expiry_age(),
            path=settings.SESSION_COOKIE_PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=settings.SESSION_COOKIE_HTTPONLY,
            samesite=settings.SESSION_COOKIE_SAMESITE,
        )
    if token in adopted and token not in response.cookies:
        response.set_cookie(
            token,
            request.COOKIES[token],
            max_age=settings.CSRF_COOKIE_AGE,
            path=settings.CSRF_COOKIE_PATH,
            secure=settings.CSRF_COOKIE_SECURE,
            httponly=settings.CSRF_COOKIE_HTTPONLY,
            samesite=settings.CSRF_COOKIE_SAMESITE,
        )


class PrefixedCookieStorage(CookieStorage):
    """Sentences for the next page, in a cookie of this host alone."""

    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class MessageStorage(FallbackStorage):
    storage_classes = (PrefixedCookieStorage, SessionStorage)
