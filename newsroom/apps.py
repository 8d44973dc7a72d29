from collections.abc import Collection
from typing import Any

from django.apps import AppConfig

from uploads.kept import HOLDERS
from uploads.names import is_document


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "Tòa soạn"

    def ready(self) -> None:
        """Lets no file go that an upload or a working copy names (uploads/kept.py)."""
        HOLDERS.append(self._uploaded)
        HOLDERS.append(self._typed)

    def _uploaded(self, names: Collection[str]) -> set[str]:
        documents = self.get_model("StoredDocument")._default_manager
        sent = [name for name in names if is_document(name)]
        return set(documents.filter(file__in=sent).values_list("file", flat=True)) if sent else set()

    def _typed(self, names: Collection[str]) -> set[str]:
        """Pictures, which a typed text names by their addresses; of documents it has the key of the upload."""
        copies: Any = self.get_model("WorkingCopy")._default_manager
        mentioned: set[str] = copies.all().mentioned([name for name in names if not is_document(name)])
        return mentioned
