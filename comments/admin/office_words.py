"""What the office keeps for its moderators: the reasons of a refusal, and answers that are given often."""

from django import forms
from django.contrib import admin
from unfold.admin import ModelAdmin

from comments.models import CannedAnswer, RejectionReason
from database.deletion_pages import NamesKnownRows
from revisions.admin import KeepsRevisions
from vietnamese.list_search import FindsWithoutMarks

WAS_GIVEN = (
    "Lý do này đã ghi trong quyết định từ chối nên không xóa được; bỏ chọn “đang dùng” thì thôi không đưa ra nữa."
)


class _Expires:
    """Whatever changes a row here has this process read the list anew."""

    def save_model(self, request, row, form, change):
        super().save_model(request, row, form, change)
        self.model.objects.expire()

    def save_restored(self, request, row):
        super().save_restored(request, row)
        self.model.objects.expire()

    def brought_back(self, request, row):
        super().brought_back(request, row)
        self.model.objects.expire()

    def delete_model(self, request, row):
        super().delete_model(request, row)
        self.model.objects.expire()

    def delete_queryset(self, request, rows):
        super().delete_queryset(request, rows)
        self.model.objects.expire()


class ListedReasonForm(forms.ModelForm):
    """A row of the list, whose fields say for a screen reader which reason they are about."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}: {self.instance.text}"


@admin.register(RejectionReason)
class RejectionReasonAdmin(_Expires, FindsWithoutMarks, KeepsRevisions, NamesKnownRows, ModelAdmin):
    """A reason that was given is switched off, not deleted: decisions go on quoting it."""

    list_display = ["text", "position", "is_active", "is_for_accusations"]
    list_editable = ["position", "is_active"]
    list_filter = ["is_active"]
    sortable_by = ["position", "is_active", "is_for_accusations"]
    search_fields = ["text", "advice"]
    folded_fields = ("text", "advice")
    search_help_text = "Tìm trong lý do và hướng dẫn."
    fields = ["text", "advice", "is_for_accusations", "position", "is_active"]

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, **{"form": ListedReasonForm, **kwargs})

    def get_actions(self, request):
        """Without the deletion of many at once, which could not say which of them was given."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or not obj.was_given)

    def who_bins(self, request, row):
        return WAS_GIVEN if row.was_given else super().who_bins(request, row)


@admin.register(CannedAnswer)
class CannedAnswerAdmin(_Expires, FindsWithoutMarks, KeepsRevisions, NamesKnownRows, ModelAdmin):
    """Answers are copied into the form of an answer, so that nothing refers to a row."""

    list_display = ["title", "position", "is_active"]
    sortable_by = ["position", "is_active"]
    list_editable = ["position", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["title", "body"]
    folded_fields = ("title", "body")
    search_help_text = "Tìm trong tên và nội dung."
    fields = ["title", "body", "position", "is_active"]
