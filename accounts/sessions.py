"""Sessions of staff, and how a request shows without a query that it has one.

Beside the session's key the browser keeps our signature on it. Whoever answers before Django (page cache, beacons)
sends a visitor to Django only for a key that is signed: anybody can make up a key, and each would be a page rendered
for nobody. The signature admits to nothing: who is signed in says the session's row alone.
"""

import re
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

from .idle import MAX_SESSION_SECONDS

KEY_MAX_LENGTH = 40  # of the column
SIGNATURE_MAX_LENGTH = 80


class SignedSessionMiddleware(SessionMiddleware):
    """Django's, and the signature on the key. A session that has none yet (the last release began it) gets its own
    with the next answer of Django.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        name, written = settings.SESSION_COOKIE_NAME, signature_cookie_name()
        cookie = response.cookies.get(name)
        if cookie is not None and not cookie.value:  # Django deletes it
            _delete(response, written)
        elif cookie is not None or _lacks_signature(request):
            _set_signature(response, request.session)
        return response


def signature_cookie_name() -> str:
    return f"{settings.SESSION_COOKIE_NAME}-signature"


def has_signed_session(cookies: str | None) -> bool:
    """Whether the header Cookie holds the key of a session with our signature, at most twelve hours old. No query."""
    name = settings.SESSION_COOKIE_NAME
    if not cookies or name not in cookies:
        return False
    return is_signed(_last(name, cookies), _last(signature_cookie_name(), cookies))


def is_signed(key: str, signature: str) -> bool:
    """Whether `signature` is ours on the session `key`, and not older than a session can be."""
    if not 0 < len(key) <= KEY_MAX_LENGTH or not 0 < len(signature) <= SIGNATURE_MAX_LENGTH:
        return False
    try:
        _signer().unsign(f"{key}:{signature}", max_age=MAX_SESSION_SECONDS)
    except BadSignature:
        return False
    return True


def sign(key: str) -> str:
    """The signature on the session `key`, with the moment in it."""
    return _signer().sign(key)[len(key) + 1 :]


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="accounts.sessions")


def _last(name: str, cookies: str) -> str:
    """The value of cookie `name` in the header, as Django reads it: of several the last; "" for none."""
    found = _pattern(name).findall(cookies)
    return found[-1].strip() if found else ""


@lru_cache(maxsize=8)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|;)\s*{re.escape(name)}=([^;]*)")


def _lacks_signature(request: HttpRequest) -> bool:
    """Whether somebody is signed in whose key is not signed. No query: who asked for no user stays unknown."""
    session = request.session
    if not session.accessed or SESSION_KEY not in session:
        return False
    return not is_signed(session.session_key or "", request.COOKIES.get(signature_cookie_name(), ""))


def _set_signature(response: HttpResponse, session: Any) -> None:
    if session.session_key and SESSION_KEY in session:
        response.set_cookie(
            signature_cookie_name(),
            sign(session.session_key),
            max_age=MAX_SESSION_SECONDS,
            path=settings.SESSION_COOKIE_PATH,
            domain=settings.SESSION_COOKIE_DOMAIN,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite=settings.SESSION_COOKIE_SAMESITE,
        )


def _delete(response: HttpResponse, name: str) -> None:
    response.delete_cookie(
        name,
        path=settings.SESSION_COOKIE_PATH,
        domain=settings.SESSION_COOKIE_DOMAIN,
        samesite=settings.SESSION_COOKIE_SAMESITE,
    )
