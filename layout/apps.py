from django.apps import AppConfig

from links.registry import holds_links
from revisions.bin.registry import goes_to_bin
from revisions.registry import keep_revisions


class LayoutConfig(AppConfig):
    name = "layout"
    verbose_name = "Giao diện"

    def ready(self):
        """Names the rows whose saves are kept (revisions/registry.py), and that are not deleted for ever."""
        for name in ("SiteSettings", "Link", "Banner", "Indicator"):
            keep_revisions(self.get_model(name))
        for name in ("Link", "Banner"):
            goes_to_bin(self.get_model(name), readers_saw="is_shown")
        goes_to_bin(self.get_model("Indicator"))
        holds_links(self.get_model("Link"), "menu", addresses=("url",))
        holds_links(self.get_model("Banner"), "banner", addresses=("url",))
        texts = ("description", "address", "copyright", "licence", "indicators_source")
        holds_links(self.get_model("SiteSettings"), "site", texts=texts)
