"""Filters of the admin's lists of articles."""

from datetime import datetime, time, timedelta

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.functional import cached_property
from unfold.contrib.filters.admin import RangeDateFilter

from vietnamese.dates import InvalidDate, parse_date
from vietnamese.numbers import format_number

from ..models import Article
from ..models.display_status import DisplayStatus


class DisplayStatusFilter(admin.SimpleListFilter):
    """Filters by display status: the four states, with "published" divided by its dates. It counts what the list may
    show to this person.
    """

    title = "trạng thái"
    parameter_name = "trang_thai"

    def lookups(self, request, model_admin):
        self._user = request.user
        return DisplayStatus.choices

    def choices(self, changelist):
        counts = self._counts
        query = changelist.get_query_string(remove=[self.parameter_name])
        yield {"selected": self.value() is None, "query_string": query, "display": _counted("Tất cả", counts["all"])}
        for value, label in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            display = _counted(label, counts[value])
            yield {"selected": self.value() == value, "query_string": query, "display": display}

    @cached_property
    def _counts(self):
        """The counts for the tabs and the drawer."""
        return Article.objects.visible_to(self._user).display_status_counts()

    def queryset(self, request, queryset):
        return queryset.with_display_status(self.value()) if self.value() in DisplayStatus.values else queryset


class DaysFilter(RangeDateFilter):
    """From one local day to another, typed as dd/mm/yyyy; the theme's own reads 11/04 as the 4th of November."""

    def queryset(self, request, queryset):
        first, last = (self._day(request, end) for end in ("from", "to"))
        if first:
            queryset = queryset.filter(**{f"{self.field_path}__gte": _midnight(first)})
        if last:
            queryset = queryset.filter(**{f"{self.field_path}__lt": _midnight(last + timedelta(days=1))})
        return queryset

    def _day(self, request, end):
        written = self.used_parameters.get(f"{self.parameter_name}_{end}")
        if not written:
            return None
        try:
            return parse_date(written)
        except InvalidDate as error:
            messages.warning(request, str(error))
            return None


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def _counted(label, count):
    return f"{label} ({format_number(count)})"
