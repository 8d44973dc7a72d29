"""Bringing a revision back: what of it can be, as a plan that is looked at first and then carried out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Field, FileField, ForeignKey, ManyToManyField, Model

from uploads.binned_files import where

from .models import BinEntry, SavedRow
from .registry import Kept, Part
from .snapshots import PartRow, State, state_in, state_of
from .values import name_of


class NotRestored(Exception):
    """A revision that cannot be brought back as it is: `points` say why, in Vietnamese."""

    def __init__(self, points: list[str]) -> None:
        self.points = points
        super().__init__(" ".join(points))


@dataclass(frozen=True)
class Plan:
    """What bringing a revision back makes of a row: the State `after` instead of `before`.

    `left_out` are sentences on what is gone or stays as it is; `later` are the rows of parts that came after the
    revision, by what they are called: they stay, unless `drops_later` takes them away.
    """

    saved: SavedRow
    row: Model
    before: State
    after: State
    left_out: tuple[str, ...]
    later: Mapping[str, tuple[PartRow, ...]] = field(default_factory=dict)
    drops_later: bool = False

    @property
    def changes_nothing(self) -> bool:
        return self.before.is_same(self.after)

    @property
    def names_of_later(self) -> list[str]:
        parts = {part.relation: part for part in self.before.kept.parts}
        return [parts[name].describe(row.fields) for name, rows in self.later.items() for row in rows]


def plan(saved: SavedRow, row: Model, *, drops_later: bool = False) -> Plan:
    """The Plan that brings `saved` back to `row`, which comes from `snapshots.load`. It changes nothing: not even
    `row`. One query for the revision, one for each relation that it names, one for each unique field.
    """
    before = state_of(row)
    kept, then = before.kept, state_in(saved, before.kept)
    planner = _Planner(row, before, then)
    fields = {name: planner.value(kept.field(name)) for name in kept.shown if planner.comes_back(name)}
    parts, later = {}, {}
    for part in kept.parts:
        parts[part.relation], later[part.relation] = planner.rows(part, drops_later=drops_later)
    names = {name: before.names.get(name, {}) | then.names.get(name, {}) for name in {*before.names, *then.names}}
    after = replace(before, fields={**before.fields, **fields}, parts=parts, names=names)
    return Plan(saved, row, before, after, tuple(planner.left_out), later, drops_later)


class _Planner:
    def __init__(self, row: Model, before: State, then: State) -> None:
        self.row, self.before, self.then = row, before, then
        self.left_out: list[str] = []

    def comes_back(self, name: str) -> bool:
        return name in self.then.fields and name not in self.before.kept.stays

    def value(self, each: "Field[Any, Any]") -> Any:
        """What the field holds afterwards: what it held then, or what it holds today where that cannot be."""
        value, today = self.then.fields[each.name], self.before.fields.get(each.name)
        if isinstance(each, ManyToManyField):
            return self._keys(each, value)
        if value == today:
            return value
        if isinstance(each, ForeignKey) and value is not None and not self._exists(each, value):
            self.left_out.append(self._gone(each, value) + " nên ô này giữ như hiện nay.")
            return today
        try:
            each.to_python(value)
        except ValidationError:
            self.left_out.append(f"Ô “{each.verbose_name}” của bản này nay không đọc được nên giữ như hiện nay.")
            return today
        if each.unique and self._is_taken(each, value):
            self.left_out.append(f"{self._named(each, value)} nay là của mục khác nên giữ như hiện nay.")
            return today
        return value

    def rows(self, part: Part, *, drops_later: bool) -> tuple[tuple[PartRow, ...], tuple[PartRow, ...]]:
        """The rows of a part afterwards, and those of today that the revision did not have."""
        then, today = self.then.parts.get(part.relation, ()), self.before.parts.get(part.relation, ())
        at_hand = {row.key for row in today}
        files = _files(self.before.kept, part)
        back = []
        for row in then:
            gone = [name for name in files if row.key not in at_hand and not _is_stored(row.fields.get(name))]
            if gone:
                self.left_out.append(
                    f"{part.label.capitalize()} “{part.describe(row.fields)}”: tệp không còn trên máy."
                )
            else:
                back.append(row)
        had = {row.key for row in then}
        later = tuple(row for row in today if row.key not in had)
        return (tuple(back) if drops_later else (*back, *later)), later

    def _keys(self, each: "ManyToManyField[Any, Any]", keys: list[Any]) -> list[Any]:
        there = set(_related(each)._base_manager.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
        self.left_out += [f"{self._gone(each, key)} nên không gắn lại được." for key in keys if key not in there]
        return [key for key in keys if key in there]

    def _gone(self, each: "Field[Any, Any]", key: Any) -> str:
        in_bin = BinEntry.objects.open().of_key(_related(each), key).exists()
        return f"{self._named(each, key)} {'đang ở trong thùng rác' if in_bin else 'đã bị xóa'}"

    def _named(self, each: "Field[Any, Any]", value: Any) -> str:
        name = name_of(self.then, each.name, value) if each.is_relation else value
        return f"{_label(each)} “{name}”"

    def _exists(self, each: "ForeignKey[Any, Any]", key: Any) -> bool:
        return _related(each)._base_manager.filter(pk=key).exists()

    def _is_taken(self, each: "Field[Any, Any]", value: Any) -> bool:
        return type(self.row)._base_manager.filter(**{each.name: value}).exclude(pk=self.row.pk).exists()


def carry_out(plan: Plan) -> Model:
    """The row with the values of the plan, not saved yet. Raises NotRestored with what today's rules forbid."""
    kept, deferred = plan.before.kept, plan.row.get_deferred_fields()
    fields = [each for each in plan.row._meta.concrete_fields if each.attname not in deferred]
    values = {each.attname: getattr(plan.row, each.attname) for each in fields}
    for each in map(kept.field, kept.shown):
        if not isinstance(each, ManyToManyField) and each.name not in kept.stays:
            values[each.attname] = each.to_python(plan.after.fields[each.name])
    row = type(plan.row).from_db(plan.row._state.db or DEFAULT_DB_ALIAS, list(values), list(values.values()))
    try:
        row.full_clean(exclude=deferred)
    except ValidationError as error:
        raise NotRestored(sentences_of(error, row)) from error
    return row


def carry_out_relations(plan: Plan, remove: Callable[[Model], object] = Model.delete) -> None:
    """Tags and rows that belong to the row, after it was saved: each as the plan says. `remove` takes a row away that
    the plan does not have.
    """
    row, kept = plan.row, plan.before.kept
    for each in map(kept.field, kept.shown):
        if isinstance(each, ManyToManyField) and plan.after.fields[each.name] != plan.before.fields[each.name]:
            getattr(row, each.name).set(plan.after.fields[each.name])
    for part in kept.parts:
        model = kept.model_of(part)
        today = {part_row.key: part_row for part_row in plan.before.parts[part.relation]}
        after = {part_row.key: part_row for part_row in plan.after.parts[part.relation]}
        for part_of_today in model._base_manager.filter(pk__in=today.keys() - after.keys()):
            remove(part_of_today)
        for key, part_row in after.items():
            if today.get(key) != part_row:
                save_part(model, key, part_row.fields)


def save_part(model: type[Model], key: int, fields: Mapping[str, Any]) -> None:
    """Save a row that belongs to another one, with its key and stored fields."""
    values = {
        each.attname: each.to_python(fields[each.name])
        for each in model._meta.local_concrete_fields
        if each.name in fields
    }
    model(pk=key, **values).save()


def _files(kept: Kept, part: Part) -> list[str]:
    return [each.name for each in kept.model_of(part)._meta.local_concrete_fields if isinstance(each, FileField)]


def _is_stored(name: str | None) -> bool:
    return not name or default_storage.exists(where(name))


def _related(each: "Field[Any, Any]") -> type[Model]:
    found: type[Model] = each.related_model  # type: ignore[assignment]
    return found


def _label(each: "Field[Any, Any]") -> str:
    text = str(each.verbose_name)
    return text[:1].upper() + text[1:]


def sentences_of(error: ValidationError, row: Model) -> list[str]:
    """The sentences of an error with the field that each is about."""
    found = []
    for name, messages in error.message_dict.items():
        label = "" if name == "__all__" else f"{_label(row._meta.get_field(name))}: "  # type: ignore[arg-type]
        found += [f"{label}{message}" for message in messages]
    return found
