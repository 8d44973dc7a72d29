"""The answer that leads from one address of a page to another."""

from django.http import HttpRequest, HttpResponsePermanentRedirect


def lead_on(request: HttpRequest, address: str) -> HttpResponsePermanentRedirect:
    """The redirect to `address` with the query of `request`: 301, or 308 for what is not only read."""
    query = request.META.get("QUERY_STRING", "")
    is_read = request.method in {"GET", "HEAD"}
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address, preserve_request=not is_read)
