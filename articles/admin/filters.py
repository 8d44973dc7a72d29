"""Filters of the article list."""

from django.contrib import admin

from vietnamese.numbers import format_number

from ..models import Article
from ..models.standing import Standing


class StandingFilter(admin.SimpleListFilter):
    """Where an article stands for its readers: the four states, with "published" told apart by its dates."""

    title = "trạng thái"
    parameter_name = "trang_thai"

    def lookups(self, request, model_admin):
        return Standing.choices

    def choices(self, changelist):
        counts = Article.objects.standing_counts()
        query = changelist.get_query_string(remove=[self.parameter_name])
        yield {"selected": self.value() is None, "query_string": query, "display": _counted("Tất cả", counts["all"])}
        for value, label in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            display = _counted(label, counts[value])
            yield {"selected": self.value() == value, "query_string": query, "display": display}

    def queryset(self, request, queryset):
        return queryset.standing(self.value()) if self.value() in Standing.values else queryset


def _counted(label, count):
    return f"{label} ({format_number(count)})"
