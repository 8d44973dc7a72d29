from django.contrib import admin
from django.shortcuts import redirect
from unfold.admin import ModelAdmin

from database.deletion_pages import NamesKnownRows
from vietnamese.numbers import format_number

from .models import Baseline, ReportRecipient


@admin.register(Baseline)
class BaselineAdmin(NamesKnownRows, ModelAdmin):
    """Rows are added and never changed: each correction is a row of its own, with its author."""

    list_display = ["visits_written", "note", "entered_by", "entered_at"]
    list_select_related = ["entered_by"]
    sortable_by = ["visits_written", "entered_by", "entered_at"]
    fields = ["visits", "note"]

    @admin.display(description="số lượt truy cập mang sang", ordering="visits")
    def visits_written(self, row):
        return format_number(row.visits)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.entered_by = request.user
        super().save_model(request, obj, form, change)

    def add_view(self, request, form_url="", extra_context=None):
        """One button: a row that cannot be changed has no form to go on in."""
        one_button = {"show_save_and_continue": False, "show_save_and_add_another": False}
        return super().add_view(request, form_url, one_button | (extra_context or {}))

    def response_add(self, request, obj, post_url_continue=None):
        super().response_add(request, obj, post_url_continue)
        return redirect("stats:desk")


@admin.register(ReportRecipient)
class ReportRecipientAdmin(NamesKnownRows, ModelAdmin):
    """Addresses, of an office rather than of a person, that get the figures of each month and year."""

    list_display = ["email", "named", "monthly", "yearly"]
    list_editable = ["monthly", "yearly"]
    fields = ["email", "name", "monthly", "yearly"]

    @admin.display(description="Người nhận", ordering="name_key")
    def named(self, recipient):
        return recipient.name or None
