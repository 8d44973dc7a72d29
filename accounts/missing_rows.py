"""Rows that a form names and that somebody deleted while it was open. People know them by their names."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.db import IntegrityError
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.text import capfirst

from database.keys import is_key
from vietnamese.dates import format_moment

Told = tuple[str, str]  # what a row was called, and who took it away and when, in words
# Functions of packages above: (model, keys) → {key: Told} of what they know to be gone. Their word is the last.
TELLERS: "list[Callable[[Any, Sequence[str]], dict[str, Told]]]" = []
UNKNOWN = ("", "vừa bị xóa")
IS_NO_CHOICE = {"invalid_choice", "invalid_pk_value"}


def save_again(request: HttpRequest, save: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer of `save`, a view that is a transaction of its own. What went after the form that names it was found
    right, the database refuses at the end; then it is called once more, since by now the form says what is gone.
    """
    try:
        return save()
    except IntegrityError:
        get_messages(request)._queued_messages.clear()  # type: ignore[union-attr]  # the first one said that it is done
        return save()


class NamesMissingRows:
    """Mixin for a ModelAdmin: its form says of a chosen row that is gone what it was called and who deleted it."""

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, **kwargs)  # type: ignore[misc]
        return type(form)(form.__name__, (_NamesMissing, form), {})


class _NamesMissing:
    gone_rows: dict[str, list[str]] | None = None  # {field: [key]} of chosen rows that were deleted meanwhile

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        self.gone_rows = (self.gone_rows or {}) | name_missing_rows(self)


def name_missing_rows(form: Any) -> dict[str, list[str]]:
    """Say of each chosen row that is gone what it was called, and who deleted it, instead of Django's sentence with
    its number. {field: [key]} of those rows. No query for a form without such a row; else two for each field that has
    one, and one for each of TELLERS.
    """
    found = {}
    for name in [name for name in form.errors if isinstance(form.fields.get(name), ModelChoiceField)]:
        if not any(error.code in IS_NO_CHOICE for error in form.errors[name].as_data()):
            continue
        keys = [key for key in dict.fromkeys(form.data.getlist(form.add_prefix(name))) if is_key(key)]
        model = form.fields[name].queryset.model
        there = {str(pk) for pk in model._default_manager.filter(pk__in=keys).values_list("pk", flat=True)}
        if gone := [key for key in keys if key not in there]:
            told = deletions_of(model, gone)
            for tell in TELLERS:
                told |= tell(model, gone)
            found[name] = gone
            del form.errors[name]
            form.add_error(name, [_sentence(form, name, key, told.get(key, UNKNOWN)) for key in gone])
    return found


def deletions_of(model: Any, keys: list[str]) -> dict[str, Told]:
    """{key: Told} of the last deletion of each row that the admin's history knows. One query."""
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id__in=keys, action_flag=DELETION
    )
    return {
        str(entry.object_id): (entry.object_repr, f"{entry.user} đã xóa lúc {format_moment(entry.action_time)}")
        for entry in entries.select_related("user").order_by("action_time")
    }


def _sentence(form: Any, name: str, key: str, told: Told) -> str:
    field, (stored, by) = form.fields[name], told
    called = _written(form, name, key) or stored
    quoted = f" “{called}”" if called else ""
    again = "chọn lại" if field.required else "chọn mục khác hoặc để trống, rồi lưu lại"
    rest = f"đã bỏ ra khỏi ô “{capfirst(str(field.label))}”, xin "
    rest += "lưu lại" if isinstance(field, ModelMultipleChoiceField) else again
    return f"{capfirst(field.queryset.model._meta.verbose_name)}{quoted} {by} trong khi bạn đang sửa: {rest}."


def _written(form: Any, name: str, key: str) -> str:
    """What the page called the row, if it says so."""
    names: dict[str, str] = dict(line.split(" ", 1) for line in form.data.getlist("row_names") if " " in line)
    return names.get(f"{name}:{key}", "")[:200]
