"""A State as people read it: each field by its label, rows that it refers to by their names."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models import BooleanField, DateTimeField, Field, ForeignKey, ManyToManyField, SlugField, TextField
from django.utils.dateparse import parse_datetime

from richtext.fields import RichTextField
from uploads.models import Image
from uploads.sizes import SMALL_WIDTH, sibling
from vietnamese.dates import format_time_date

from .compare import Value
from .snapshots import State

GONE = "(không còn tên)"


def values_of(state: State) -> dict[str, Value]:
    """{name of a field or relation: Value}, in the order of the model. No query."""
    kept = state.kept
    values = {name: _value(state, name, kept.field(name)) for name in kept.shown if name in state.fields}
    if kept.model is Image and "file" in state.fields:
        values = {"file": _of_file(state.fields)} | values
    for name, describe in kept.describes.items():
        if name in values:
            values[name] = Value.plain(values[name].label, describe(state.fields))
    for part in kept.parts:
        rows = state.parts.get(part.relation, ())
        values[part.relation] = Value.listed(part.label, {str(row.key): part.describe(row.fields) for row in rows})
    return values


def name_of(state: State, field: str, key: Any) -> str:
    """How the row was called to which `field` refers."""
    return state.names.get(field, {}).get(str(key), [GONE, ""])[0]


def _value(state: State, name: str, field: "Field[Any, Any]") -> Value:
    label, raw = str(field.verbose_name), state.fields[name]
    if isinstance(field, RichTextField):
        return Value.rich(label, raw or "", is_stored=True)
    if isinstance(field, ManyToManyField):
        return Value.listed(label, {str(key): name_of(state, name, key) for key in raw or ()})
    if isinstance(field, ForeignKey):
        return _of_row(state, name, field, label)
    if isinstance(field, TextField):
        return Value.text(label, raw or "")
    if field.choices or isinstance(field, BooleanField | DateTimeField | SlugField) or not isinstance(raw, str):
        return Value.plain(label, _shown(field, raw))
    return Value.text(label, raw)


def _of_row(state: State, name: str, field: "ForeignKey[Any, Any]", label: str) -> Value:
    key = state.fields[name]
    shown = "" if key is None else name_of(state, name, key)
    if field.related_model is Image:
        return Value.of_picture(label, state.names.get(name, {}).get(str(key), ["", ""])[1], shown)
    return Value.plain(label, shown)


def _of_file(picture: Mapping[str, Any]) -> Value:
    address = default_storage.url(sibling(picture["file"], SMALL_WIDTH))
    return Value.of_picture(str(Image._meta.verbose_name), address, picture.get("alt", ""))


def _shown(field: "Field[Any, Any]", raw: Any) -> str:
    if raw is None:
        return ""
    if field.choices:
        choices: Mapping[Any, Any] = dict(field.flatchoices)
        return str(choices.get(raw, raw))
    if isinstance(field, BooleanField):
        return "có" if raw else "không"
    if isinstance(field, DateTimeField):
        return _moment(str(raw))
    return str(raw)


def _moment(raw: str) -> str:
    try:
        moment = parse_datetime(raw)
    except (ValueError, ValidationError):
        moment = None
    return format_time_date(moment) if moment else raw
