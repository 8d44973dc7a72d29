"""Answers public pages before any of Django runs: a WSGI application around Django's.

Each process keeps rendered, compressed pages. A kept page is answered while the content version (content_version.py)
is the one it was rendered under, and for PAGE_SECONDS at most, because of the counts on it. So an edit shows within
about a second in every process, without any message between them.

A page is made for nobody in particular: Django is asked without the visitor's cookies and without query parameters
that the page does not know. Whoever carries a session cookie (staff) is never answered from here. Only answers with
status 200 are kept: the content bounds their number, while anybody can make up addresses that are not found or moved.

When Django fails, the last copy of the page is answered; without one, and with the database away, a page that asks to
try again.

For caches outside, `s-maxage` lets nginx or a CDN keep a page for seconds. There is no `stale-while-revalidate`:
browsers obey it too, and a reader would be shown the page as it was before their comment appeared.
"""

import gzip
import hashlib
import logging
import re
import threading
import time
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

import brotli
from django.conf import settings
from django.core.signals import got_request_exception
from django.http.request import split_domain_port, validate_host
from django.template.loader import render_to_string

from . import content_version
from .failures import DATABASE_FAILED, RETRY_AFTER_SECONDS, note_database_failure

PAGE_SECONDS = 60
STALE_SECONDS = 1.0  # so long others are answered with the old copy while one request renders the new one
RENDER_SECONDS = 10.0
STAMP = "cchc_portal.content_stamp"  # in the environ of a page that is rendered to be kept
CACHE_CONTROL = "public, max-age=0, s-maxage=5, stale-if-error=86400"
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,4}")
MOST_HOSTS = 32
BROTLI_QUALITY = 5

# First part of the path, or a whole path, → the query parameters that its pages know. Others go to Django.
PAGES = {
    "": (),
    "bai-viet": (),
    "chuyen-muc": ("trang",),
    "su-kien": ("trang",),
    "tac-gia": ("trang",),
    "the": ("trang",),
    "trang": (),
    "rss": (),
    "atom": (),
    "so-do-trang": (),
    "hoi-dap": ("trang",),
    "sitemap.xml": (),
    "sitemap-tin.xml": (),
    "sitemap-trang.xml": ("p",),
    "sitemap-chuyen-muc.xml": ("p",),
    "sitemap-bai-viet.xml": ("p",),
    "sitemap-su-kien.xml": ("p",),
    "sitemap-trang-tinh.xml": ("p",),
    "sitemap-thong-ke.xml": ("p",),
    "robots.txt": (),
    "/thong-ke/": (),
    "/thong-ke/cach-tinh/": (),
}
# What a client says of itself and what no page may depend on; conditions and encodings are answered here.
NOT_FOR_PAGES = ("HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_ACCEPT_ENCODING", "HTTP_RANGE")

logger = logging.getLogger(__name__)


class PageCache:
    """`application` is Django's; `limit` bounds the kept pages, in bytes; `watch` tells when content has changed."""

    def __init__(self, application, limit, watch=content_version.here):
        self.application = application
        self.watch = watch
        self.limit = limit
        self.size = 0
        self._pages = {}  # in the order of eviction
        self._renders = {}
        self._hosts = set()
        self._encodings = {}
        self._lock = threading.Lock()
        self._session_cookie = f"{settings.SESSION_COOKIE_NAME}="
        self._https_header, self._https_value = settings.SECURE_PROXY_SSL_HEADER or (None, None)
        got_request_exception.connect(note_database_failure)

    def __call__(self, environ, start_response):
        key = self._key(environ)
        if key is None:
            return self._pass_on(environ, start_response)
        page = self._pages.get(key)
        if page is not None:
            reading = self.watch.current()
            if (page.stamp == reading.stamp and time.monotonic() < page.fresh_until) or not reading.is_current:
                return self._answer(page, environ, start_response, is_stale=not reading.is_current)
        return self._render_once(key, page, environ, start_response)

    def _key(self, environ):
        """What tells one page from another; None for what is no page for everybody."""
        cookies = environ.get("HTTP_COOKIE")
        if (cookies and self._session_cookie in cookies) or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return None
        if "HTTP_HX_REQUEST" in environ or "HTTP_AUTHORIZATION" in environ:
            return None
        query = environ.get("QUERY_STRING", "")
        key = (environ.get("HTTP_HOST"), environ["PATH_INFO"], query, self._is_https(environ))
        if key in self._pages:
            return key
        known = self._known_query(key[1], query)
        if known is None or not self._is_our_host(key[0]):
            return None
        return (key[0], key[1], known, key[3])

    def _is_https(self, environ):
        if self._https_header:
            return environ.get(self._https_header) == self._https_value
        return environ["wsgi.url_scheme"] == "https"

    def _known_query(self, path, query):
        """The part of `query` that the page at `path` knows, in one order; None when it is to be left to Django."""
        first, _, rest = path[1:].partition("/")
        parameters = PAGES.get(path, PAGES.get(first))
        if parameters is None or (not first and rest):
            return None
        if not query or not parameters:
            return ""
        try:
            values = {name: value for name, value in parse_qsl(query, max_num_fields=50) if name in parameters}
        except ValueError:  # more fields than any page knows
            return None
        # Pages are numbered, each in one way; other values get an explanation, which need not be kept.
        if not all(PAGE_NUMBER.fullmatch(value) for value in values.values()):
            return None
        return urlencode(sorted(values.items()))

    def _is_our_host(self, host):
        if host in self._hosts:
            return True
        if not host or len(self._hosts) >= MOST_HOSTS:  # the same name with ever new ports
            return False
        domain, _ = split_domain_port(host)
        if domain and validate_host(domain, settings.ALLOWED_HOSTS):
            self._hosts.add(host)
            return True
        return False

    def _answer(self, page, environ, start_response, *, is_stale=False):
        page.was_asked = True
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        variant = page.variants[self._encodings.get(accepted) or self._choose_encoding(accepted)]
        condition = environ.get("HTTP_IF_NONE_MATCH")
        if condition and matches(condition, variant.etag):
            start_response("304 Not Modified", page.stale(variant.headers_unchanged, is_stale))
            return []
        start_response("200 OK", page.stale(variant.headers, is_stale))
        return variant.body if environ["REQUEST_METHOD"] == "GET" else []

    def _choose_encoding(self, accepted):
        encoding = preferred_encoding(accepted)
        if len(self._encodings) < 256 and len(accepted) < 256:
            self._encodings[accepted] = encoding
        return encoding

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
            old = self._pages.get(key)
        if old is None:
            return self._pass_on(environ, start_response)
        return self._answer(old, environ, start_response)

    def _render(self, key, old, environ, start_response):
        reading = self.watch.current()
        for_everybody = {name: value for name, value in environ.items() if name not in NOT_FOR_PAGES}
        for_everybody |= {"REQUEST_METHOD": "GET", "QUERY_STRING": key[2], STAMP: str(reading.stamp)}
        answer = collect(self.application, for_everybody)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            if old is None and self._is_for_want_of_the_database(for_everybody):
                answer = unavailable()
            return self._answer_failure(answer, old, environ, start_response)
        if answer.status == HTTPStatus.OK and answer.is_for_everybody():
            page = Page(answer, reading.stamp)
            self._keep(key, page)
            return self._answer(page, environ, start_response)
        self._forget(key)
        return answer.send(environ, start_response)

    def _pass_on(self, environ, start_response):
        """Ask Django for this visitor alone. A failure while the database is away becomes a page that says so."""
        started = []
        body = self.application(environ, lambda *arguments: started.append(arguments))
        status, headers, *error = started[-1]
        if status.startswith("500") and self._is_for_want_of_the_database(environ):
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

    def _is_for_want_of_the_database(self, environ):
        """Whether a failed request failed for that. The database may be back by now, or never have been asked."""
        if environ.get(DATABASE_FAILED):
            return True
        self.watch.forget()
        return not self.watch.current().is_current

    def _keep(self, key, page):
        if page.size > self.limit // 8:
            return
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self.size += page.size
            while self.size > self.limit:
                oldest = next(iter(self._pages))
                if self._pages[oldest].was_asked:  # a second chance, at the end of the queue
                    self._pages[oldest].was_asked = False
                    self._pages[oldest] = self._pages.pop(oldest)
                else:
                    self._drop(oldest)

    def _forget(self, key):
        with self._lock:
            self._drop(key)

    def _drop(self, key):
        if page := self._pages.pop(key, None):
            self.size -= page.size


class _Render:
    """Somebody is rendering a page."""

    def __init__(self):
        self.started_at = time.monotonic()
        self.done = threading.Event()


class Page:
    """A rendered page in the encodings that were asked for, with the headers of each ready to be sent."""

    __slots__ = ("fresh_until", "made_at", "size", "stamp", "variants", "was_asked")

    def __init__(self, answer, stamp):
        self.stamp = stamp
        self.made_at = time.monotonic()
        self.fresh_until = self.made_at + PAGE_SECONDS
        self.was_asked = False
        self.variants = Variants(answer)
        self.size = 4096 + 2 * len(answer.body)  # its compressed variants together are shorter than the plain one

    def stale(self, headers, is_stale):
        """A copy of `headers`; says how old the copy is when it could not be checked."""
        if not is_stale:
            return headers.copy()
        age = str(int(time.monotonic() - self.made_at))
        return [*headers, ("Age", age), ("Warning", '111 - "Revalidation Failed"')]


class Variant:
    """One encoding of a page."""

    __slots__ = ("body", "etag", "headers", "headers_unchanged")

    def __init__(self, body, headers, etag, encoding):
        self.body = [body]
        self.etag = etag
        about_caching = ("cache-control", "content-security-policy", "vary", "expires")
        self.headers_unchanged = [(n, v) for n, v in headers if n.lower() in about_caching] + [("ETag", etag)]
        self.headers = [*headers, ("ETag", etag), ("Content-Length", str(len(body)))]
        if encoding:
            self.headers.append(("Content-Encoding", encoding))


class Variants(dict):
    """`{"br" | "gzip" | "identity": Variant}` of an answer, each made when somebody first asks for it.

    One that would be longer than the plain body is the plain one.
    """

    def __init__(self, answer):
        super().__init__()
        self._headers = answer.headers_for_everybody()
        self._digest = hashlib.blake2b(answer.body, digest_size=9).hexdigest()
        self["identity"] = Variant(answer.body, self._headers, f'"{self._digest}"', "")

    def __missing__(self, encoding):
        plain = self["identity"]
        (body,) = plain.body
        short = brotli.compress(body, quality=BROTLI_QUALITY) if encoding == "br" else gzip.compress(body, 6, mtime=0)
        is_shorter = len(short) < len(body)
        etag = f'"{self._digest}-{encoding}"'
        self[encoding] = Variant(short, self._headers, etag, encoding) if is_shorter else plain
        return self[encoding]


class Answer:
    """What Django answered, as a whole."""

    def __init__(self, status_line, headers, body):
        self.status_line = status_line
        self.status = int(status_line[:3])
        self.headers = headers
        self.body = body

    def is_for_everybody(self):
        """Whether it sets no cookie and does not forbid to be kept."""
        for name, value in self.headers:
            if name.lower() in {"set-cookie", "content-encoding"}:
                return False
            if name.lower() == "cache-control" and ("private" in value or "no-store" in value or "no-cache" in value):
                return False
        return True

    def headers_for_everybody(self):
        """Its headers without those that each variant has of its own, and open to outside caches.

        `Vary: Cookie` goes: the page was made without cookies, and a cache outside would keep a copy for each visitor.
        """
        dropped = {"content-length", "etag", "vary"}
        headers = [(name, value) for name, value in self.headers if name.lower() not in dropped]
        if not any(name.lower() == "cache-control" for name, _ in headers):
            headers.append(("Cache-Control", CACHE_CONTROL))
        varies = {part.strip() for name, value in self.headers if name.lower() == "vary" for part in value.split(",")}
        others = sorted(part for part in varies if part.lower() not in {"cookie", "accept-encoding"})
        return [*headers, ("Vary", ", ".join(["Accept-Encoding", *others]))]

    def send(self, environ, start_response):
        start_response(self.status_line, self.headers)
        return [self.body] if environ["REQUEST_METHOD"] != "HEAD" else []


def collect(application, environ):
    """Run `application` to the end, as a server does."""
    started = []
    result = application(environ, lambda *arguments: started.append(arguments))
    try:
        body = b"".join(result)
    finally:
        if hasattr(result, "close"):
            result.close()
    return Answer(started[-1][0], started[-1][1], body)


def unavailable():
    """A page of its own that says to come back; it needs no database."""
    body = render_to_string("503.html").encode()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Retry-After", str(RETRY_AFTER_SECONDS)),
        ("Cache-Control", "no-store"),
        (
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'",
        ),
        ("X-Content-Type-Options", "nosniff"),
    ]
    return Answer("503 Service Unavailable", headers, body)


def matches(condition, etag):
    """Whether an If-None-Match header names `etag` (compared as weak ones, as RFC 9110 says)."""
    return (
        condition == etag
        or condition.strip() == "*"
        or etag in [e.strip().removeprefix("W/") for e in condition.split(",")]
    )


def preferred_encoding(accepted):
    """ "br", "gzip" or "identity": the shortest that an Accept-Encoding header allows."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        weight = parameters.partition("=")[2].strip() if parameters else "1"
        weights[name.strip()] = weight.rstrip("0.") != ""
    return next((name for name in ("br", "gzip") if weights.get(name, weights.get("*", False))), "identity")
