"""Answers public pages before any of Django runs: a WSGI application around Django's.

Each process keeps rendered, compressed pages. A kept page is answered while the content version (content_version.py)
is the one it was rendered under, and for PAGE_SECONDS at most, because of the counts on it. So an edit shows within
about a second in every process, without any message between them.

A page is rendered for nobody in particular: Django is asked without the visitor's cookies and without query parameters
that the page does not know. Requests with a session cookie (staff) always go to Django. Only answers with status 200
are kept: the content bounds their number, while anybody can make up addresses that are not found or moved.

When Django fails, the last copy of the page is answered; without one, and with the database unavailable, a page
that asks to try again.

For caches outside, `s-maxage` lets nginx or a CDN keep a page for seconds. There is no `stale-while-revalidate`:
browsers obey it too, and a reader would be shown the page as it was before their comment appeared.
"""

import logging
import threading
import time
from http import HTTPStatus

from django.core.signals import got_request_exception

from . import content_version
from .answers import collect, unavailable
from .failures import DATABASE_FAILED, note_database_failure
from .negotiation import matches, preferred_encoding
from .page_keys import PageKeys
from .page_store import Page, PageStore

STALE_SECONDS = 1.0  # how long other requests get the old copy while one renders the new one
RENDER_SECONDS = 10.0
STAMP = "cchc_portal.content_stamp"  # in the environ of a page that is rendered to be kept
# What a client says of itself and what no page may depend on; conditions and encodings are answered here.
NOT_FOR_PAGES = ("HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_ACCEPT_ENCODING", "HTTP_RANGE")

logger = logging.getLogger(__name__)


class PageCache:
    """`application` is Django's; `limit` bounds the kept pages, in bytes; `watch` tells when content has changed."""

    def __init__(self, application, limit, watch=content_version.here):
        self.application = application
        self.watch = watch
        self.pages = PageStore(limit)
        self._key_of = PageKeys(self.pages).of
        self._renders = {}
        got_request_exception.connect(note_database_failure)

    def __call__(self, environ, start_response):
        key = self._key_of(environ)
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
        if condition and matches(condition, variant.etag):
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
            render.done.wait(RENDER_SECONDS)
            old = self.pages.get(key)
        if old is None:
            return self._pass_on(environ, start_response)
        return self._answer(old, environ, start_response)

    def _render(self, key, old, environ, start_response):
        stamp = self.watch.get().stamp
        anonymous = {name: value for name, value in environ.items() if name not in NOT_FOR_PAGES}
        anonymous |= {"REQUEST_METHOD": "GET", "QUERY_STRING": key[2], STAMP: str(stamp)}
        answer = collect(self.application, anonymous)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            if old is None and self._is_database_error(anonymous):
                answer = unavailable()
            return self._answer_failure(answer, old, environ, start_response)
        if answer.status == HTTPStatus.OK and answer.is_cacheable():
            page = Page(answer, stamp)
            self.pages.keep(key, page)
            return self._answer(page, environ, start_response)
        self.pages.forget(key)
        return answer.send(environ, start_response)

    def _pass_on(self, environ, start_response):
        """Ask Django for this visitor alone. With the database unavailable, a failure becomes a page that says so."""
        started = []
        body = self.application(environ, lambda *arguments: started.append(arguments))
        status, headers, *error = started[-1]
        if status.startswith("500") and self._is_database_error(environ):
            body.close()
            return unavailable().send(environ, start_response)
        if not any(name.lower() == "cache-control" for name, _ in headers):
            headers = [*headers, ("Cache-Control", "private, no-cache")]
        start_response(status, headers, *error)
        return body

    def _answer_failure(self, answer, old, environ, start_response):
        if old is not None:
            logger.warning("Django failed; the last copy of %s is answered.", environ["PATH_INFO"])
            return self._answer(old, environ, start_response, is_stale=True)
        return answer.send(environ, start_response)

    def _is_database_error(self, environ):
        """Whether a request failed because the database is unavailable, or could not be asked."""
        if environ.get(DATABASE_FAILED):
            return True
        self.watch.expire()
        self.watch.get()
        return not self.watch.is_current


class _Render:
    """Somebody is rendering a page."""

    def __init__(self):
        self.started_at = time.monotonic()
        self.done = threading.Event()
