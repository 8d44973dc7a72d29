"""Answers to whoever asks for what is not there: they are made once, and mostly without Django.

There is no end of addresses that somebody can make up, so none of them is kept. What is kept is the one page that all
of them get: readers' 404 page says nothing of the address, and is the same for everybody. An address that no pattern
of ours meets, or a file that does not exist, is not even looked for by Django; where only the database knows, Django
says so with two bytes (`failures.page_not_found`), and the page cache sends the page in their place.
"""

import threading
import time
from functools import cache
from http import HTTPStatus
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.template.loader import render_to_string

from cchc_portal.middleware.addresses import is_ours, without_signs_behind
from uploads.serving import is_binned, is_there

from .answers import standalone

# An address of which a test makes sure that nothing is there: the page is rendered as if somebody asked for it.
NOWHERE = "/khong-tim-thay/"
CACHE_CONTROL = ("Cache-Control", "private, no-cache")
FIRST_SECONDS = 1.0  # how long a thread waits for another one that renders the first
_OF_OTHER_STATUSES = {"etag", "cache-control"}


class NotFoundPage:
    """The kept page. `render(stamp)` returns a Page, or None when there is none now."""

    def __init__(self, render):
        self._render = render
        self._page = None
        self._lock = threading.Lock()

    @property
    def is_made(self):
        """Whether there is one, of whatever version."""
        return self._page is not None

    def _good(self, version, is_current):
        """The Page if it is of this Version, or if nobody can ask for another one; else None."""
        page = self._page
        if page is None or not is_current:
            return page
        return page if page.stamp == version.stamp and time.monotonic() < page.fresh_until else None

    def get(self, version, is_current):
        """The Page, rendered if need be: by one thread, while others take the last one. None when that fails."""
        if page := self._good(version, is_current):
            return page
        if self._lock.acquire(timeout=0 if self.is_made else FIRST_SECONDS):
            try:
                self._page = self._good(version, is_current) or self._render(version.stamp) or self._page
            finally:
                self._lock.release()
        return self._page


def send_not_found(variant, environ, start_response, cookies=()):
    """Answer with the 404 page. A condition (If-None-Match) has no meaning for it, and nobody else keeps it."""
    headers = [(name, value) for name, value in variant.headers if name.lower() not in _OF_OTHER_STATUSES]
    start_response("404 Not Found", [*headers, CACHE_CONTROL, *cookies])
    return variant.body if environ["REQUEST_METHOD"] != "HEAD" else []


def leads_nowhere(path):
    """Whether Django has no page at `path`, and leads from it to none. Costs up to four resolutions, and no query.

    Files are no pages: WhiteNoise sends those of STATIC_URL, of which the resolver knows nothing (`is_missing_file`).
    """
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return False
    shorter = without_signs_behind(path)
    return not any(is_ours(each) for each in (path, f"{path}/", *((shorter, f"{shorter}/") if shorter else ())))


def is_missing_file(path):
    """Whether `path` is that of a file that is not there."""
    if path.startswith(settings.MEDIA_URL):
        return not is_there(path.removeprefix(settings.MEDIA_URL)) and without_signs_behind(path) is None
    if path.startswith(settings.STATIC_URL):
        return not settings.DEBUG and not _is_collected(path.removeprefix(settings.STATIC_URL))
    return False


def _is_collected(name):
    if ".." in PurePosixPath(name).parts or "\0" in name:
        return False
    return (Path(settings.STATIC_ROOT) / name.lstrip("/")).is_file()


def missing_file(path):
    """The Answer for it: a short page that needs no database, since programs ask for files, and people seldom. It says
    that the file is gone if it is in the bin.
    """
    is_gone = path.startswith(settings.MEDIA_URL) and is_binned(path.removeprefix(settings.MEDIA_URL))
    status = HTTPStatus.GONE if is_gone else HTTPStatus.NOT_FOUND
    return standalone(status, _page_of_missing_file(status), "text/html; charset=utf-8")


@cache
def _page_of_missing_file(status):
    return render_to_string(f"{status}_file.html").encode()
