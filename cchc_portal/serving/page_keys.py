"""The keys of cached pages, and the requests that must go to Django."""

import re
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,4}")
MAX_HOSTS = 32

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


class PageKeys:
    """`kept` holds the keys of the pages that are kept: a request for one of them needs no check."""

    def __init__(self, kept):
        self._kept = kept
        self._hosts = set()
        self._session_cookie = f"{settings.SESSION_COOKIE_NAME}="
        self._https_header, self._https_value = settings.SECURE_PROXY_SSL_HEADER or (None, None)

    def of(self, environ):
        """(host, path, query that the page knows, whether by HTTPS); None for a request that must go to Django."""
        cookies = environ.get("HTTP_COOKIE")
        if (cookies and self._session_cookie in cookies) or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return None
        if "HTTP_HX_REQUEST" in environ or "HTTP_AUTHORIZATION" in environ:
            return None
        query = environ.get("QUERY_STRING", "")
        key = (environ.get("HTTP_HOST"), environ["PATH_INFO"], query, self._is_https(environ))
        if key in self._kept:
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
        # A page number has one spelling; other values get an explanation, which is not kept.
        if not all(PAGE_NUMBER.fullmatch(value) for value in values.values()):
            return None
        return urlencode(sorted(values.items()))

    def _is_our_host(self, host):
        if host in self._hosts:
            return True
        if not host or len(self._hosts) >= MAX_HOSTS:  # the same name with ever new ports
            return False
        domain, _ = split_domain_port(host)
        if domain and validate_host(domain, settings.ALLOWED_HOSTS):
            self._hosts.add(host)
            return True
        return False
