"""A row with all that belongs to it, as plain values: of today from the database, of a revision from its versions.

A revision may be older than the schema: fields that are gone are passed over, and fields that came since are not in
it, so that nothing is said or brought back about them.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchVectorField
from django.core import serializers
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Field, ForeignKey, ManyToManyField, Model, QuerySet
from reversion.models import Revision, Version

from uploads.models import Image

from .models import SavedRow
from .registry import Kept, kept_of

# {field: {key: [name, address of a picture or ""]}}
Names = dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class PartRow:
    key: int
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class State:
    """A row at one time. `fields` and those of `parts` ({relation: rows in order}) are what JSON can hold; `names`
    tell how the rows were called to which they refer.
    """

    kept: Kept
    key: int
    fields: Mapping[str, Any]
    parts: Mapping[str, tuple[PartRow, ...]] = field(default_factory=dict)
    names: Names = field(default_factory=dict)

    @property
    def edition(self) -> int | None:
        return self.fields.get("edition")

    def is_same(self, other: "State") -> bool:
        """Whether editors would find the same in both, in the fields that both know."""
        known = [name for name in self.kept.shown if name in self.fields and name in other.fields]
        return all(self.fields[name] == other.fields[name] for name in known) and self.parts == other.parts

    @cached_property
    def digest(self) -> str:
        """The same text as long as editors would find the same."""
        shown = {name: self.fields.get(name) for name in self.kept.shown}
        parts = {relation: [[row.key, dict(row.fields)] for row in rows] for relation, rows in self.parts.items()}
        return sha256(json.dumps([shown, parts], sort_keys=True).encode()).hexdigest()[:32]


def load(model: type[Model], key: int, *, lock: bool = False) -> Model | None:
    """The row as the database has it, with all that a State needs; None if there is none. A query for the row, one for
    each relation to many.
    """
    return next(iter(load_many(model, [key], lock=lock)), None)


def load_many(model: type[Model], keys: Iterable[int], *, lock: bool = False) -> list[Model]:
    """As `load`, those of `keys` that are there, in the order of their keys. As many queries as for one; locked, one
    more for each relation to one that some of them have.
    """
    kept = kept_of(model)
    rows: QuerySet[Model] = model._base_manager.filter(pk__in=list(keys)).order_by("pk")
    to_one = [each.name for each in map(kept.field, kept.stored) if isinstance(each, ForeignKey)]
    to_many = [each.name for each in map(kept.field, kept.stored) if isinstance(each, ManyToManyField)]
    search_words = [each.name for each in model._meta.local_concrete_fields if isinstance(each, SearchVectorField)]
    relations = [*to_many, *(part.relation for part in kept.parts)]
    if lock:  # a statement that waits joins what the rows named before the wait, so these are asked for after it
        rows, relations = rows.select_for_update(of=("self",)), [*to_one, *relations]
    elif to_one:
        rows = rows.select_related(*to_one)
    return list(rows.prefetch_related(*relations).defer(*search_words))


def state_of(row: Model) -> State:
    """The State of a row that `load` returned. No query."""
    kept = kept_of(type(row))
    fields = serialized(row, kept.stored)
    parts = {
        part.relation: tuple(PartRow(each.pk, serialized(each)) for each in getattr(row, part.relation).all())
        for part in kept.parts
    }
    return State(kept, row.pk, _in_order(kept, fields), parts, _names(row, kept))


def state_in(saved: SavedRow, kept: Kept) -> State:
    """The State that a revision holds. One query."""
    return states_in([saved], kept)[saved.pk]


def states_in(saved_rows: Collection[SavedRow], kept: Kept) -> dict[int, State]:
    """{key of a revision: the State that it holds}. One query."""
    versions = defaultdict(list)
    revisions = [saved.revision_id for saved in saved_rows]
    found = Version.objects.filter(revision_id__in=revisions).select_related("content_type").order_by("pk")
    for version in found if revisions else ():
        versions[version.revision_id].append(version)
    return {saved.pk: _state_of_versions(saved, versions[saved.revision_id], kept) for saved in saved_rows}


def _state_of_versions(saved: SavedRow, versions: Iterable[Version], kept: Kept) -> State:
    fields: Mapping[str, Any] = {}
    found: dict[str, list[PartRow]] = {part.relation: [] for part in kept.parts}
    relation_of = {kept.model_of(part): part.relation for part in kept.parts}
    for version in versions:
        model = version.content_type.model_class()
        values = json.loads(version.serialized_data)[0]["fields"]
        if model is kept.model:
            fields = values
        elif model in relation_of:
            found[relation_of[model]].append(PartRow(int(version.object_id), values))
    return State(kept, saved.object_id, _in_order(kept, fields), {k: tuple(v) for k, v in found.items()}, saved.names)


def versions_of(row: Model, state: State, revision: Revision) -> list[Version]:
    """What `revision` stores of `row`, which came from `load`, in `state`: a Version of it and one of each part.

    reversion's own API would leave out the rows that the save has deleted meanwhile.
    """
    found = [_version(row, state.fields, revision)]
    for part in state.kept.parts:
        rows = {each.pk: each for each in getattr(row, part.relation).all()}
        found += [_version(rows[each.key], each.fields, revision) for each in state.parts.get(part.relation, ())]
    return found


def _version(row: Model, fields: Mapping[str, Any], revision: Revision) -> Version:
    stored = [{"model": row._meta.label_lower, "pk": row.pk, "fields": dict(fields)}]
    return Version(
        revision=revision,
        object_id=str(row.pk),
        content_type=ContentType.objects.get_for_model(type(row)),
        db=row._state.db or DEFAULT_DB_ALIAS,
        format="json",
        serialized_data=json.dumps(stored, ensure_ascii=False),
        object_repr=str(row),
    )


def without_deleted(before: State, after: State) -> State:
    """`before` without the rows to which `after` refers no more because they were deleted since: whoever saves next
    took nothing away. One query for each field that lost some.
    """
    fields = dict(before.fields)
    for each in map(before.kept.field, before.kept.shown):
        if not isinstance(each, ManyToManyField | ForeignKey):
            continue
        held = _keys(fields.get(each.name))
        lost = held - _keys(after.fields.get(each.name))
        there = set(_related(each)._base_manager.filter(pk__in=lost).values_list("pk", flat=True)) if lost else lost
        if lost - there:
            is_one = isinstance(each, ForeignKey)
            fields[each.name] = after.fields.get(each.name) if is_one else sorted(held - (lost - there))
    return replace(before, fields=fields)


def _keys(value: Any) -> set[Any]:
    return set(value) if isinstance(value, list) else set() if value is None else {value}


def _related(each: "Field[Any, Any]") -> type[Model]:
    model: type[Model] = each.related_model  # type: ignore[assignment]
    return model


def serialized(row: Model, names: tuple[str, ...] | None = None) -> dict[str, Any]:
    """The fields of `row`, or those named, as JSON can hold them."""
    values: dict[str, Any] = json.loads(serializers.serialize("json", [row], fields=names))[0]["fields"]
    return values


def _in_order(kept: Kept, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that the model has today; keys of many in one order, since they have none of their own."""
    known = set(kept.stored)
    return {
        name: sorted(value) if isinstance(value, list) else value for name, value in fields.items() if name in known
    }


def _names(row: Model, kept: Kept) -> Names:
    names: Names = {}
    for each in map(kept.field, kept.shown):
        if isinstance(each, ManyToManyField):
            others = list(getattr(row, each.name).all())
        elif isinstance(each, ForeignKey):
            others = [other] if (other := getattr(row, each.name)) else []
        else:
            continue
        names[each.name] = names_of(others)
    return names


def names_of(rows: Iterable[Model]) -> dict[str, list[str]]:
    """{key: [name, address of a picture or ""]} of rows to which a State refers."""
    return {str(row.pk): [str(row), _picture(row)] for row in rows}


def _picture(row: Model) -> str:
    return row.url_for(640) if isinstance(row, Image) else ""
