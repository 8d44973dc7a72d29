"""Which figures readers may be told: the portal's row of switches, known to each process for a moment."""

import time
from contextlib import suppress

from django.db import InterfaceError, OperationalError

from layout.models import Site

SECONDS = 2
NOTHING = Site(show_view_counts=False, show_counters=False, publishes_statistics=False)


class Switches:
    """The layout's Site for the beacon's answers, so that no answer asks for it on its own."""

    def __init__(self):
        self.forget()

    def get(self):
        """The Site of this moment or shortly before. A query every SECONDS."""
        if time.monotonic() >= self._good_until:
            self._good_until = time.monotonic() + SECONDS
            with suppress(OperationalError, InterfaceError):
                self._last = Site.objects.current()
        return self._last

    def last(self):
        """The last Site read, without a query; one that shows nothing when there was none."""
        return self._last

    def forget(self):
        self._last, self._good_until = NOTHING, 0.0


switches = Switches()
