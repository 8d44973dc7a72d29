"""Which files a State names: they are not deleted while a revision names them. The recordings that a text shows stand
among them, so that somebody knows where one was shown.
"""

import re

from django.conf import settings
from django.db.models import FileField

from richtext.fields import RichTextField
from richtext.policy import player_keys_in
from uploads.models import Image
from uploads.names import picture_key

from .snapshots import State

RECORDING = "recording/"  # and its key: a name that no file has


def files_of(state: State) -> set[str]:
    """Names of documents in the storage; of pictures what the names of all their sizes have in common; of
    recordings RECORDING and the key.
    """
    kept = state.kept
    found = {picture_key(state.fields["file"])} if kept.model is Image and "file" in state.fields else set()
    for each in map(kept.field, kept.stored):
        value = state.fields.get(each.name)
        if value and isinstance(each, FileField):
            found.add(value)
        elif value and isinstance(each, RichTextField):
            found |= {picture_key(name) for name in _media_in(value)}
            found |= {RECORDING + key for key in player_keys_in(value)}
    for part in kept.parts:
        model = kept.model_of(part)
        files = [each.name for each in model._meta.local_concrete_fields if isinstance(each, FileField)]
        found |= {
            row.fields[name] for row in state.parts.get(part.relation, ()) for name in files if row.fields.get(name)
        }
    pictures = (picture for rows in state.names.values() for _, picture in rows.values() if picture)
    found |= {picture_key(picture.removeprefix(settings.MEDIA_URL)) for picture in pictures}
    return {name for name in found if name and len(name) <= 255}


def _media_in(html: str) -> list[str]:
    return re.findall(rf'"{re.escape(settings.MEDIA_URL)}([^"]+)"', html)
