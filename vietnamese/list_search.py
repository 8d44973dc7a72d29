"""Search in the lists of the admin by what people type in haste: without marks, in any case."""

from typing import Any

from .text import fold


class FindsWithoutMarks:
    """For a ModelAdmin, before others: its search also finds rows where one of the columns `folded_fields` holds what
    was typed, with or without marks. For tables that people fill by hand, of a few thousand rows: they are read whole.
    One query more.
    """

    folded_fields: tuple[str, ...] = ()

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> tuple[Any, bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)  # type: ignore[misc]
        if typed := " ".join(fold(search_term).split()):
            rows = self.model._base_manager.values_list("pk", *self.folded_fields)  # type: ignore[attr-defined]
            pks = [pk for pk, *texts in rows if any(typed in fold(text) for text in texts if text)]
            found |= queryset.filter(pk__in=pks)
        return found, may_repeat
