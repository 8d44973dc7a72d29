"""For a ModelAdmin: each save is kept, and the pages "Các bản đã lưu" show, compare and bring back what was saved.

Who may see a row sees its revisions, of an article that readers see only what readers saw; who may change it brings
one back. The rights are asked of the ModelAdmin, so a ModelAdmin that narrows them narrows these pages.
"""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse

from accounts.missing_rows import NamesMissingRows, save_again
from uploads.admin import ImageAdmin
from uploads.models import Image
from uploads.refusals import Refused
from uploads.shares import keep_share
from vietnamese.limits import too_long
from vietnamese.text import clean_multiline

from . import pages
from .bin import pictures
from .bin.binning import remove
from .bin.deleting import GoesToBin
from .bin.registry import is_binned
from .models import SavedRow
from .registry import kept_of
from .restoring import NotRestored, carry_out, carry_out_relations, plan
from .saving import keep, keep_deleted, saved_by
from .snapshots import load

NOTE_MAX = 2_000
SAFE = ("GET", "HEAD")
CHANGED_MEANWHILE = (
    "Mục này vừa được lưu sau khi bạn mở trang xem trước nên chưa khôi phục gì. Dưới đây là so sánh với bản hiện nay; "
    "nếu vẫn muốn khôi phục, xin bấm lại."
)
SAME_ALREADY = "Bản này giống hệt bản hiện nay nên không có gì để khôi phục."
BROUGHT_BACK = "Đã khôi phục và lưu thành bản mới; các bản trước vẫn còn nguyên."


class KeepsRevisions(NamesMissingRows, GoesToBin):
    """Stands before ModelAdmin. A save of its own beside `save_model` calls `revisions.saving.keep` itself."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        addresses = [
            ("", self.revisions_view, "revisions"),
            ("so-sanh/", self.comparison_view, "comparison"),
            ("<int:number>/", self.revision_view, "revision"),
        ]
        own = [
            path(f"<path:object_id>/cac-ban/{end}", self.admin_site.admin_view(view), name=f"{name}_{word}")
            for end, view, word in addresses
        ]
        return own + super().get_urls()

    # Saving --------------------------------------------------------------------------------------------------

    def changeform_view(self, request, *args, **kwargs):
        save = partial(self._keeping, request, super().changeform_view, *args, **kwargs)
        if request.method != "POST" or transaction.get_connection().in_atomic_block:
            return save()
        return save_again(request, save)

    def changelist_view(self, request, *args, **kwargs):
        return self._keeping(request, super().changelist_view, *args, **kwargs)

    def delete_view(self, request, *args, **kwargs):
        return self._keeping(request, super().delete_view, *args, **kwargs)

    def _keeping(self, request, view, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with saved_by(request.user):
            return view(request, *args, **kwargs)

    def save_form(self, request, form, change):
        row = super().save_form(request, form, change)
        keep(row)
        return row

    def delete_model(self, request, row):
        if not is_binned(self.model):
            keep_deleted(row)
        super().delete_model(request, row)

    def delete_queryset(self, request, queryset):
        if not is_binned(self.model):
            for row in queryset:
                keep_deleted(row)
        super().delete_queryset(request, queryset)

    # Bringing back: what a model has to say about it ---------------------------------------------------------

    def refusals_of_restored(self, request, row):
        """Sentences on why `row`, which has the values of a revision, may not be saved so."""
        return []

    def save_restored(self, request, row):
        row.save()

    # Pages ---------------------------------------------------------------------------------------------------

    def revisions_view(self, request, object_id):
        """`?trang=`: the revisions, the newest first, 30 a page."""
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        row, refused = self._row(request, object_id)
        if refused:
            return refused
        saved_rows = self._saved_rows(request, row)
        page = pages.list_page(saved_rows, request.GET.get("trang"))
        return self._page(request, row, "list", "Các bản đã lưu", page=page, keeps_all=self._may_change(request, row))

    def comparison_view(self, request, object_id):
        """`?tu=&den=`: two revisions, by number. Without `tu` the one before, without `den` the row of today."""
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        row, refused = self._row(request, object_id)
        if refused:
            return refused
        pair = pages.chosen_pair(self._saved_rows(request, row), request.GET.get("tu"), request.GET.get("den"))
        if pair is None:
            messages.warning(request, "Xin chọn hai bản khác nhau để so sánh: một “bản trước”, một “bản sau”.")
            return redirect(self._address("revisions", row))
        compared = pages.compared(*pair, row)
        return self._page(request, row, "comparison", "So sánh hai bản", compared=compared)

    def revision_view(self, request, object_id, number):
        """GET: what bringing revision `number` back would change. POST `viec`: "khoi-phuc" does it, "ghi-chu" writes
        the note.
        """
        if request.method not in (*SAFE, "POST"):
            return HttpResponseNotAllowed((*SAFE, "POST"))
        row, refused = self._row(request, object_id)
        if refused:
            return refused
        saved = get_object_or_404(self._saved_rows(request, row), pk=number)
        if request.method != "POST":
            return self._look(request, row, saved)
        if not self._may_change(request, row):
            raise PermissionDenied
        if request.POST.get("viec") == "ghi-chu":
            return self._note(request, row, saved)
        return self._bring_back(request, row, saved)

    def _look(self, request, row, saved, *, points=(), status=200, note=None):
        drops_later = "bo_them" in request.POST or "bo_them" in request.GET
        stored = load(self.model, row.pk)
        if stored is None:
            return self._deleted_meanwhile(request, row)
        look = pages.look(saved, stored, drops_later=drops_later)
        if not points and not look.changes_nothing:
            points = self._points(request, look.plan)
        context = {"look": look, "points": points, "saved": saved, "note_max": NOTE_MAX}
        context["note"] = saved.revision.comment if note is None else note
        context["may_change"] = self._may_change(request, row)
        return self._page(request, row, "revision", f"Bản đã lưu: {saved.what}", status=status, **context)

    def _points(self, request, planned):
        """What forbids it, asked of the row in memory: nothing is saved."""
        try:
            return self.refusals_of_restored(request, carry_out(planned))
        except NotRestored as refused:
            return refused.points

    def _note(self, request, row, saved):
        note = clean_multiline(request.POST.get("ghi_chu", ""))
        if len(note) > NOTE_MAX:
            return self._look(
                request, row, saved, points=[f"Ghi chú {too_long(len(note), NOTE_MAX)}"], status=400, note=note
            )
        pages.write_note(saved, note)
        messages.success(request, "Đã lưu ghi chú của bản này.")
        return redirect(self._address("revision", row, saved.pk))

    def _bring_back(self, request, row, saved):
        try:
            with saved_by(request.user):
                stored = load(self.model, row.pk, lock=True)
                if stored is None:
                    return self._deleted_meanwhile(request, row)
                planned = plan(saved, stored, drops_later="bo_them" in request.POST)
                if planned.changes_nothing:
                    messages.info(request, SAME_ALREADY)
                    return redirect(self._address("revisions", row))
                if request.POST.get("hien_nay") != planned.before.digest:
                    messages.warning(request, CHANGED_MEANWHILE)
                    return redirect(self._address("revision", row, saved.pk))
                self._save_planned(request, planned)
        except NotRestored as refused:
            return self._look(request, row, saved, points=refused.points, status=409)
        messages.success(request, BROUGHT_BACK)
        for sentence in planned.left_out:
            messages.warning(request, sentence)
        return redirect(self._address("change", row))

    def _deleted_meanwhile(self, request, row):
        return self._get_obj_does_not_exist_redirect(request, self.opts, str(row.pk))

    def _save_planned(self, request, planned):
        done = f"Khôi phục {pages.named(planned.saved)}"
        keep(planned.row, step=done, kind=SavedRow.Kind.RESTORED)
        row = carry_out(planned)
        if points := self.refusals_of_restored(request, row):
            raise NotRestored(points)
        self.save_restored(request, row)
        carry_out_relations(planned, partial(remove, by=request.user))
        self.log_change(request, row, done)

    def _row(self, request, object_id):
        """(row, None), or (None, answer) where there is none. Raises PermissionDenied for whoever may not see it."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return None, self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        return row, None

    def _may_change(self, request, row):
        return self.has_change_permission(request, row)

    def _saved_rows(self, request, row):
        """The revisions of `row` that this person may see."""
        saved_rows = SavedRow.objects.of(row).with_people()
        hides = kept_of(self.model).public_from is not None and not self._may_change(request, row)
        return saved_rows.public() if hides else saved_rows

    def _address(self, word, row, *further):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{word}", args=[quote(row.pk), *further])

    def _page(self, request, row, template, title, *, status=200, **context):
        addresses = {word: self._address(word, row) for word in ("change", "revisions", "comparison", "history")}
        context |= {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": row,
            "addresses": addresses,
        }
        return render(request, f"revisions/{template}.html", context, status=status)


@admin.register(Image)
class PictureAdmin(KeepsRevisions, ImageAdmin):
    """The library, whose package lies below this one."""

    def save_restored(self, request, row):
        try:
            keep_share(row)
        except Refused as error:
            raise NotRestored([str(error)]) from error
        super().save_restored(request, row)


pictures.register()
