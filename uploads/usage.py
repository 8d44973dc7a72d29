"""Where pictures are used. This package does not import the packages above it, so it asks all models.

A field of rich text has `holds_pictures = True`; its rows are searched for the pictures' file names.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import BooleanField, F, Field, Func, Max, Min, Model, Q, QuerySet

from .models import Image
from .names import picture_key

MAX_USES = 20
MAX_USES_OF_MANY = 100
MAX_PLACES = 900  # thirty pages
WINDOW = 20_000  # rows whose texts one statement looks through
_KEY = r"(anh/[0-9a-z/]+)-"  # a picture_key, as it stands in an address


@dataclass(frozen=True)
class Use:
    """A row that shows a picture, in the bin or not. A user may not know it (`database.known_rows`)."""

    image: Image
    row: Any


@dataclass(frozen=True)
class Place:
    """A row that shows a picture, by its key, and the names of the fields that do."""

    model: type[Model]
    key: int
    fields: tuple[str, ...]


class _ShowsOne(Func):
    """Whether a text shows a picture of `keys`: however many these are, it is read once."""

    output_field = BooleanField()

    def __init__(self, text: F, keys: Iterable[str]) -> None:
        super().__init__(text)
        self.keys = sorted(keys)

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> Any:  # type: ignore[override]
        text, params = compiler.compile(self.source_expressions[0])
        found = f"SELECT FROM regexp_matches({text}, %s, 'g') AS found WHERE found[1] = ANY(%s)"
        return f"EXISTS ({found})", [*params, _KEY, self.keys]


def rows_using(image: Image) -> list[Any]:
    """Up to `MAX_USES` rows of any kind that show `image`. One query for each field that can show pictures; it scans
    texts.
    """
    return list(dict.fromkeys(use.row for use in uses_of([image], MAX_USES)))[:MAX_USES]


def uses_of(images: Sequence[Image], limit: int = MAX_USES_OF_MANY) -> list[Use]:
    """Up to `limit` uses of each kind of rows that show one of `images`, by a key or in a text. One query for each
    field that can, and one more for 20,000 rows.
    """
    return list(dict.fromkeys([*_pointing_at(images, limit), *_texts_showing(images, limit)])) if images else []


def places_of(image: Image, most: int = MAX_PLACES) -> list[Place]:
    """The rows that show `image`, of one kind behind the other, the newest first; of more than `most` only that there
    are more. One query for each field that can show pictures, for keys alone; it scans texts.
    """
    found: dict[tuple[type[Model], int], list[str]] = {}
    for model, field, condition in _fields_showing(image):
        keys = model._base_manager.filter(condition).order_by("-pk").values_list("pk", flat=True)
        for key in keys[: most + 1]:
            found.setdefault((model, key), []).append(str(field.verbose_name))
    kinds = list(dict.fromkeys(model for model, _ in found))
    rows = sorted(found, key=lambda row: (kinds.index(row[0]), -row[1]))
    return [Place(model, key, tuple(found[model, key])) for model, key in rows[: most + 1]]


def names_shown_in(model: type[Model], keys: Collection[int], names: Collection[str]) -> set[str]:
    """Those of `names` (of pictures, kept.py) that the texts of some rows of `model` show. One query for each field
    that can.
    """
    found = set()
    for field in model._meta.local_concrete_fields:
        if getattr(field, "holds_pictures", False):
            rows = model._base_manager.filter(_ShowsOne(F(field.name), names), pk__in=keys)
            for text in rows.values_list(field.name, flat=True):
                found |= {name for name in names if name in text}
    return found


def _fields_showing(image: Image) -> Iterator[tuple[type[Model], "Field[Any, Any]", Q]]:
    """(model, field, the condition by which a row shows `image`) of each field that can show pictures."""
    for relation in Image._meta.get_fields(include_hidden=True):
        if relation.one_to_many and relation.auto_created:
            field: Any = relation.field  # type: ignore[union-attr]
            yield field.model, field, Q(**{field.name: image})
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if getattr(field, "holds_pictures", False):
                yield model, field, Q(**{f"{field.name}__contains": picture_key(image.file)})


def _pointing_at(images: Sequence[Image], limit: int) -> Iterator[Use]:
    by_key = {image.pk: image for image in images}
    for relation in Image._meta.get_fields(include_hidden=True):
        if relation.one_to_many and relation.auto_created:
            field: Any = relation.field  # type: ignore[union-attr]
            for row in field.model._base_manager.filter(**{f"{field.name}__in": by_key})[:limit]:
                yield Use(by_key[getattr(row, field.attname)], row)


def _texts_showing(images: Sequence[Image], limit: int) -> Iterator[Use]:
    by_key = {picture_key(image.file): image for image in images}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if getattr(field, "holds_pictures", False):
                for row in _rows_showing(model, field, list(by_key), limit):  # type: ignore[arg-type]
                    text = getattr(row, field.name)
                    yield from (Use(image, row) for key, image in by_key.items() if key in text)


def _rows_showing(model: type[Model], field: "Field[Any, Any]", keys: list[str], limit: int) -> list[Model]:
    """One picture is looked for as it is, which is quicker; more of them together, in so many rows at once that no
    statement lasts too long.
    """
    rows: QuerySet[Model] = model._base_manager.all()
    if len(keys) == 1:
        return list(rows.filter(**{f"{field.name}__contains": keys[0]})[:limit])
    found: list[Model] = []
    ends = rows.aggregate(first=Min("pk"), last=Max("pk"))
    for start in range(ends["first"] or 1, (ends["last"] or 0) + 1, WINDOW):
        window = rows.filter(pk__gte=start, pk__lt=start + WINDOW).filter(_ShowsOne(F(field.name), keys))
        found += window[: limit - len(found)]
        if len(found) == limit:
            break
    return found
