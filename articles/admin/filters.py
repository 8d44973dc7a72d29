"""Filters of the admin's lists of articles."""

from datetime import datetime, time, timedelta

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.utils import timezone
from django.utils.functional import cached_property
from unfold.contrib.filters.admin import DropdownFilter, RangeDateFilter

from database.keys import is_key
from vietnamese.dates import InvalidDate, parse_date
from vietnamese.numbers import format_up_to

from ..models import Article, Author
from ..models.display_status import OUT_OF_THE_BIN
from .many_choices import ManyChoicesForm

COUNTED = 10_000  # more are "hơn 10.000"


class WrittenByFilter(admin.SimpleListFilter):
    """Filters by whose articles they are: everybody's, or those that this person began or signs."""

    title = "bài của ai"
    parameter_name = "cua"
    MINE = "toi"

    def lookups(self, request, model_admin):
        return [(self.MINE, "Của tôi")]

    def choices(self, changelist):
        for value, display in [(None, "Của mọi người"), *self.lookup_choices]:
            query = changelist.get_query_string({self.parameter_name: value}, ["p"])
            yield {"selected": self.value() == value, "query_string": query, "display": display}

    def queryset(self, request, queryset):
        return queryset.written_by(request.user) if self.value() == self.MINE else queryset


class DisplayStatusFilter(admin.SimpleListFilter):
    """Filters by display status: the four states, with "published" divided by its dates. It counts what the list may
    show to this person, up to COUNTED; only their own articles, while the list is narrowed to those.
    """

    title = "trạng thái"
    parameter_name = "trang_thai"

    def lookups(self, request, model_admin):
        self._user = request.user
        self._is_narrowed = request.GET.get(WrittenByFilter.parameter_name) == WrittenByFilter.MINE
        return [(status.value, status.label) for status in OUT_OF_THE_BIN]

    def choices(self, changelist):
        counts = self._counts
        query = changelist.get_query_string(remove=[self.parameter_name])
        yield {"selected": self.value() is None, "query_string": query, "display": _counted("Tất cả", counts["all"])}
        for value, label in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            display = _counted(label, counts[value])
            yield {"selected": self.value() == value, "query_string": query, "display": display}

    def count(self):
        """How many articles it shows to this person, more than COUNTED for any more. No query beside the tabs'."""
        return self._counts[self.value() if self.value() in OUT_OF_THE_BIN else "all"]

    @cached_property
    def _counts(self):
        """The counts for the tabs and the drawer."""
        articles = Article.objects.visible_to(self._user)
        articles = articles.written_by(self._user) if self._is_narrowed else articles
        return articles.display_status_counts_up_to(COUNTED)

    def queryset(self, request, queryset):
        return queryset.with_display_status(self.value()) if self.value() in OUT_OF_THE_BIN else queryset


class SignedByFilter(DropdownFilter):
    """Filters by the author rows that a byline names. Django's own joins them, and then looks for each article among
    those that it found.
    """

    form_class = ManyChoicesForm
    title = "tác giả"
    parameter_name = "authors__id__exact"

    def lookups(self, request, model_admin):
        return [(str(pk), name) for pk, name in Author.objects.values_list("pk", "name")]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        if not is_key(self.value()):
            raise IncorrectLookupParameters
        signed = Article.authors.through.objects.filter(author=self.value())
        return queryset.filter(pk__in=signed.values("article"))


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
    return f"{label} ({format_up_to(count, COUNTED)})"
