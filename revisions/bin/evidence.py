"""Whether readers ever could see a row, by what was saved of it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from reversion.models import Version

from ..models import SavedRow
from .registry import Binned, binned_of, is_binned


def readers_saw(binned: Binned, row: Model) -> bool:
    """Whether readers ever could see `row`; in doubt yes. Two queries at most, beside those of the package."""
    if isinstance(binned.readers_saw, str):
        return bool(getattr(row, binned.readers_saw)) or _was_ever(row, binned.readers_saw)
    return binned.readers_saw(row)


def _was_ever(row: Model, name: str) -> bool:
    """Whether the field `name` was on at some save. Nobody knows of a row whose beginning no revision has, or that the
    last release has saved in between: its saves left none.
    """
    kinds = list(SavedRow.objects.of(row).order_by("pk").values_list("kind", flat=True))
    if not kinds or kinds[0] != SavedRow.Kind.CREATED or SavedRow.Kind.BASELINE in kinds:
        return True
    return bool(_with(type(row), name).filter(object_id=str(row.pk)).exists())


def proof_of(model: type[Model], saved_rows: Iterable[SavedRow]) -> int | None:
    """The key of the first of `saved_rows`, of one row and the oldest first, by which `readers_saw` knows that readers
    could see it: it must stay. None where that is known otherwise. One query at most.
    """
    name = binned_of(model).readers_saw if is_binned(model) else None
    if not isinstance(name, str):
        return None
    by_revision = {saved.revision_id: saved.pk for saved in saved_rows}
    shown = _with(model, name).filter(revision__in=by_revision).order_by("revision_id")
    first = shown.values_list("revision_id", flat=True).first()
    return by_revision[first] if first is not None else None


def _with(model: type[Model], name: str) -> Any:
    """The versions of rows of `model` whose field `name` is on."""
    versions = Version.objects.filter(content_type=ContentType.objects.get_for_model(model), db="default")
    return versions.filter(serialized_data__contains=f'"{name}": true')
