"""The page that asks before a deletion, for every list of the admin; it names rows of many models."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.utils import NestedObjects, quote
from django.db import router
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst

from .known_rows import describe_hidden, hidden_from

Deletion = tuple[list[Any], dict[Any, int], set[Any], list[str]]
IN_THE_BIN = " (đang ở trong thùng rác, khôi phục rồi mới sửa được)"
MAX_NAMED = 100  # of the rows that forbid a deletion, and of those of one level that go with it


class NamesKnownRows:
    """Mixin for a ModelAdmin: its deletion pages, also for many rows at once, name no row that the user may not know.

    Django's own `get_deleted_objects` prints every row by its name.
    """

    model: Any
    admin_site: AdminSite

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Deletion:
        """As Django's: (nested list of rows to delete, {model: number}, models without permission, rows that forbid
        it).
        """
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        by_model: dict[Any, set[Any]] = {**collector.model_objs}
        gone = [row for rows in by_model.values() for row in rows]
        stopping: set[Any] = collector.protected
        in_the_way = sorted(stopping, key=lambda row: (row._meta.label, row.pk))
        hidden = hidden_from(request.user, [*gone, *in_the_way])

        def entry(row: Any) -> str:
            return self._entry(row, hidden)

        protected = [entry(row) for row in in_the_way[:MAX_NAMED]]
        if len(in_the_way) > MAX_NAMED:
            protected.append(_others(len(in_the_way) - MAX_NAMED))
        return (
            _bounded(collector.nested(entry)),
            {model._meta.verbose_name_plural: len(rows) for model, rows in by_model.items()},
            {row._meta.verbose_name for row in (*gone, *in_the_way) if not self._may_delete(row, request)},
            protected,
        )

    def _entry(self, row: Any, hidden: set[Any]) -> str:
        kind = capfirst(row._meta.verbose_name)
        if row in hidden:
            return describe_hidden(row)
        binned = IN_THE_BIN if getattr(row, "binned_at", None) else ""
        if self.admin_site.is_registered(type(row)):
            name = f"{self.admin_site.name}:{row._meta.app_label}_{row._meta.model_name}_change"
            try:
                return format_html('{}: <a href="{}">{}</a>{}', kind, reverse(name, args=[quote(row.pk)]), row, binned)
            except NoReverseMatch:
                pass
        return f"{kind}: {row}{binned}"

    def _may_delete(self, row: Any, request: HttpRequest) -> bool:
        if not self.admin_site.is_registered(type(row)):
            return True
        return self.admin_site.get_model_admin(type(row)).has_delete_permission(request, row)


def _bounded(entries: list[Any]) -> list[Any]:
    """The nested lists of a deletion page with MAX_NAMED rows a level at most, and how many the others are."""
    bounded: list[Any] = []
    named = 0
    for entry in entries:
        if isinstance(entry, list):
            if named <= MAX_NAMED:  # they belong to the row before
                bounded.append(_bounded(entry))
            continue
        named += 1
        if named <= MAX_NAMED:
            bounded.append(entry)
    return [*bounded, _others(named - MAX_NAMED)] if named > MAX_NAMED else bounded


def _others(count: int) -> str:
    return f"Và {count} mục khác"
