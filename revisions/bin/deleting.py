"""For a ModelAdmin: what is deleted goes to the bin, and the address of what lies there says so (410)."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import ProtectedError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from database.keys import read_key
from vietnamese.numbers import format_number

from ..models import BinEntry
from .access import returnable, seen_by, who_bins
from .binning import put, put_many
from .notices import notice_of, notice_of_many
from .registry import is_binned

IN_USE_NOW = "Chưa xóa gì vì vừa có mục khác bắt đầu dùng {}; bấm “Xóa” lại thì trang nói rõ mục nào."


class GoesToBin:
    """Stands before ModelAdmin. Of a model that no package has registered for the bin it changes nothing."""

    def delete_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, unquote(object_id)) if request.method != "POST" and self._bins else None
        context = {"bin": notice_of(row, request.user)} if row and self.has_delete_permission(request, row) else {}
        try:
            return super().delete_view(request, object_id, {**context, **(extra_context or {})})
        except ProtectedError:
            return _in_use(request, request.path, f"{self.opts.verbose_name} này")

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """Whoever may not delete the row reads in its form who may."""
        if obj is not None and self._bins and not self.has_delete_permission(request, obj):
            context["who_bins"] = self.who_bins(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def who_bins(self, request, row):
        """The sentence on who puts `row` into the bin, for somebody who may not."""
        return f"{who_bins(self.model)} đưa {self.opts.verbose_name} này vào thùng rác được."

    def get_actions(self, request):
        actions = super().get_actions(request)
        if self._bins and "delete_selected" in actions:
            actions["delete_selected"] = (bin_selected, *actions["delete_selected"][1:])
        return actions

    def delete_model(self, request, row):
        if self._bins:
            put(row, request.user)
        else:
            super().delete_model(request, row)

    def delete_queryset(self, request, queryset):
        if not self._bins:
            super().delete_queryset(request, queryset)
            return
        put_many(list(queryset), request.user)

    def brought_back(self, request, row):
        """Called after `row` came back from the bin, in the same transaction."""

    def response_delete(self, request, obj_display, obj_id):
        entry = BinEntry.objects.open().of_key(self.model, obj_id).first() if self._bins else None
        if entry is None or IS_POPUP_VAR in request.POST:
            return super().response_delete(request, obj_display, obj_id)
        messages.success(request, _done(entry.kind, obj_display, reverse("bin:entry", args=[entry.pk])))
        if not self.has_view_or_change_permission(request):
            return redirect(reverse("admin:index", current_app=self.admin_site.name))
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        filters = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return redirect(add_preserved_filters(filters, address))

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        entry = self._entry_at(request, object_id)
        if entry is None:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{entry.kind.capitalize()} này đang ở trong thùng rác",
            "entry": entry,
            "may_bring_back": entry.pk in returnable(request.user, [entry]),
            "is_own": entry.binned_by_id == request.user.pk,
        }
        return render(request, "revisions/bin/gone.html", context, status=HTTPStatus.GONE)

    def _entry_at(self, request, object_id):
        """The open entry of what was at this address, for those who may see it."""
        key = read_key(unquote(str(object_id)))
        if key is None or not self._bins:
            return None
        return seen_by(request.user).open().of_key(self.model, key).select_related("binned_by").first()

    @property
    def _bins(self):
        return is_binned(self.model)


def bin_selected(model_admin: Any, request: Any, queryset: Any) -> Any:
    """The action "delete selected" of a model whose rows go to the bin; it asks first, as Django's own does."""
    if not (request.POST.get("post") and _may_go(model_admin, request, queryset)):
        answer = delete_selected(model_admin, request, queryset)
        if answer is not None:
            answer.context_data["bin"] = notice_of_many(queryset, request.user)
        return answer
    count = len(queryset)
    try:
        model_admin.log_deletions(request, queryset)
        model_admin.delete_queryset(request, queryset)
    except ProtectedError:
        chosen = f"{model_admin.opts.verbose_name_plural} đã chọn"
        return _in_use(request, request.get_full_path(), chosen)
    messages.success(request, _done_many(count, model_admin.opts.verbose_name_plural, reverse("bin:list")))
    return None


def _may_go(model_admin, request, queryset):
    *_, lacking, protected = model_admin.get_deleted_objects(queryset, request)
    return not (lacking or protected)


def _in_use(request, address, used):
    """Somebody began to use the row after the deletion was asked about: nothing is deleted, and the page says so."""
    transaction.set_rollback(True)
    messages.warning(request, IN_USE_NOW.format(used))
    return redirect(address)


def _done(kind, name, address):
    return format_html('Đã đưa {} “{}” vào thùng rác. <a href="{}">Xem hoặc khôi phục</a>', kind, name, address)


def _done_many(count, kind, address):
    return format_html(
        'Đã đưa {} {} vào thùng rác. <a href="{}">Mở thùng rác</a>', format_number(count), kind, address
    )
