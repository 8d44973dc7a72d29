"""A request once more, as if it had sent something else: Django's admin reads what a form sends from the request."""

from copy import copy
from typing import Any

from django.http import HttpRequest, QueryDict


def with_post(request: HttpRequest, post: QueryDict) -> HttpRequest:
    """A copy of `request` that sends `post`. Its files are read first, or the copy would read the body once more and
    its POST with it.
    """
    request.FILES  # noqa: B018
    again: Any = copy(request)
    again.POST = post
    sent: HttpRequest = again
    return sent
