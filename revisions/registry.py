"""Whose saves are kept, and what of them: each package registers its own models in its AppConfig."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import reversion
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Field, Model

from vietnamese.order import AlphabetKeyField

WORKED_OUT = (SearchVectorField, AlphabetKeyField)  # each save computes these anew


@dataclass(frozen=True)
class Part:
    """Rows that belong to a row and are saved with it: the relation by which it has them, what one is called, and what
    of one is shown, from its stored fields.
    """

    relation: str
    label: str
    describe: Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True)
class Kept:
    """What revisions know of a model.

    `stored` names the fields of a snapshot, `shown` those that editors write, in the order of the model; of these
    `stays` are never brought back. `describes` has words of its own for a field, made from all stored fields.
    `public_from` says since when readers can see the row as it is (None: they cannot).
    """

    model: type[Model]
    stored: tuple[str, ...]
    shown: tuple[str, ...]
    stays: frozenset[str] = frozenset()
    parts: tuple[Part, ...] = ()
    describes: Mapping[str, Callable[[Mapping[str, Any]], str]] = field(default_factory=dict)
    public_from: Callable[[Any], datetime | None] | None = None

    @property
    def has_edition(self) -> bool:
        """Whether the row counts its saves, so that equal numbers mean equal rows."""
        return "edition" in self.stored

    def field(self, name: str) -> "Field[Any, Any]":
        found: Field[Any, Any] = self.model._meta.get_field(name)  # type: ignore[assignment]
        return found

    def model_of(self, part: Part) -> type[Model]:
        found: type[Model] = self.model._meta.get_field(part.relation).related_model  # type: ignore[assignment]
        return found


_KEPT: dict[type[Model], Kept] = {}


class NotKept(Exception):
    """A row whose model no package has registered."""


def keep_revisions(
    model: type[Model],
    *,
    leaves_out: Sequence[str] = (),
    stays: Sequence[str] = (),
    parts: Sequence[Part] = (),
    describes: Mapping[str, Callable[[Mapping[str, Any]], str]] | None = None,
    public_from: Callable[[Any], datetime | None] | None = None,
) -> None:
    """Keep a revision of each save of `model` that is announced (revisions/saving.py).

    `leaves_out` names fields that no editor writes and no revision needs, such as counters. Columns that a save
    computes (search words, alphabet keys) are left out by themselves.
    """
    every = [*model._meta.local_concrete_fields, *model._meta.local_many_to_many]
    fields = [each for each in every if not isinstance(each, WORKED_OUT) and each.name not in leaves_out]
    for part in parts:
        _register(model._meta.get_field(part.relation).related_model)
    stored = [each.name for each in fields]
    _register(model, fields=stored, follow=[part.relation for part in parts])
    _KEPT[model] = Kept(
        model,
        tuple(stored),
        tuple(each.name for each in fields if each.editable and not each.primary_key),
        frozenset(stays),
        tuple(parts),
        describes or {},
        public_from,
    )


def _register(model: Any, **said: Any) -> None:
    """A part of another model may be kept by itself, too, in whichever order they come."""
    if not reversion.is_registered(model):
        reversion.register(model, **said)


def kept_of(model: type[Model]) -> Kept:
    """What is registered of `model`. Raises NotKept."""
    try:
        return _KEPT[model]
    except KeyError:
        raise NotKept(model._meta.label) from None


def is_kept(model: type[Model]) -> bool:
    """Whether saves of `model` are kept."""
    return model in _KEPT


def all_kept() -> list[Kept]:
    return list(_KEPT.values())
