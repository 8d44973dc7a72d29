"""Rows that show a picture or a recording, as a user reads them: by their names with links, or by kind and number."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from database.known_rows import describe_hidden, hidden_from


class Uses:
    """A read-only field of a form: where its row is used, as far as `user` may know. Django compares such fields."""

    __name__ = "uses"  # of its CSS class
    short_description = "Đang dùng ở"

    def __init__(self, user: Any) -> None:
        self.user = user

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and other.user == self.user

    def __hash__(self) -> int:
        return hash(self.user)

    def entries(self, row: Any) -> list[str]:
        """What uses `row`."""
        raise NotImplementedError

    def __call__(self, row: Any) -> SafeString:
        entries = ((entry,) for entry in self.entries(row) or ["Chưa dùng ở đâu."])
        return format_html_join("", '<span class="image-use">{}</span>', entries)


def entries_of(rows: Sequence[Any], user: Any) -> list[str]:
    """Kind and name of each of `rows` with a link; those that `user` may not know by kind and number. One query for
    each kind that says who knows its rows.
    """
    hidden = hidden_from(user, rows)
    return [
        describe_hidden(row) if row in hidden else _linked(row, f"{name_of_kind(type(row))}: {row}") for row in rows
    ]


def linked_rows(rows: Sequence[Any], user: Any) -> list[str]:
    """As `entries_of`, without the kind before the name."""
    hidden = hidden_from(user, rows)
    return [describe_hidden(row) if row in hidden else _linked(row, str(row)) for row in rows]


def name_of_kind(model: type[Model]) -> str:
    kind = str(model._meta.verbose_name)
    return kind[:1].upper() + kind[1:]


def address_of(row: Any) -> str:
    """Of its form. Raises NoReverseMatch where there is none."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def _linked(row: Any, label: str) -> str:
    if getattr(row, "binned_at", None):  # the row stays in its table
        label += " (trong thùng rác)"
    try:
        address = address_of(row)
    except NoReverseMatch:
        return label
    return format_html('<a href="{}">{}</a>', address, label)
