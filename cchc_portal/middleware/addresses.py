"""One address for each page: a number in it is written without zeros in front."""

import re
from urllib.parse import unquote

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse

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
        if unquote(address) == request.path:
            return None
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)

    middleware.process_view = process_view
    return middleware
