"""Categories, tags, authors, events and static pages in the admin."""

from django import forms
from django.contrib import admin
from django.db import models
from unfold.admin import ModelAdmin
from unfold.decorators import display

from copyediting.forms import ProofreadFormMixin
from copyediting.kinds import TextKind
from revisions.admin import KeepsRevisions
from uploads.widgets import PicksPictures
from vietnamese.order import by_label
from vietnamese.slugs import slugify
from vietnamese.widgets import MOMENT_FIELD

from ..models import Author, Category, Event, Page, Tag
from .filters import DaysFilter
from .mixins import DeletesPlainly, LeadsToItsPage


class SluggedAdmin(KeepsRevisions, DeletesPlainly, ModelAdmin):
    """The admin of rows with a name and a slug; the search finds them with and without marks."""

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if slug := slugify(search_term):
            found |= queryset.filter(slug__contains=slug)
        return found, may_repeat

    @admin.display(description="Tên", ordering="sort_key")
    def named(self, row):
        return row.name


@admin.register(Category)
class CategoryAdmin(LeadsToItsPage, SluggedAdmin):
    list_display = ["in_tree", "parent", "position", "on_home", "comments_open"]
    list_editable = ["position", "on_home", "comments_open"]
    list_select_related = ["parent"]
    list_display_links = ["in_tree"]
    search_fields = ["name", "slug"]
    fields = ["name", "parent", "description", "position", "on_home", "comments_open", "quiet_days", "slug"]

    def get_queryset(self, request):
        return super().get_queryset(request).in_tree_order()

    def get_ordering(self, request):
        return []

    @admin.display(description="Tên", ordering="sort_key")
    def in_tree(self, category):
        return f"– {category.name}" if category.parent_id else category.name


@admin.register(Tag)
class TagAdmin(LeadsToItsPage, SluggedAdmin):
    list_display = ["named", "slug"]
    search_fields = ["name", "slug"]
    fields = ["name", "slug"]


@admin.register(Author)
class AuthorAdmin(LeadsToItsPage, SluggedAdmin):
    list_display = ["named", "bio", "user"]
    sortable_by = ["named", "user"]
    list_select_related = ["user"]
    search_fields = ["name", "slug"]
    fields = ["name", "bio", "user", "slug"]


class EventForm(forms.ModelForm):
    """Takes what the form of the last release sends too: a tick at `is_cancelled`, which meant postponed."""

    def __init__(self, data=None, *args, **kwargs):
        if data is not None and "status" not in data:
            status = Event.Status.POSTPONED if data.get("is_cancelled") else Event.Status.SCHEDULED
            data = data.copy()
            data["status"] = status.value
        super().__init__(data, *args, **kwargs)


@admin.register(Event)
class EventAdmin(ProofreadFormMixin, LeadsToItsPage, PicksPictures, SluggedAdmin):
    proofread = TextKind(
        "event",
        fields={"name": "title", "summary": "sapo", "place": "place"},
        facts={name: name for name in ("starts_at", "ends_at")},
    )
    reads_before_readers = True
    formfield_overrides = {models.DateTimeField: MOMENT_FIELD}
    form = EventForm
    list_display = ["named", "starts_at", "ends_at", "placed", "state"]
    list_filter = ["status", ("starts_at", DaysFilter)]
    list_filter_submit = True
    search_fields = ["name", "slug", "place"]
    fields = ["name", "summary", "picture", "starts_at", "ends_at", "place", "status", "slug"]

    @admin.display(description="Địa điểm", ordering="place_key")
    def placed(self, event):
        return event.place or None

    @display(
        description="Tình trạng",
        ordering=by_label("status", Event.Status.choices),
        label={"Đã hoãn": "warning", "Đã hủy": "danger"},
    )
    def state(self, event):
        return event.get_status_display()


@admin.register(Page)
class PageAdmin(ProofreadFormMixin, KeepsRevisions, LeadsToItsPage, DeletesPlainly, ModelAdmin):
    proofread = TextKind("page", fields={"title": "title", "summary": "sapo"}, body="body")
    reads_before_readers = True
    list_display = ["titled", "slug", "is_published", "updated_at"]
    search_fields = ["title", "slug"]
    fields = ["title", "summary", "body", "is_published", "slug"]

    def goes_to_readers(self, form):
        is_shown = form.cleaned_data.get("is_published")
        return bool(is_shown) and (form.instance.pk is None or not form.initial.get("is_published"))

    @admin.display(description="Tiêu đề", ordering="sort_key")
    def titled(self, page):
        return page.title
