"""Answers the beacons of readers before any of Django's middleware runs: a WSGI application around Django's.

Each page that is seen sends one, also those from the page cache: so counting is the most frequent work, and Django's
middleware takes three times as long as it. None of that is needed here: there is no session to protect, no form,
nothing to compress. A request whose session cookie we signed may be of staff, and goes to Django; any other cookie is
not even read.

The headers of the answers are Django's own: the first beacon goes to Django too, and its headers serve all that
follow.
"""

import json
import logging
import select
from functools import lru_cache
from http import HTTPStatus

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http.request import split_domain_port, validate_host
from django.urls import reverse

from accounts.sessions import has_signed_session
from database.limits import within
from stats.collect.views import beacon_answer

from .answers import collect
from .kinds import READING

REGENERATED = {"content-length", "set-cookie"}

logger = logging.getLogger(__name__)


class BeaconFastPath:
    """`application` answers everything else."""

    def __init__(self, application):
        self.application = application
        self._path = reverse("stats:record")
        self._https_header, self._https_value = settings.SECURE_PROXY_SSL_HEADER or (None, None)
        self._headers = {}  # by whether HTTPS was asked for: it has one header more

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] != self._path or not self._is_for_here(environ):
            return self.application(environ, start_response)
        is_https = self._is_https(environ)
        if is_https not in self._headers:
            return self._learn(is_https, environ, start_response)
        answer, status = _answer(environ)
        body = json.dumps(answer).encode()
        start_response(status, [*self._headers[is_https], ("Content-Length", str(len(body)))])
        return [body]

    def _is_for_here(self, environ):
        return (
            environ["REQUEST_METHOD"] == "POST"
            and _is_our_host(environ.get("HTTP_HOST", ""))
            and not has_signed_session(environ.get("HTTP_COOKIE"))
        )

    def _is_https(self, environ):
        if self._https_header:
            return environ.get(self._https_header) == self._https_value
        return environ["wsgi.url_scheme"] == "https"

    def _learn(self, is_https, environ, start_response):
        answer = collect(self.application, environ)
        if answer.status == HTTPStatus.OK:
            self._headers[is_https] = [row for row in answer.headers if row[0].lower() not in REGENERATED]
        return answer.send(environ, start_response)


@lru_cache(maxsize=32)
def _is_our_host(host):
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def _answer(environ):
    """The JSON to answer, and the status line. An exception is logged and answered as an error: the beacon may not be
    kept.
    """
    _begin()
    try:
        with within(READING):
            answer, status = beacon_answer(WSGIRequest({**environ, "HTTP_COOKIE": ""}))
    except Exception:
        logger.exception("A beacon failed.")
        answer, status = {}, HTTPStatus.INTERNAL_SERVER_ERROR
    finally:
        connection.close_if_unusable_or_obsolete()
    return answer, f"{int(status)} {HTTPStatus(status).phrase}"


def _begin():
    """Do what Django does with a connection at the beginning of a request, without its query whether it is alive.

    The socket shows that: a server that ended has closed it, and one that waits sends nothing. When there is something
    to read, Django asks as usual.
    """
    connection.close_if_unusable_or_obsolete()
    link = connection.connection
    if link is not None and not link.closed:
        socket = select.poll()
        socket.register(link.fileno(), select.POLLIN)
        connection.health_check_done = not socket.poll(0)
