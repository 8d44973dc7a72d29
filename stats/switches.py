"""Which figures readers may be told: the layout's Site, so that no answer to a beacon asks for it on its own."""

from database.recent import Recent
from layout.models import Site

SECONDS = 2
NOTHING = Site(show_view_counts=False, show_counters=False, publishes_statistics=False)

switches = Recent(Site.objects.current, seconds=SECONDS, initial=NOTHING)
