"""The page that duplicates an article: it shows what would be taken over, and makes the copy once."""

from uuid import uuid4

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import path

from articles.in_the_bin import find_binned
from database.keys import read_key, read_uuid
from newsroom.models import WorkingCopy
from vietnamese.numbers import format_number

from .duplicates import carry_out, made_with, plan
from .text_length import length_of

METHODS = ("GET", "HEAD", "POST")
NO_RIGHT = "Tài khoản của bạn không được viết bài mới nên không nhân bản được bài. Xin hỏi quản trị web."
DONE = "Đã nhân bản từ “{}”. Dưới đây là bản nháp của bạn: xin sửa lại rồi bấm “Lưu”; bài gốc không thay đổi."
AGAIN = "Bài đã được nhân bản từ lần bấm trước; lần bấm này được bỏ qua."
IN_THE_BIN = "Bài “{}” đang ở trong thùng rác nên chưa nhân bản được. Xin khôi phục bài ấy trước rồi nhân bản."
USED = (
    "Trang này đã nhân bản một lần rồi nên lần này chưa tạo bài nào. Muốn có một bản khác, xin bấm “Nhân bản” lần nữa."
)


class DuplicatesArticles:
    """For the ModelAdmin of articles: `<pk>/nhan-ban/`, and an action of the list that leads there."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.duplicate_view)
        return [path("<path:object_id>/nhan-ban/", view, name="articles_article_duplicate"), *super().get_urls()]

    @admin.action(description="Nhân bản…", permissions=["add"])
    def duplicate_one(self, request, queryset):
        """Leads to the page of the one chosen article."""
        chosen = list(queryset.values_list("pk", flat=True)[:2])
        if len(chosen) == 1:
            return redirect("admin:articles_article_duplicate", chosen[0])
        count = format_number(queryset.count())
        messages.warning(request, f"Mỗi lần nhân bản một bài, mà bạn đã chọn {count} bài. Xin chọn đúng một bài.")
        return None

    def duplicate_view(self, request, object_id):
        """GET shows what is taken over; POST `form_key` makes the copy, once for each key, and leads to its form."""
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if not self.has_add_permission(request):
            raise PermissionDenied(NO_RIGHT)
        key = read_uuid(request.POST.get("form_key")) or uuid4()
        if request.method == "POST" and (made := made_with(key, request.user)):
            messages.info(request, AGAIN)
            return redirect("admin:articles_article_change", made.pk)
        original = self._original(request, object_id)
        if original is None:
            return self._say_why_not(request, object_id)
        if not self.has_view_permission(request, original):
            raise PermissionDenied
        planned = plan(original, request.user)
        return self._make_copy(request, planned, key) if request.method == "POST" else self._show(request, planned)

    def _original(self, request, object_id):
        rows = self.get_queryset(request).defer(None).select_related("category", "cover")
        return rows.filter(pk=read_key(unquote(object_id))).first()

    def _say_why_not(self, request, object_id):
        """Where there is no original for this person: it is in the bin, or deleted, or not for them."""
        binned = find_binned(read_key(unquote(object_id)), request.user)
        if binned is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        messages.warning(request, IN_THE_BIN.format(binned.title))
        return redirect("admin:articles_article_changelist")

    def _make_copy(self, request, planned, key):
        copy = carry_out(planned, request.user, key)
        if copy is None and (made := made_with(key, request.user)):
            messages.info(request, AGAIN)
            return redirect("admin:articles_article_change", made.pk)
        if copy is None:
            messages.warning(request, USED)
            return self._show(request, planned, status=409)
        messages.success(request, DONE.format(copy.title))
        for row, why in planned.left_out:
            messages.warning(request, f"Không lấy theo tệp đính kèm “{row.title}”: {why}.")
        return redirect("admin:articles_article_change", copy.pk)

    def _show(self, request, planned, *, status=200):
        original = planned.original
        context = {
            **self.admin_site.each_context(request),
            "title": "Nhân bản bài viết",
            "planned": planned,
            "article": original,
            "length": length_of(original.summary, original.body, is_stored=True),
            "form_key": uuid4(),
            "has_unsaved": WorkingCopy.objects.of_form(request.user, original).exists(),
        }
        return render(request, "newsroom/duplicate.html", context, status=status)
