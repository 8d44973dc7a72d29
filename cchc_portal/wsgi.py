"""The WSGI application that the server loads: the fast path of beacons, the page cache, and Django behind its gate."""

import gc
import os
import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc_portal.settings")
application = get_wsgi_application()

from cchc_portal.middleware.charsets import only_utf8  # noqa: E402
from cchc_portal.middleware.methods import in_capitals  # noqa: E402
from cchc_portal.serving.beacon import BeaconFastPath  # noqa: E402 – its models come with Django's start
from cchc_portal.serving.gate import Gate, threads_of_this_process  # noqa: E402
from cchc_portal.serving.page_cache import PageCache  # noqa: E402
from database import limits  # noqa: E402

# A thread that computes hands over a hundred times as often as usual: a page from memory waits for that three times,
# for 0.05 ms each, not for five (docs/performance.md).
sys.setswitchinterval(0.00005)
# What is loaded by now stays: the collector need not walk through it, which takes 75 ms and stops every thread.
gc.collect()
gc.freeze()
limits.keep_time()
application = gate = Gate(application, threads_of_this_process())
if settings.PAGE_CACHE_BYTES:
    application = PageCache(application, settings.PAGE_CACHE_BYTES, places=gate.places)
application = in_capitals(only_utf8(BeaconFastPath(application)))
