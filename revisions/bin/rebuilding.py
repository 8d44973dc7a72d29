"""A row that left its table, made again from the revision of its deletion."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import PROTECT, DateField, DateTimeField, Field, ForeignKey, ManyToManyField, Model, SlugField

from ..models import BinEntry
from ..registry import WORKED_OUT, Kept, kept_of
from ..restoring import NotRestored, save_part, sentences_of
from ..snapshots import State, serialized, state_in
from ..values import name_of

COLUMNS = "columns"  # in BinEntry.before: what the revision does not have


@dataclass(frozen=True)
class Rebuilt:
    """`row` as it was, not saved yet, and `sentences` on what of it did not come back."""

    row: Model
    state: State
    sentences: tuple[str, ...]


def other_columns(row: Model) -> dict[str, Any]:
    """The columns of `row` that its revisions leave out and no save computes, such as counters, and its moments to the
    microsecond, which revisions cut; as JSON can hold them. No query.
    """
    own = row._meta.local_concrete_fields
    left_out = [each.name for each in own if each.name not in kept_of(type(row)).stored]
    found = serialized(row, tuple(left_out)) if left_out else {}
    computed = {each.name for each in own if isinstance(each, WORKED_OUT)}
    moments = {each.name: each.value_from_object(row) for each in own if isinstance(each, DateTimeField)}
    exact = {name: moment.isoformat() for name, moment in moments.items() if moment is not None}
    return {name: value for name, value in {**found, **exact}.items() if name not in computed}


def rebuild(entry: BinEntry, typed: Mapping[str, str]) -> Rebuilt:
    """The row of `entry`, with values that are `typed` instead of its own ({"slug": "…"}). Raises NotRestored with
    what today's rules forbid. A query for the revision, one for each row that it names and each of its unique fields.
    """
    if entry.saved_row is None:
        raise NotRestored([f"Không còn bản đã lưu của {entry.kind} này nên không khôi phục được."])
    kept = kept_of(entry.model)
    state = state_in(entry.saved_row, kept)
    stored = {**state.fields, **entry.before.get(COLUMNS, {}), **typed}
    reader = _Reader(state)
    own = [each for each in kept.model._meta.local_concrete_fields if each.name in stored and not each.primary_key]
    values = {each.attname: reader.value(each, stored[each.name]) for each in own}
    rebuilt = Rebuilt(kept.model(pk=entry.object_id, **values), state, tuple(reader.sentences))
    _refuse_taken(rebuilt.row)
    try:
        rebuilt.row.full_clean(exclude={kept.model._meta.pk.name})  # `bring_back` has just asked for its own key
    except ValidationError as error:
        raise NotRestored(sentences_of(error, rebuilt.row)) from error
    return rebuilt


def save(rebuilt: Rebuilt) -> None:
    """Insert the row with its old key, and what belongs to it."""
    row, state = rebuilt.row, rebuilt.state
    kept = state.kept
    moments = {each.attname: getattr(row, each.attname) for each in _dated(kept)}
    row.save(force_insert=True)
    if moments:  # the save has dated them anew
        kept.model._base_manager.filter(pk=row.pk).update(**moments)
    for each in map(kept.field, kept.stored):
        if isinstance(each, ManyToManyField):
            keys = state.fields.get(each.name, ())
            getattr(row, each.name).set(_related(each)._base_manager.filter(pk__in=keys))
    for part in kept.parts:
        for part_row in state.parts.get(part.relation, ()):
            save_part(kept.model_of(part), part_row.key, part_row.fields)


def _dated(kept: Kept) -> "list[Field[Any, Any]]":
    dates = [each for each in kept.model._meta.local_concrete_fields if isinstance(each, DateField)]
    return [each for each in dates if each.auto_now or each.auto_now_add]


@dataclass
class _Reader:
    """Reads stored values of `state`; `sentences` say what could not be as it was."""

    state: State
    sentences: list[str] = field(default_factory=list)

    @property
    def _kind(self) -> str:
        return str(self.state.kept.model._meta.verbose_name)

    def value(self, each: "Field[Any, Any]", value: Any) -> Any:
        """What the field holds afterwards. Raises NotRestored where a row is gone without which there is none."""
        if isinstance(each, ForeignKey) and value is not None:
            return self._key(each, value)
        try:
            return each.to_python(value)
        except ValidationError as error:
            label = each.verbose_name
            raise NotRestored([f"Ô “{label}” của {self._kind} này nay không đọc được: “{value}”."]) from error

    def _key(self, each: "ForeignKey[Any, Any]", key: Any) -> Any:
        """The key, or None where its row is gone and the field may be empty. A row in the bin that nobody could have
        deleted before this one is to come back first.
        """
        related, must = _related(each), not each.null
        named = f"{each.verbose_name} “{name_of(self.state, each.name, key)}”"
        named = named[:1].upper() + named[1:]
        if related._base_manager.filter(pk=key).exists():
            if not each.unique or _holder(self.state.kept.model, self.state.key, each, key) is None:
                return key
            gone = f"{named} nay đã gắn với mục khác"
        elif BinEntry.objects.open().of_key(related, key).exists():
            gone, must = f"{named} đang ở trong thùng rác", must or each.remote_field.on_delete is PROTECT
        else:
            gone = f"{named} không còn nữa"
        if must:
            then = f"xin khôi phục {each.verbose_name} ấy trước"
            raise NotRestored([f"{gone} nên chưa khôi phục được {self._kind} này; {then}."])
        self.sentences.append(f"{gone} nên ô ấy để trống.")
        return None


def _refuse_taken(row: Model) -> None:
    """Raises NotRestored if another row has what only one may have, such as the address."""
    for each in row._meta.local_concrete_fields:
        value = getattr(row, each.attname)
        if not each.unique or each.primary_key or isinstance(each, ForeignKey) or value in (None, ""):
            continue
        if holder := _holder(type(row), row.pk, each, value):
            kind = row._meta.verbose_name
            if not each.editable:  # nobody has typed it, such as the digest of a picture
                raise NotRestored([f"Đã có {kind} “{holder}” giống hệt nên không cần khôi phục."])
            then = "xin đặt đường dẫn khác ở ô dưới đây" if isinstance(each, SlugField) else "xin sửa mục ấy trước"
            raise NotRestored([f"“{value}” nay là {each.verbose_name} của {kind} “{holder}”; {then}."])


def _holder(model: type[Model], key: int, each: "Field[Any, Any]", value: Any) -> Model | None:
    """Another row than `key` whose field has this value."""
    return model._base_manager.exclude(pk=key).filter(**{each.attname: value}).first()


def _related(each: "Field[Any, Any]") -> type[Model]:
    found: type[Model] = each.related_model  # type: ignore[assignment]
    return found
