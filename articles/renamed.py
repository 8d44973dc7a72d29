"""Old addresses of renamed rows lead to the new ones."""

from functools import wraps

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse

from .models.former_slug import slugs_today

MOST_VALUES = 20  # of one parameter: whoever sends more has made them up


def query_today(query, parameter, rows):
    """`query` (a QueryDict) as text, with the slugs of today where `parameter` has former ones of `rows`; None where
    it has none. One query.
    """
    values = query.getlist(parameter)
    today = slugs_today(rows, [value for value in values[:MOST_VALUES] if "\0" not in value])
    if not today:
        return None
    query = query.copy()
    query.setlist(parameter, list(dict.fromkeys(today.get(value, value) for value in values)))
    return query.urlencode()


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
                today = slugs_today(rows.all(), [slug]).get(slug)
                if today is None:
                    raise
            address = reverse(request.resolver_match.view_name, args=[today])
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)

        return leading_on

    return decorate
