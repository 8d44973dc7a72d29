"""Which rows show a recording, in whatever field for rich text: all models are asked, as for pictures."""

from itertools import islice
from typing import Any

from django.apps import apps

from .models import Recording

MAX_USES = 20


def rows_using(recording: Recording) -> list[Any]:
    """Up to `MAX_USES` rows that show `recording`, those of the bin that stay in their table among them. One query for
    each field for rich text; it scans texts.
    """
    rows = (row for model in apps.get_models() for row in _rows_of(model, recording))
    return list(dict.fromkeys(islice(rows, MAX_USES)))


def _rows_of(model: Any, recording: Recording) -> Any:
    for field in model._meta.local_concrete_fields:
        if getattr(field, "holds_pictures", False):
            shows = {f"{field.name}__contains": f'"{recording.get_absolute_url()}"'}
            yield from model._base_manager.filter(**shows)[:MAX_USES]
