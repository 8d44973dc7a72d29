"""Which page a request asks for: the key of the page, another address for it, or nothing that is kept.

A page has one address, and its key is that address alone: no name or port of the portal, no header, no cookie and no
parameter that it does not know has a part in it. So whoever makes those up reads the one copy that there is. Other
spellings of an address lead to it (301): what is kept is bounded by the content.
"""

import re
from urllib.parse import unquote_plus, urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from accounts.sessions import has_signed_session

READ = {"GET", "HEAD"}
NO_NUMBER, MAX_PAGE_NUMBER = 0, 99_999
# Of a query no more is looked at: what a page knows stands in front, and readers' programs append to it.
QUERY_MAX_LENGTH, QUERY_MAX_FIELDS = 1000, 50

# First part of the path, or a whole path, → the query parameters that its pages know. Others go to Django.
PAGES = {
    "": (),
    "bai-viet": (),
    "chuyen-muc": ("trang",),
    "su-kien": ("trang",),
    "tac-gia": ("trang",),
    "the": ("trang",),
    "trang": (),
    "video": (),
    "am-thanh": (),
    "rss": (),
    "atom": (),
    "so-do-trang": (),
    "/tu-viet-tat/": (),
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

_SLASHES = re.compile("/{2,}")
_LEADING_ZEROS = re.compile("(?<=-)0+(?=[0-9]+/$)")
_ARTICLE = re.compile("/bai-viet/[^/]+-([0-9]{1,18})/")
_SIGNS_BEHIND = re.compile(r"\W+$")  # of a value of sixty signs at most
_WRITTEN_BY_US = re.compile("/[-a-zA-Z0-9_./]*")  # what an address of ours may hold
_WITHOUT_ITS_SLASH = re.compile("/[-a-zA-Z0-9_/]*[-a-zA-Z0-9_]")


class PageKeys:
    """`kept` holds the keys of the pages that are kept: a request for one of them needs no look at its address."""

    def __init__(self, kept):
        self._kept = kept
        self.site = urlsplit(settings.SITE_URL).netloc
        self._names = {self.site, *settings.ALLOWED_HOSTS}
        self._session_cookie = settings.SESSION_COOKIE_NAME
        self._https_header, self._https_value = settings.SECURE_PROXY_SSL_HEADER or (None, None)

    def of(self, environ):
        """((site, path, query that the page knows), None); (None, address) for one that is spelled otherwise; (None,
        None) for a request that is for no page, or by staff.
        """
        if environ["REQUEST_METHOD"] not in READ or not self.is_by_reader(environ):
            return None, None
        is_secure = self.is_secure(environ)
        key = (self.site, environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
        if is_secure and key in self._kept:
            return key, None
        page = page_of(*key[1:])
        if page is None:
            return None, None
        path, known, is_canonical = page
        if is_secure and is_canonical:
            return (self.site, path, known), None
        return None, ("" if is_secure else settings.SITE_URL) + _address(path, known)

    def is_by_reader(self, environ):
        """Whether a request asks our portal, and holds no session whose key we signed. No query."""
        if not self._is_our_host(environ.get("HTTP_HOST")):
            return False
        cookies = environ.get("HTTP_COOKIE")
        return not (cookies and self._session_cookie in cookies and has_signed_session(cookies))

    def is_secure(self, environ):
        """Whether Django would answer it, and not lead to HTTPS first."""
        return not settings.SECURE_SSL_REDIRECT or self._is_https(environ)

    def _is_https(self, environ):
        if self._https_header:
            return environ.get(self._https_header) == self._https_value
        return environ["wsgi.url_scheme"] == "https"

    def _is_our_host(self, host):
        """Whether the header Host names this portal, at any port. Nothing is remembered of names that are made up."""
        if host in self._names:
            return True
        domain, _ = split_domain_port(host or "")
        return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def page_of(path, query):
    """(canonical path, canonical query, whether `path` and `query` say so) of a page; None for what is no page.

    The query of a number that is none is NO_NUMBER of its parameter, however it was written: the page explains that,
    and one copy does for all.
    """
    canonical, parameters = _canonical_path(path)
    if parameters is None:
        return None
    known, is_spelled_right = _known_query(query, parameters)
    if not _WRITTEN_BY_US.fullmatch(canonical):  # nothing is there; Django says so
        return path, known, True
    return canonical, known, is_spelled_right and canonical == path


def in_small_letters(path):
    """The address to try for the `path` of a page that is not found, or None. Our slugs are small, but nothing forbids
    another one, so the page is looked up as it is asked for first.
    """
    small = path.lower()
    return small if small != path and _WRITTEN_BY_US.fullmatch(path) else None


def number_of_article(path):
    """The number in the canonical `path` of an article, whatever its slug, as text; None in another path."""
    found = _ARTICLE.fullmatch(path)
    return found and found[1]


def _canonical_path(path):
    """(the path, the parameters of its pages or None): one slash between parts and one at the end, our own words in
    small letters, numbers without zeros in front.
    """
    path = _SLASHES.sub("/", path)
    first, slash, rest = path[1:].partition("/")
    whole = path.lower() if path.endswith("/") else f"{path.lower()}/"
    if whole in PAGES:
        return whole, PAGES[whole]
    first = first.lower()
    parameters = PAGES.get(first)
    if parameters is None or (not first and rest):
        return path, None
    path = f"/{first}{slash}{rest}"
    if "." not in first and _WITHOUT_ITS_SLASH.fullmatch(path):
        path += "/"
    if first == "bai-viet":
        path = _LEADING_ZEROS.sub("", path)
    return path, parameters


def _known_query(query, parameters):
    """(the part of `query` that the page knows, whether it is written as we write it). Parameters that it does not
    know have no part in that; the first page of a list is the list's own address.
    """
    if not query or not parameters:
        return "", True
    fields = [
        field.partition("=") for field in query[:QUERY_MAX_LENGTH].split("&", QUERY_MAX_FIELDS)[:QUERY_MAX_FIELDS]
    ]
    fields = [(name, value) for name, _, value in fields if value and unquote_plus(name) in parameters]
    if not fields:
        return "", True
    name, value = fields[-1]  # of several the last counts, as in Django
    number = _page_number(value)
    if number == 1:
        return "", False
    known = f"{unquote_plus(name)}={number}"
    return known, number in {NO_NUMBER, MAX_PAGE_NUMBER} or (len(fields) == 1 and known == f"{name}={value}")


def _page_number(value):
    """The number of a page as Django would read it, without what stood behind a pasted link; NO_NUMBER for none, and
    MAX_PAGE_NUMBER for all beyond.
    """
    try:
        number = int(_SIGNS_BEHIND.sub("", unquote_plus(value))) if len(value) <= 60 else NO_NUMBER
    except ValueError:
        return NO_NUMBER
    return min(number, MAX_PAGE_NUMBER) if number > 0 else NO_NUMBER


def _address(path, query):
    return f"{path}?{query}" if query else path
