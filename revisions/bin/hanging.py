"""What hangs on a row that leaves its table: rows that name it by a key that becomes empty, links of many with many.

Rows that go with it are its parts, which its revision has (`revisions.registry.Part`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import SET_NULL, Exists, Field, ForeignKey, ManyToManyField, Model, OuterRef

from accounts.models import User
from database.known_rows import hidden_from
from vietnamese.numbers import format_number

from ..models import SavedRow
from ..registry import is_kept, kept_of

BATCH = 1000
MAX_NAMED = 5  # in a sentence


@dataclass(frozen=True)
class Hanging:
    """Rows of `model` that name the row by `field`, by their keys."""

    model: type[Model]
    field: "Field[Any, Any]"
    keys: tuple[int, ...]

    @property
    def kind(self) -> str:
        """ "bài viết"."""
        return str(self.model._meta.verbose_name)


def hanging_on(row: Model) -> list[Hanging]:
    """All that hangs on `row`, before it is deleted. One query for each field of other models that names its model."""
    return hanging_on_each([row])[row.pk]


def hanging_on_each(rows: Sequence[Model]) -> dict[int, list[Hanging]]:
    """{key of a row: all that hangs on it}, of rows of one model. As many queries as for one."""
    found: dict[int, list[Hanging]] = {row.pk: [] for row in rows}
    for field in _naming(type(rows[0])):
        keys: dict[int, list[int]] = defaultdict(list)
        naming = field.model._base_manager.filter(**{f"{field.name}__in": rows}).order_by("pk")
        for named, key in naming.values_list(field.name, "pk"):
            keys[named].append(key)
        for named, of_row in keys.items():
            found[named].append(Hanging(field.model, field, tuple(of_row)))
    return found


def as_json(hung: list[Hanging]) -> dict[str, list[int]]:
    """{"articles.article.event": [3, 7]}."""
    return {f"{each.model._meta.label_lower}.{each.field.name}": list(each.keys) for each in hung}


def from_json(stored: Mapping[str, list[int]]) -> list[Hanging]:
    """What `as_json` wrote, without fields that are gone since."""
    return list(_read(stored))


def hang_again(row: Model, stored: Mapping[str, list[int]], since: datetime, by: User | None) -> list[str]:
    """Let the rows in `stored` name `row` again, those that are there and name no other; returns sentences on the
    others, and on those that were saved after `since`, when `row` went: nobody could choose it then, so a save without
    it says nothing, but somebody may be surprised. They are named if `by` may know them. Two queries for each field,
    one for a thousand links, and one to three for what was saved.
    """
    sentences: list[str] = []
    for each in _read(stored):
        is_many = isinstance(each.field, ManyToManyField)
        sentences += _link(row, each) if is_many else _name(row, each)
        sentences += _saved_meanwhile(row, each, since, by)
    return sentences


def _naming(model: type[Model]) -> Iterator["Field[Any, Any]"]:
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not relation.is_relation:
            continue
        field = relation.field  # type: ignore[union-attr]
        if isinstance(field, ManyToManyField) or (isinstance(field, ForeignKey) and _is_emptied(field)):
            yield field


def _is_emptied(field: "ForeignKey[Any, Any]") -> bool:
    return field.remote_field.on_delete is SET_NULL


def _read(stored: Mapping[str, list[int]]) -> Iterator[Hanging]:
    for label, keys in stored.items():
        model_label, _, name = label.rpartition(".")
        try:
            model = apps.get_model(model_label)
            field: Field[Any, Any] = model._meta.get_field(name)
        except (LookupError, FieldDoesNotExist):  # of another release
            continue
        yield Hanging(model, field, tuple(keys))


def _name(row: Model, hung: Hanging) -> list[str]:
    name, rows = hung.field.name, hung.model._base_manager.filter(pk__in=hung.keys)
    there = rows.count()
    done = rows.filter(**{f"{name}__isnull": True}).update(**{name: row})
    return [*_gone(row, hung, there), *_elsewhere(hung, there - done)]


def _link(row: Model, hung: Hanging) -> list[str]:
    field: ManyToManyField[Any, Any] = hung.field  # type: ignore[assignment]
    there = list(hung.model._base_manager.filter(pk__in=hung.keys).order_by("pk").values_list("pk", flat=True))
    here, far = field.m2m_column_name(), field.m2m_reverse_name()
    through: type[Model] = field.remote_field.through  # type: ignore[assignment]
    links = [through(**{here: key, far: row.pk}) for key in there]
    through._base_manager.bulk_create(links, batch_size=BATCH, ignore_conflicts=True)
    return _gone(row, hung, len(there))


def _saved_meanwhile(row: Model, hung: Hanging, since: datetime, by: User | None) -> list[str]:
    if not _is_chosen(hung):
        return []
    content_type = ContentType.objects.get_for_model(hung.model)
    saves = SavedRow.objects.saved().filter(content_type=content_type, object_id=OuterRef("pk"))
    named = hung.model._base_manager.filter(pk__in=hung.keys, **{hung.field.name: row})
    saved = named.filter(Exists(saves.filter(revision__date_created__gt=since)))
    keys = list(saved.order_by("pk").values_list("pk", flat=True))
    if not keys:
        return []
    kind, count = row._meta.verbose_name, format_number(len(keys))
    told = f"{count} {hung.kind} đã được lưu khi {kind} này ở trong thùng rác, nay lại gắn với {kind} này"
    return [f"{told}{_names(hung, keys, by)}. Nếu không cần, xin mở {hung.kind} ấy và bỏ {kind} này."]


def _is_chosen(hung: Hanging) -> bool:
    """Whether people choose it in the form of the rows, as they do not choose the authors of a byline."""
    return is_kept(hung.model) and hung.field.name in kept_of(hung.model).shown


def _names(hung: Hanging, keys: list[int], by: User | None) -> str:
    rows = list(hung.model._base_manager.filter(pk__in=keys[:MAX_NAMED]).order_by("pk"))
    hidden = hidden_from(by, rows)
    names = [f"“{row}”" for row in rows if row not in hidden]
    more = ["…"] if len(names) < len(keys) else []
    return f": {', '.join([*names, *more])}" if names else ""


def _gone(row: Model, hung: Hanging, there: int) -> list[str]:
    gone = len(hung.keys) - there
    kind = row._meta.verbose_name
    return [f"{format_number(gone)} {hung.kind} từng gắn với {kind} này nay không còn."] if gone else []


def _elsewhere(hung: Hanging, elsewhere: int) -> list[str]:
    label = hung.field.verbose_name
    count = format_number(elsewhere)
    return [f"{count} {hung.kind} nay có {label} khác nên giữ như hiện nay."] if elsewhere else []
