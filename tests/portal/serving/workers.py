"""Web processes as the page cache sees them."""

import gzip
from io import BytesIO

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler

from accounts.sessions import sign
from cchc_portal.serving import content_version
from cchc_portal.serving.answers import collect
from cchc_portal.serving.page_cache import PageCache

# Where Django itself answers, as in a server: it closes connections, and the version advances at commit.
committed = pytest.mark.django_db(transaction=True)
MEGABYTES = 1024 * 1024


def signed_cookies(key="abc"):
    """The header Cookie of a browser that holds the session `key`, as ours holds one."""
    return f"sessionid={key}; sessionid-signature={sign(key)}"


class Worker:
    """A web process: the page cache with a version watch of its own, around Django or another application."""

    def __init__(self, application=None, limit=8 * MEGABYTES):
        self.renders = 0
        self.application = application or WSGIHandler()
        # A hundredth of the second that a real process waits between two looks at the version.
        self.cache = PageCache(self.count, limit, content_version.watch(seconds=0.01))

    def count(self, environ, start_response):
        self.renders += 1
        return self.application(environ, start_response)

    def get(self, path, query="", method="GET", client="203.0.113.7", **headers):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "HTTP_HOST": "testserver",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": client,
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
        }
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        return Got(collect(self.cache, environ))


class Got:
    def __init__(self, answer):
        self.status = answer.status
        self.body = answer.body
        self.headers = {name.lower(): value for name, value in answer.headers}
        encoding = self.headers.get("content-encoding")
        plain = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding, bytes)(answer.body)
        self.text = plain.decode()


def small_application(status="200 OK", body=b"Xin ch\xc3\xa0o " * 50, headers=()):
    def application(environ, start_response):
        start_response(status, [("Content-Type", "text/html; charset=utf-8"), *headers])
        return [body]

    return application
