"""Which figures readers may see: the SiteSettings of layout, read once in a while and not at every beacon."""

from database.recent import Recent
from layout.models import SiteSettings

SECONDS = 2
NOTHING = SiteSettings(show_view_counts=False, show_counters=False, publishes_statistics=False)

switches = Recent(SiteSettings.objects.current, seconds=SECONDS, initial=NOTHING)
