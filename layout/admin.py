from django.contrib import admin
from django.db import models
from unfold.admin import ModelAdmin
from unfold.decorators import display

from database.deletion_pages import NamesKnownRows
from revisions.admin import KeepsRevisions
from revisions.bin import notices
from uploads.widgets import PicksPictures
from vietnamese.list_search import FindsWithoutMarks
from vietnamese.widgets import MOMENT_FIELD

from .leading import leading_to
from .models import Banner, Indicator, Link, SiteSettings
from .single_row import SingleRowAdmin


@admin.register(SiteSettings)
class SiteSettingsAdmin(KeepsRevisions, PicksPictures, SingleRowAdmin):
    fieldsets = [
        ("Đầu trang", {"fields": ["name", "agency", "logo", "description"]}),
        (
            "Chân trang, theo quy định",
            {"fields": ["standing_body", "responsible", "address", "phone", "email", "licence", "copyright"]},
        ),
        ("Trang chủ", {"fields": ["indicators_source"]}),
        (
            "Thống kê công khai",
            {"fields": ["show_view_counts", "show_counters", "show_most_read", "publishes_statistics"]},
        ),
        ("Bảng nhắc việc", {"fields": ["quiet_days"]}),
    ]


@admin.register(Link)
class LinkAdmin(FindsWithoutMarks, KeepsRevisions, NamesKnownRows, ModelAdmin):
    list_display = ["labelled", "menu", "url", "position", "is_shown"]
    list_editable = ["position", "is_shown"]
    list_filter = ["menu"]
    search_fields = ["label", "url"]
    folded_fields = ("label",)
    fields = ["menu", "label", "url", "hint", "icon", "position", "is_shown"]

    @admin.display(description="Tên", ordering="label_key")
    def labelled(self, link):
        return link.label


@admin.register(Banner)
class BannerAdmin(KeepsRevisions, NamesKnownRows, PicksPictures, ModelAdmin):
    formfield_overrides = {models.DateTimeField: MOMENT_FIELD}
    list_display = ["picture", "place", "starts_at", "ends_at", "position", "is_shown"]
    list_display_links = ["picture"]
    list_editable = ["position", "is_shown"]
    list_filter = ["place"]
    list_select_related = ["image"]
    fields = ["place", "label", "image", "narrow_image", "url", "starts_at", "ends_at", "position", "is_shown"]

    @display(description="Banner", header=True)
    def picture(self, banner):
        return [banner.image.alt, banner.url, None, {"path": banner.image.url_for(640), "width": 96, "height": 40}]


@admin.register(Indicator)
class IndicatorAdmin(KeepsRevisions, NamesKnownRows, ModelAdmin):
    list_display = ["labelled", "value", "change", "trend", "position"]
    sortable_by = ["labelled", "position"]
    list_editable = ["value", "change", "trend", "position"]
    fields = ["label", "value", "change", "trend", "position"]

    @admin.display(description="Chỉ số", ordering="label_key")
    def labelled(self, indicator):
        return indicator.label


notices.LEADING.append(leading_to)
