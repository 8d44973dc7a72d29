from collections.abc import Collection

from django.apps import AppConfig

from uploads.kept import HOLDERS


class RevisionsConfig(AppConfig):
    name = "revisions"
    verbose_name = "Các bản đã lưu"

    def ready(self) -> None:
        """Lets no file go that a revision names (uploads/kept.py)."""
        HOLDERS.append(self._named_in_revisions)

    def _named_in_revisions(self, names: Collection[str]) -> set[str]:
        files = self.get_model("KeptFile")._default_manager.filter(name__in=names)
        return set(files.values_list("name", flat=True))
