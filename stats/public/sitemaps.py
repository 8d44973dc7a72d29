from django.urls import reverse

from articles.sitemaps import FixedSitemap
from layout.models import SiteSettings


class StatisticsSitemap(FixedSitemap):
    """The pages of the figures, as far as they are public."""

    def items(self):
        site = SiteSettings.objects.current()
        shown = {"stats:public": site.publishes_statistics, "stats:method": site.explains_counting}
        return [name for name, is_shown in shown.items() if is_shown]

    def location(self, name):
        return reverse(name)
