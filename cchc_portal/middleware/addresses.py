"""One address for each page: a number in it is written without zeros in front, and nothing stands behind it."""

import re
import unicodedata
from http import HTTPStatus
from urllib.parse import unquote

from django.urls import Resolver404, resolve, reverse
from django.utils.encoding import escape_uri_path

from articles.redirects import lead_on

_ZERO_IN_FRONT = re.compile(r"(?<![0-9])0[0-9]")


def one_spelling_of_numbers(get_response):
    """Middleware: leads a reading request (301) to the address as `reverse` writes it, where a part is an integer. The
    query stays. A form that is sent to such an address is taken, as a redirect would lose it.
    """

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if request.method not in {"GET", "HEAD"} or not _ZERO_IN_FRONT.search(request.path):
            return None
        match = request.resolver_match
        if not match.view_name or not any(isinstance(part, int) for part in match.captured_kwargs.values()):
            return None
        address = reverse(match.view_name, args=match.args, kwargs=match.captured_kwargs)
        return None if unquote(address) == request.path else lead_on(request, address)

    middleware.process_view = process_view
    return middleware


def nothing_behind_an_address(get_response):
    """Middleware: leads (301) from an address that is not there to the one without the signs behind it: a link is
    pasted with the full stop, the bracket, the quotation mark of its sentence. What exists with such signs is shown. A
    form that is sent there is sent on as it is (308).
    """

    def middleware(request):
        shorter = without_signs_behind(request.path_info)
        address = (
            next((path for path in (shorter, f"{shorter}/") if path and is_ours(path)), None) if shorter else None
        )
        if address is None:
            return get_response(request)
        if is_ours(request.path_info):
            response = get_response(request)
            if response.status_code != HTTPStatus.NOT_FOUND:
                return response
        return lead_on(request, escape_uri_path(address))

    return middleware


def without_signs_behind(path):
    """`path` without the punctuation, signs and spaces at its end, also percent-encoded twice or as no UTF-8, and
    without a slash; None where there are none, or where it would lead to another site. "/" stays for the first page.
    """
    path = unquote(path)  # a sign that is no UTF-8 becomes U+FFFD, which is one of them
    end = len(path)
    while end and _is_no_part(path[end - 1]):
        end -= 1
    if not path[end:].strip("/"):
        return None
    shorter = path[:end] or "/"
    return None if shorter.startswith(("//", "/\\")) else shorter


def _is_no_part(sign):
    """Whether no address of ours ends with `sign`: neither letter nor digit, nor "-" and "_", which slugs may have."""
    return sign not in "-_" and unicodedata.category(sign)[0] not in "LN"


def is_ours(path):
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
