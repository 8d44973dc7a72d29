"""Old addresses of renamed rows lead to the new ones."""

from functools import wraps

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse

from .models.former_slug import slug_today


def leads_on_when_renamed(rows):
    """Decorates a view of `(request, slug)` that shows one of `rows` (a QuerySet): an address that is not found leads
    (301) to the one that the row has today, if it was called so once. One query, and only for what is not found.
    """

    def decorate(view):
        @wraps(view)
        def leading_on(request, slug):
            try:
                return view(request, slug)
            except Http404:
                today = slug_today(rows.all(), slug)
                if today is None:
                    raise
            address = reverse(request.resolver_match.view_name, args=[today])
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)

        return leading_on

    return decorate
