"""Answers public pages before any of Django runs: a WSGI application around Django's.

Each process keeps rendered, compressed pages. A kept page is answered while the content version (content_version.py)
is the one it was rendered under, and for PAGE_SECONDS at most, because of the counts on it. So an edit shows within
about a second in every process, without any message between them.

A page is rendered for nobody in particular: Django is given a request of our own that holds the address of the page
and nothing of the visitor (page_keys.py says which page somebody asks for). Only a session whose key we signed (staff)
goes to Django. Only answers with status 200 are kept: the content bounds their number, while anybody can make up
addresses that are not found or moved.

When Django fails, the last copy of the page is answered; without one, and with the database unavailable, a page
that asks to try again.

For caches outside, `s-maxage` lets nginx or a CDN keep a page for seconds. There is no `stale-while-revalidate`:
browsers obey it too, and a reader would be shown the page as it was before their comment appeared.
"""

import logging
import threading
import time
from http import HTTPStatus
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signals import got_request_exception

from . import content_version
from .answers import collect, moved, unavailable
from .failures import DATABASE_FAILED, note_database_failure
from .kinds import WAITING
from .negotiation import matches, preferred_encoding
from .page_keys import PageKeys, in_small_letters
from .page_store import Page, PageStore

STALE_SECONDS = 1.0  # how long other requests get the old copy while one renders the new one
RENDER_SECONDS = 10.0
MOVED = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND}
STAMP = "cchc_portal.content_stamp"  # in the environ of a page that is rendered to be kept
CONDITION_MAX_LENGTH = 1000  # of If-None-Match: a browser names the copies that it has

logger = logging.getLogger(__name__)


class PageCache:
    """`application` is Django's; `limit` bounds the kept pages, in bytes; `watch` notices changes of the content.

    A request that waits for another's rendering takes one of `places` (gate.py), so that some threads never wait.
    """

    def __init__(self, application, limit, watch=content_version.here, places=None):
        self.application = application
        self.watch = watch
        self.places = places
        self.pages = PageStore(limit)
        self._key_of = PageKeys(self.pages).of
        self._renders = {}
        got_request_exception.connect(note_database_failure)

    def __call__(self, environ, start_response):
        key, address = self._key_of(environ)
        if address is not None:
            return moved(address).send(environ, start_response)
        if key is None:
            return self._pass_on(environ, start_response)
        page = self.pages.get(key)
        if page is not None:
            stamp, is_current = self.watch.get().stamp, self.watch.is_current
            if (page.stamp == stamp and time.monotonic() < page.fresh_until) or not is_current:
                return self._answer(page, environ, start_response, is_stale=not is_current)
        return self._render_once(key, page, environ, start_response)

    def _answer(self, page, environ, start_response, *, is_stale=False):
        page.was_asked = True
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        variant = page.variants[preferred_encoding(accepted)]
        condition = environ.get("HTTP_IF_NONE_MATCH")
        if condition and len(condition) <= CONDITION_MAX_LENGTH and matches(condition, variant.etag):
            start_response("304 Not Modified", page.stale(variant.headers_unchanged, is_stale))
            return []
        start_response("200 OK", page.stale(variant.headers, is_stale))
        return variant.body if environ["REQUEST_METHOD"] == "GET" else []

    def _render_once(self, key, old, environ, start_response):
        """One request renders; others are answered with the old copy for a moment, then wait."""
        mine = _Render()
        render = self._renders.setdefault(key, mine)
        if render is mine:
            try:
                return self._render(key, old, environ, start_response)
            finally:
                del self._renders[key]
                mine.done.set()
        if old is None or time.monotonic() - render.started_at > STALE_SECONDS:
            self._wait_for(render)
            old = self.pages.get(key)
        if old is None:
            return self._pass_on(environ, start_response)
        return self._answer(old, environ, start_response)

    def _wait_for(self, render):
        """Not where no place is free: then the old copy is answered, or Django's gate answers."""
        if self.places is None:
            render.done.wait(RENDER_SECONDS)
        elif self.places.enter(WAITING) is None:
            try:
                render.done.wait(RENDER_SECONDS)
            finally:
                self.places.leave(WAITING)

    def _render(self, key, old, environ, start_response):
        stamp = self.watch.get().stamp
        anonymous = _request_for(key, environ) | {STAMP: str(stamp)}
        answer = collect(self.application, anonymous)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            if old is None and answer.status != HTTPStatus.SERVICE_UNAVAILABLE and self._is_database_error(anonymous):
                answer = unavailable()
            return self._answer_failure(answer, old, environ, start_response)
        if answer.status == HTTPStatus.OK and answer.is_cacheable():
            page = Page(answer, stamp)
            self.pages.keep(key, page)
            return self._answer(page, environ, start_response)
        self.pages.forget(key)
        if answer.status == HTTPStatus.NOT_FOUND and (small := in_small_letters(key[1])):
            answer = moved(small)
        elif answer.status in MOVED:
            answer = answer.kept_no_longer_than_a_page()
        return answer.send(environ, start_response)

    def _pass_on(self, environ, start_response):
        """Ask Django for this visitor alone. With the database unavailable, a failure becomes a page that says so."""
        started = []
        body = self.application(environ, lambda *arguments: started.append(arguments))
        status, headers, *error = started[-1]
        if status.startswith("500") and self._is_database_error(environ):
            if hasattr(body, "close"):
                body.close()
            return unavailable().send(environ, start_response)
        if not any(name.lower() == "cache-control" for name, _ in headers):
            headers = [*headers, ("Cache-Control", "private, no-cache")]
        start_response(status, headers, *error)
        return body

    def _answer_failure(self, answer, old, environ, start_response):
        if old is not None:
            if answer.status != HTTPStatus.SERVICE_UNAVAILABLE:
                more = {"once_per_minute": True}
                logger.warning("Django failed; the last copy of %s is answered.", environ["PATH_INFO"], extra=more)
            return self._answer(old, environ, start_response, is_stale=True)
        return answer.send(environ, start_response)

    def _is_database_error(self, environ):
        """Whether a request failed because the database is unavailable, or could not be asked."""
        if environ.get(DATABASE_FAILED):
            return True
        self.watch.expire()
        self.watch.get()
        return not self.watch.is_current


def _request_for(key, environ):
    """The environ of a GET for the page `key` at the portal's own address, by nobody: of `environ`, the visitor's, it
    has only where the server takes errors.
    """
    host, path, query = key
    site = urlsplit(settings.SITE_URL)
    request = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": site.hostname or "",
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "",
        "HTTP_HOST": host,
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": environ["wsgi.errors"],
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        request[name] = value
    return request


class _Render:
    """Somebody is rendering a page."""

    def __init__(self):
        self.started_at = time.monotonic()
        self.done = threading.Event()
