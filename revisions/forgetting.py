"""Words of a person in revisions, found and forgotten."""

import json
from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from reversion.models import Revision, Version


def versions_naming(model: type[Model], text: str) -> list[dict[str, Any]]:
    """The stored fields of each revision of a `model` in which `text` stands, in letters of any case. One query, which
    reads all revisions of the model: not for those that write articles.
    """
    found = _versions(model).filter(serialized_data__icontains=text).order_by("pk")
    return [json.loads(data)[0]["fields"] for data in found.values_list("serialized_data", flat=True)]


def forget(model: type[Model], text: str, *, but_of: Collection[int] = ()) -> int:
    """Delete the revisions of a `model` in which `text` stands, but those of the rows `but_of`; returns how many."""
    found = _versions(model).filter(serialized_data__icontains=text)
    found = found.exclude(object_id__in=[str(key) for key in but_of])
    revisions = Revision.objects.filter(pk__in=found.values_list("revision_id", flat=True))
    deleted: dict[str, int] = revisions.delete()[1]
    return deleted.get(Revision._meta.label, 0)


def _versions(model: type[Model]) -> Any:
    return Version.objects.filter(content_type=ContentType.objects.get_for_model(model), db="default")
