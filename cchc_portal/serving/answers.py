"""The whole answer of an application, and the answer in its place when the database is unavailable."""

from http import HTTPStatus

from django.template.loader import render_to_string
from django.templatetags.static import static

from .failures import RETRY_AFTER_SECONDS

CACHE_CONTROL = "public, max-age=0, s-maxage=5, stale-if-error=86400"


class Answer:
    """A whole answer of Django."""

    def __init__(self, status_line, headers, body):
        self.status_line = status_line
        self.status = int(status_line[:3])
        self.headers = headers
        self.body = body

    def is_for_everybody(self):
        """Whether it sets no cookie, and has the plain bytes that each variant is made of."""
        return not any(name.lower() in {"set-cookie", "content-encoding"} for name, _ in self.headers)

    def is_cacheable(self):
        """Whether it is for everybody and does not forbid caching."""
        if not self.is_for_everybody():
            return False
        said = (value for name, value in self.headers if name.lower() == "cache-control")
        return not any(word in value for value in said for word in ("private", "no-store", "no-cache"))

    def cacheable_headers(self):
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

    def kept_no_longer_than_a_page(self):
        """It with our Cache-Control, if it says nothing of that: browsers keep a 301 for ever, and would go round and
        round where a name has come back.
        """
        if any(name.lower() == "cache-control" for name, _ in self.headers):
            return self
        return Answer(self.status_line, [*self.headers, ("Cache-Control", CACHE_CONTROL)], self.body)

    def send(self, environ, start_response):
        start_response(self.status_line, self.headers)
        return [self.body] if environ["REQUEST_METHOD"] != "HEAD" else []


def collect(application, environ):
    """The Answer of `application`, run to its end as a server does."""
    started = []
    result = application(environ, lambda *arguments: started.append(arguments))
    try:
        body = b"".join(result)
    finally:
        if hasattr(result, "close"):
            result.close()
    return Answer(started[-1][0], started[-1][1], body)


def moved(address):
    """The answer that leads to the one address of a page. Nobody keeps it longer than a page: a slug may change."""
    headers = [
        ("Location", address),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", "0"),
        ("Cache-Control", CACHE_CONTROL),
        ("Content-Security-Policy", "default-src 'none'"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    return Answer("301 Moved Permanently", headers, b"")


def unavailable():
    """A page of its own that says to come back; it needs no database."""
    body = render_to_string("503.html").encode()
    return standalone(HTTPStatus.SERVICE_UNAVAILABLE, body, "text/html; charset=utf-8", RETRY_AFTER_SECONDS)


def standalone(status, body, content_type, retry_after=None):
    """An Answer that Django's middleware does not see: with what headers it needs, and how many seconds to wait."""
    headers = [
        ("Content-Type", content_type),
        ("Content-Length", str(len(body))),
        *([("Retry-After", str(retry_after))] if retry_after else []),
        ("Cache-Control", "no-store"),
        (
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self', "
            f"script-src *:*{static('js/display-early.js')}; require-trusted-types-for 'script'; trusted-types 'none'",
        ),
        ("X-Content-Type-Options", "nosniff"),
    ]
    return Answer(f"{status.value} {status.phrase}", headers, body)
