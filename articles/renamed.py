"""Old addresses of renamed rows lead to the new ones."""

from functools import wraps
from http import HTTPStatus
from types import MappingProxyType

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from revisions.bin.gone import entry_at

from .models.former_slug import slugs_today
from .redirects import lead_on

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


def leads_on_when_renamed(rows, elsewhere=MappingProxyType({})):
    """Decorates a view of `(request, slug)` that shows one of `rows` (a QuerySet): an address that is not found leads
    (301) to the one that the row has today, if it was called so once and whoever asks may know it; one whose row is in
    the bin and was seen by readers is gone (410). Two queries, and only for what is not found. `elsewhere` are
    slugs whose page another one has taken the place of, with the name of its address: they lead there as soon as no
    row has them, or had.
    """

    def decorate(view):
        @wraps(view)
        def leading_on(request, slug):
            try:
                return view(request, slug)
            except Http404:
                today = slugs_today(_known_to(request.user, rows), [slug]).get(slug)
                if today is None and slug in elsewhere:
                    return lead_on(request, reverse(elsewhere[slug]))
                if today is None and entry_at(rows.model(slug=slug).get_absolute_url()):
                    return render(request, "articles/binned.html", status=HTTPStatus.GONE)
                if today is None:
                    raise
            return lead_on(request, reverse(request.resolver_match.view_name, args=[today]))

        return leading_on

    return decorate


def _known_to(user, rows):
    """Those of `rows` (a QuerySet or manager) that `user` may know; all, where their model has no such rule."""
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows.all()
