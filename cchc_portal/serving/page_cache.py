"""Answers public pages before any of Django runs: a WSGI application around Django's.

Each process keeps rendered, compressed pages. A kept page is answered while the content version (content_version.py)
is the one it was rendered under, and for PAGE_SECONDS at most, because of the counts on it. So an edit shows within
about a second in every process, without any message between them.

A page is rendered for nobody in particular: Django is given a request of our own that holds the address of the page
and nothing of the visitor (page_keys.py says which page somebody asks for). Only a session whose key we signed (staff)
goes to Django. Only answers with status 200 are kept: the content bounds their number, while anybody can make up
addresses that are not found or moved. What is not found has one page for all (not_found.py); a number that a list has
no page for, one for each list.

When Django fails, the last copy of the page is answered; without one, and with the database unavailable, a page
that asks to try again.

For caches outside, `s-maxage` lets nginx or a CDN keep a page for seconds. There is no `stale-while-revalidate`:
browsers obey it too, and a reader would be shown the page as it was before their comment appeared.
"""

import logging
import sys
import threading
import time
from http import HTTPStatus
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import get_path_info
from django.core.signals import got_request_exception

from articles.pagination import LAST_NUMBER

from . import content_version
from .answers import collect, moved, unavailable
from .failures import DATABASE_FAILED, HAS_NOT_FOUND_PAGE, USED, note_database_failure
from .kinds import ADMIN_PATH, WAITING
from .negotiation import matches, preferred_encoding
from .not_found import NOWHERE, NotFoundPage, is_missing_file, leads_nowhere, missing_file, send_not_found
from .page_keys import MAX_PAGE_NUMBER, NO_NUMBER, PageKeys, in_small_letters, number_of_article
from .page_store import Page, PageStore

STALE_SECONDS = 1.0  # how long other requests get the old copy while one renders the new one
RENDER_SECONDS = 10.0
LED_MAX = 5000  # articles of which it is known where their other slugs lead
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
        self._keys = PageKeys(self.pages)
        self._key_of = self._keys.of
        self._not_found = NotFoundPage(self._render_not_found)
        self._renders = {}
        self._led = {}  # number of an article → (stamp, where its other slugs lead)
        got_request_exception.connect(note_database_failure)

    def __call__(self, environ, start_response):
        key, address = self._key_of(environ)
        if address is not None:
            return moved(address).send(environ, start_response)
        if key is None:
            return self._answer_one(environ, start_response)
        page, kept_as = self.pages.get(key), key
        if page is None and key[2]:
            page, kept_as = self._explained(key)
        if page is not None:
            stamp, is_current = self.watch.get().stamp, self.watch.is_current
            if (page.stamp == stamp and time.monotonic() < page.fresh_until) or not is_current:
                return self._answer(page, environ, start_response, is_stale=not is_current)
        elif address := self._led_to(key[1]):
            return moved(address).send(environ, start_response)
        elif self._not_found.is_made and leads_nowhere(get_path_info(environ)):
            return self._answer_not_found(environ, start_response, in_small_letters(key[1]))
        return self._render_once(key, kept_as, page, environ, start_response)

    def _led_to(self, path):
        """Where Django has led from another made-up slug of the same article, under this version; or None."""
        stamp, address = self._led.get(number_of_article(path), (None, None))
        return address if address != path and stamp == self.watch.get().stamp else None

    def _note_where_it_leads(self, path, answer, stamp):
        number = number_of_article(path)
        address = next((value for name, value in answer.headers if name.lower() == "location"), None)
        if number and answer.status == HTTPStatus.MOVED_PERMANENTLY and number_of_article(address) == number:
            if len(self._led) >= LED_MAX:
                self._led.clear()
            self._led[number] = stamp, address

    def _explained(self, key):
        """(the page that explains that its list has no such number, its key) if one is kept; else (None, `key`)."""
        name, _, number = key[2].partition("=")
        kept_as = (*key[:2], f"{name}={MAX_PAGE_NUMBER}")
        page = self.pages.get(kept_as)
        return (page, kept_as) if page is not None and page.last_number < int(number) else (None, key)

    def _answer_one(self, environ, start_response):
        """Answer a request that is for no page, or by staff: what is not there needs no Django."""
        path = get_path_info(environ)
        if path.startswith(ADMIN_PATH) or not self._keys.is_by_reader(environ):
            return self._pass_on(environ, start_response)
        if self._keys.is_secure(environ):
            if is_missing_file(path):
                return missing_file(path).send(environ, start_response)
            if self._not_found.is_made and leads_nowhere(path):
                return self._answer_not_found(environ, start_response)
        environ[HAS_NOT_FOUND_PAGE] = True
        return self._pass_on(environ, start_response)

    def _answer_not_found(self, environ, start_response, small=None, cookies=()):
        """Lead to the address `small`, if there is one to try; else answer with the 404 page, to be rendered at most
        once for each content version.
        """
        if small:
            return moved(small).send(environ, start_response)
        version = self.watch.get()
        page = self._not_found.get(version, self.watch.is_current)
        if page is None:
            return unavailable().send(environ, start_response)
        variant = page.variants[preferred_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        return send_not_found(variant, environ, start_response, cookies)

    def _render_not_found(self, stamp):
        key = (self._keys.site, NOWHERE, "")
        answer = collect(self.application, _request_for(key, sys.stderr) | {STAMP: str(stamp)})
        return Page(answer, stamp) if answer.status == HTTPStatus.NOT_FOUND and answer.is_for_everybody() else None

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

    def _render_once(self, key, kept_as, old, environ, start_response):
        """One request renders the page `key`; others are answered with the `old` copy, which is kept as `kept_as`, for
        a moment, then wait.
        """
        mine = _Render()
        render = self._renders.setdefault(kept_as, mine)
        if render is mine:
            try:
                return self._render(key, kept_as, old, environ, start_response)
            finally:
                del self._renders[kept_as]
                mine.done.set()
        if old is None or time.monotonic() - render.started_at > STALE_SECONDS:
            self._wait_for(render)
            old = self.pages.get(kept_as)
        if old is None:
            return self._answer_one(environ, start_response)
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

    def _render(self, key, kept_as, old, environ, start_response):
        stamp = self.watch.get().stamp
        anonymous = _request_for(key, environ["wsgi.errors"]) | {STAMP: str(stamp), HAS_NOT_FOUND_PAGE: True}
        answer = collect(self.application, anonymous)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            if old is None and answer.status != HTTPStatus.SERVICE_UNAVAILABLE and self._is_database_error(anonymous):
                answer = unavailable()
            return self._answer_failure(answer, old, environ, start_response)
        last_number = anonymous.get(LAST_NUMBER)
        place = _place_of(key, last_number)
        is_kept = answer.is_cacheable() if last_number is None else answer.is_for_everybody()
        if place and is_kept and answer.status == HTTPStatus.OK:
            page = Page(answer, stamp, last_number)
            self.pages.keep(place, page)
            return self._answer(page, environ, start_response)
        self.pages.forget(kept_as)
        if answer.status == HTTPStatus.NOT_FOUND:
            small = in_small_letters(key[1])
            if small or anonymous[HAS_NOT_FOUND_PAGE] == USED:
                return self._answer_not_found(environ, start_response, small)
        elif answer.status in MOVED:
            self._note_where_it_leads(key[1], answer, stamp)
            answer = answer.kept_no_longer_than_a_page()
        return answer.send(environ, start_response)

    def _pass_on(self, environ, start_response):
        """Ask Django for this visitor alone. With the database unavailable, a failure becomes a page that says so."""
        started = []
        body = self.application(environ, lambda *arguments: started.append(arguments))
        status, headers, *error = started[-1]
        if status.startswith("500") and self._is_database_error(environ):
            _close(body)
            return unavailable().send(environ, start_response)
        if status.startswith("404") and environ.get(HAS_NOT_FOUND_PAGE) == USED:
            _close(body)
            cookies = [(name, value) for name, value in headers if name.lower() == "set-cookie"]
            return self._answer_not_found(environ, start_response, cookies=cookies)
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


def _place_of(key, last_number):
    """The key under which the page is kept that was rendered for `key`: one for all numbers that its list has no page
    for, if it explains that (`last_number`). None for a number that no page can have, where nothing explains it.
    """
    name, has_number, number = key[2].partition("=")
    is_made_up = has_number and int(number) in {NO_NUMBER, MAX_PAGE_NUMBER}
    if last_number is None:
        return None if is_made_up else key
    return key if is_made_up else (*key[:2], f"{name}={MAX_PAGE_NUMBER}")


def _request_for(key, errors):
    """The environ of a GET for the page `key` at the portal's own address, by nobody; `errors` takes what the
    application has to report.
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
        "wsgi.errors": errors,
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        request[name] = value
    return request


def _close(body):
    if hasattr(body, "close"):
        body.close()


class _Render:
    """Somebody is rendering a page."""

    def __init__(self):
        self.started_at = time.monotonic()
        self.done = threading.Event()
