"""Which texts of the desk are proofread: each ModelAdmin whose form is read registers its kind (admin.py). Who may is
what that ModelAdmin says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.http import HttpRequest

from database.keys import read_key


class Form(Protocol):
    """What a ModelAdmin answers about its rows."""

    def has_add_permission(self, request: HttpRequest) -> bool: ...

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool: ...

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any: ...


@dataclass(frozen=True)
class TextKind:
    """A kind of text by `key`, as the pages of the desk name it. `fields` are the fields of its form that are read:
    the name in the form ("attachments-*-title" for rows) → the name in a Document ("sapo"). `facts` are those that
    rules know without reading them. `body` is the field with HTML, if there is one.
    """

    key: str
    fields: Mapping[str, str]
    facts: Mapping[str, str] = field(default_factory=dict)
    body: str = ""


class NoText(Exception):
    """A text that there is not, or that this person may not write."""


_FORMS: dict[str, tuple[TextKind, Form]] = {}


def register(kind: TextKind, form: Form) -> None:
    """Texts of `kind` are written in `form`, a ModelAdmin. Registered again, the last one counts."""
    _FORMS[kind.key] = kind, form


def kind_of(key: str) -> TextKind:
    """The TextKind called `key`. Raises NoText."""
    return _registered(key)[0]


def may_write_any(request: HttpRequest) -> bool:
    """Whether whoever asks may write texts of some kind. No query but for rights."""
    return any(_may_write(form, request) for _, form in _FORMS.values())


def may_write(key: str, request: HttpRequest) -> bool:
    """Whether whoever asks may write texts of this kind. No query but for rights. Raises NoText."""
    return _may_write(_registered(key)[1], request)


def editable(key: str, pk: str, request: HttpRequest) -> Any:
    """The row `pk` of this kind. The queries of its form. Raises NoText for one that whoever asks may not change."""
    form = _registered(key)[1]
    row = form.get_object(request, pk) if read_key(pk) is not None else None
    if row is None or not form.has_change_permission(request, row):
        raise NoText
    return row


def _registered(key: str) -> tuple[TextKind, Form]:
    try:
        return _FORMS[key]
    except KeyError:
        raise NoText from None


def _may_write(form: Form, request: HttpRequest) -> bool:
    return form.has_add_permission(request) or form.has_change_permission(request)
