from django.apps import AppConfig

from revisions.bin.registry import goes_to_bin
from revisions.registry import keep_revisions


class CopyeditingConfig(AppConfig):
    name = "copyediting"
    verbose_name = "Soát lỗi"

    def ready(self) -> None:
        """Names the rows whose saves are kept, and that are not deleted for ever."""
        keep_revisions(self.get_model("HouseWord"), leaves_out=["canonical"])
        goes_to_bin(self.get_model("HouseWord"), readers_saw=_by_nobody)


def _by_nobody(_row: object) -> bool:
    return False
