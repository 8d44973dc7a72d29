"""Which figures readers may be told: the layout's Site, so that no answer to a beacon asks for it on its own."""

from database.recent import Recent
from layout.models import SiteSettings

SECONDS = 2
NOTHING = SiteSettings(show_view_counts=False, show_counters=False, publishes_statistics=False)

switches = Recent(SiteSettings.objects.current, seconds=SECONDS, initial=NOTHING)
