"""Fields that sort rows in the order of the Vietnamese alphabet, independent of the database's collation."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import models

from .names import alphabet_key

if TYPE_CHECKING:  # only django-stubs give a field the type of its values
    _CharField: TypeAlias = models.CharField[str, str]
else:
    _CharField = models.CharField


class AlphabetKeyField(_CharField):
    """Key by which rows stand in the order of the Vietnamese alphabet; each save works it out from the field `of`.

    Order by it in place of the text, which a database orders by code points. A row that another program writes has no
    key until `fill_keys` runs; `QuerySet.update` leaves the old key. `of` may be any text; what lies
    beyond 400 digits (about 150 letters) has no effect.
    """

    DIGITS = 400

    def __init__(self, *, of: str = "", **options: Any) -> None:
        self.of = of
        defaults: dict[str, Any] = {"max_length": self.DIGITS, "editable": False, "db_default": ""}
        super().__init__(**defaults | options)

    def key_of(self, row: Any) -> str:
        return alphabet_key(getattr(row, self.of))[: self.DIGITS]

    def pre_save(self, model_instance: Any, add: bool) -> str:
        key = self.key_of(model_instance)
        setattr(model_instance, self.attname, key)
        return key

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def by_label(field: str, choices: Iterable[tuple[Any, Any]]) -> models.Case:
    """The SQL expression that sorts by a field with `choices` (value, label) as their labels stand in the alphabet;
    other values stand last. No query.
    """
    in_order = sorted(choices, key=lambda choice: alphabet_key(str(choice[1])))
    places = [models.When(**{field: value}, then=place) for place, (value, _) in enumerate(in_order)]
    return models.Case(*places, default=len(places), output_field=models.IntegerField())


def fill_keys(model: Any) -> int:
    """Write the AlphabetKeyField of the rows of a model that have a text and no key of it; returns how many.

    One query, one more for each 500 such rows.
    """
    filled = 0
    for field in (field for field in model._meta.local_fields if isinstance(field, AlphabetKeyField)):
        rows = model._base_manager.filter(**{field.attname: ""}).exclude(**{field.of: ""})
        unread = rows.only(field.of, field.attname).iterator(chunk_size=500)
        while some := list(islice(unread, 500)):
            for row in some:
                setattr(row, field.attname, field.key_of(row))
            filled += model._base_manager.bulk_update(some, [field.attname])
    return filled
