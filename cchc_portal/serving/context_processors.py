"""Context for every template."""

from django.conf import settings
from django.core.cache import DEFAULT_CACHE_ALIAS

from .page_cache import STAMP
from .page_store import PAGE_SECONDS

NOTHING_KEPT = "nothing kept"  # of settings.CACHES


def fragments(request):
    """What `{% cache fragment_seconds … content_stamp using=fragment_cache %}` needs: parts that many pages share are
    rendered once.

    Only for pages that are kept for everybody; for all others `fragment_cache` is one that keeps nothing.
    """
    stamp = request.META.get(STAMP, "")
    cache = DEFAULT_CACHE_ALIAS if stamp else NOTHING_KEPT
    return {"content_stamp": stamp, "fragment_seconds": PAGE_SECONDS if stamp else 0, "fragment_cache": cache}


def site_url(request):
    """`SITE_URL`: scheme and host of the public address, without a slash at the end."""
    return {"SITE_URL": settings.SITE_URL}
