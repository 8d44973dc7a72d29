"""The glossary in the admin: its list and form, and many rows by one paste."""

from http import HTTPStatus

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from unfold.admin import ModelAdmin
from unfold.decorators import display

from revisions.admin import KeepsRevisions
from vietnamese.form_fields import OneThingField
from vietnamese.list_search import FindsWithoutMarks
from vietnamese.numbers import format_number

from .. import glossary, pasted_abbreviations, reindexing
from ..models import Abbreviation
from .abbreviation_uses import ListsArticles
from .mixins import DeletesPlainly, LeadsToItsPage

READ = ("GET", "HEAD")
MAX_PASTED = 60_000  # characters
NO_RIGHT = "Tài khoản của bạn không được thêm từ viết tắt. Xin nhờ biên tập viên, hoặc hỏi quản trị web."


class InForceFilter(admin.SimpleListFilter):
    title = "thời gian dùng"
    parameter_name = "dung"

    def lookups(self, request, model_admin):
        return [("nay", "Đang dùng"), ("cu", "Đã thôi dùng"), ("sap", "Sắp dùng")]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        asked = {
            "nay": (Q(since=None) | Q(since__lte=today)) & (Q(until=None) | Q(until__gte=today)),
            "cu": Q(until__lt=today),
            "sap": Q(since__gt=today),
        }
        return queryset.filter(asked[self.value()]) if self.value() in asked else queryset


class PasteForm(forms.Form):
    lines = OneThingField(
        label="Danh sách, mỗi dòng một từ",
        max_length=MAX_PASTED,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "aria-describedby": "lines-help"}),
        error_messages={"required": "Chưa có dòng nào. Xin dán danh sách, mỗi dòng một từ viết tắt."},
    )
    explains = forms.BooleanField(label="Giải thích cho bạn đọc", required=False, initial=True)

    def clean_lines(self):
        """The rows of `pasted_abbreviations.read_lines`."""
        try:
            return pasted_abbreviations.read_lines(self.cleaned_data["lines"])
        except pasted_abbreviations.NotRead as refused:
            raise forms.ValidationError(refused.sentences) from refused


@admin.register(Abbreviation)
class AbbreviationAdmin(FindsWithoutMarks, ListsArticles, KeepsRevisions, LeadsToItsPage, DeletesPlainly, ModelAdmin):
    list_display = ["short_form", "long_form", "days", "is_explained"]
    list_filter = ["explains", InForceFilter]
    list_filter_submit = True
    list_per_page = 100
    search_fields = ["short", "long", "note"]
    folded_fields = ("short", "long", "note")
    search_help_text = "Tìm theo chữ viết tắt, chữ viết đầy đủ, ghi chú; gõ không dấu cũng được."
    fields = ["short", "long", "explains", "since", "until", "note"]
    list_before_template = "articles/admin/glossary_ways.html"

    @display(description="Viết tắt", ordering="sort_key")
    def short_form(self, row):
        return row.short

    @display(description="Viết đầy đủ", ordering="long_key")
    def long_form(self, row):
        return row.long

    @display(description="Thời gian dùng", ordering="since")
    def days(self, row):
        return row.days_in_words.strip(" ()").capitalize() or None

    @display(description="Bạn đọc", ordering="explains", label={"Được giải thích": "success", "Chỉ tìm kiếm": "info"})
    def is_explained(self, row):
        return "Được giải thích" if row.explains else "Chỉ tìm kiếm"

    def view_on_site(self, row):
        return row.get_absolute_url() if row.explains else None

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("dan-nhieu/", wrap(self.paste_view), name="articles_abbreviation_paste"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        waits = reindexing.articles_waiting() if request.method in READ else False
        return super().changelist_view(request, {**(extra_context or {}), "articles_wait": waits})

    # Many at once

    def paste_view(self, request):
        """GET: a field. POST `lines`, `explains`: what can be added is; other lines stay, and sentences say why."""
        if request.method not in {*READ, "POST"}:
            return HttpResponseNotAllowed([*READ, "POST"])
        if not self.has_add_permission(request):
            raise PermissionDenied(NO_RIGHT)
        form = PasteForm(request.POST if request.method == "POST" else None)
        is_some = False
        if form.is_bound and form.is_valid():
            pasted = self._paste(request, form)
            if not pasted.refused:
                return redirect("admin:articles_abbreviation_changelist")
            is_some = bool(pasted.added)
            left = "\n".join(line for line, _ in pasted.refused)
            form = PasteForm({"lines": left} | ({"explains": "on"} if form.cleaned_data["explains"] else {}))
            form.is_valid()
            form.add_error("lines", pasted.sentences)
        context = {
            **self.admin_site.each_context(request),
            "title": "Thêm nhiều từ viết tắt",
            "crumb": "Thêm nhiều từ",
            "opts": self.opts,
            "form": form,
            "is_some": is_some,
            "max_lines": pasted_abbreviations.MAX_LINES,
        }
        status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
        return render(request, "articles/admin/paste_abbreviations.html", context, status=status)

    def _paste(self, request, form):
        rows, explains = form.cleaned_data["lines"], form.cleaned_data["explains"]
        pasted = pasted_abbreviations.add(rows, request.user, explains=explains)
        glossary.expire()
        for sentence, level in _said_of(pasted):
            messages.add_message(request, level, sentence)
        return pasted


def _said_of(pasted):
    if pasted.added:
        yield f"Đã thêm {format_number(len(pasted.added))} từ viết tắt.", messages.SUCCESS
    if pasted.known:
        names = ", ".join(pasted.known[:10]) + (" …" if len(pasted.known) > 10 else "")
        yield f"Đã có sẵn nên không thêm: {names}.", messages.INFO
