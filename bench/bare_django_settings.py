"""Django alone, as a measure of the machine: one article, one query, a small template."""

from cchc_portal.settings import *  # noqa: F403

PAGE_CACHE_BYTES = 0
MIDDLEWARE = []
ROOT_URLCONF = "bench.bare_django_urls"
