"""The WSGI application that the server loads: the page cache, and Django behind it."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from cchc_portal.charsets import only_utf8
from cchc_portal.page_cache import PageCache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc_portal.settings")

application = get_wsgi_application()
if settings.PAGE_CACHE_BYTES:
    application = PageCache(application, settings.PAGE_CACHE_BYTES)
application = only_utf8(application)
