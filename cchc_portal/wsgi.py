"""The WSGI application that the server loads: the fast path of beacons, the page cache, and Django behind them."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc_portal.settings")
application = get_wsgi_application()

from cchc_portal.middleware.charsets import only_utf8  # noqa: E402
from cchc_portal.serving.beacon import BeaconFastPath  # noqa: E402 – its models come with Django's start
from cchc_portal.serving.page_cache import PageCache  # noqa: E402

if settings.PAGE_CACHE_BYTES:
    application = PageCache(application, settings.PAGE_CACHE_BYTES)
application = only_utf8(BeaconFastPath(application))
