"""The settings of the portal with Django's own cache middleware in place of the page cache, for comparison."""

from cchc_portal.settings import *  # noqa: F403
from cchc_portal.settings import MIDDLEWARE as OURS

PAGE_CACHE_BYTES = 0
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    *OURS,
    "django.middleware.cache.FetchFromCacheMiddleware",
]
