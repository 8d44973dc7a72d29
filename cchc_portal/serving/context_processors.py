"""Context for every template."""

from django.conf import settings

from .page_cache import STAMP
from .page_store import PAGE_SECONDS


def fragments(request):
    """What `{% cache fragment_seconds … content_stamp %}` needs: parts that many pages share are rendered once.

    Only for pages that are kept for everybody; `fragment_seconds` is 0 for all others, which keeps nothing.
    """
    stamp = request.META.get(STAMP, "")
    return {"content_stamp": stamp, "fragment_seconds": PAGE_SECONDS if stamp else 0}


def site_url(request):
    """`SITE_URL`: scheme and host of the public address, without a slash at the end."""
    return {"SITE_URL": settings.SITE_URL}
