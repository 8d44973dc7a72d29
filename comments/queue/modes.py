"""How articles and categories take comments: set by moderators, from the queue and on a page that lists them all."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles.models import Article, Category
from articles.models.visible_to import title_for, visible_to
from articles.pagination import page_of
from comments.models import CommentMode
from comments.models.mode import SLOW_MOST
from comments.moderators import MODERATES
from database.keys import read_key

from .responses import deciding, require_permission
from .undo import note_final

PER_PAGE = 50
Mode = CommentMode.Mode
SAID = {
    Mode.FIRST: "bình luận nào cũng chờ duyệt, kể cả của người gửi quen",
    Mode.AFTER: "bình luận mà bộ lọc không thấy gì đáng ngờ được đăng ngay, duyệt sau; điều bộ lọc không nhận ra cũng "
    "được đăng ngay",
    Mode.SLOW: "nhận chậm, mỗi người một bình luận trong {minutes} phút",
    Mode.CLOSED: "không nhận bình luận mới",
}


MEANS = {
    Mode.FIRST: "kể cả bình luận của người gửi quen",
    Mode.AFTER: "chỉ bình luận không có gì đáng ngờ, còn lại vẫn chờ",
    Mode.SLOW: "mỗi người một bình luận trong số phút ghi dưới đây",
    Mode.CLOSED: "bình luận đã đăng vẫn hiện",
}


class ModeForm(forms.Form):
    """A mode for an article (`bai`) or a category (`chuyen_muc`)."""

    mode = forms.ChoiceField(
        choices=Mode.choices,
        error_messages={
            "required": "Xin chọn cách nhận bình luận.",
            "invalid_choice": "Xin chọn cách nhận bình luận.",
        },
    )
    slow_minutes = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=SLOW_MOST,
        error_messages={
            "invalid": "Số phút phải là số nguyên, ví dụ 10.",
            "min_value": "Số phút ít nhất là 1.",
            "max_value": f"Số phút nhiều nhất là {SLOW_MOST} (một ngày).",
        },
    )

    def clean(self):
        fields = super().clean()
        if fields.get("mode") == Mode.SLOW and not fields.get("slow_minutes") and not self.errors:
            self.add_error("slow_minutes", "Nhận chậm thì cần số phút, ví dụ 10.")
        return fields


@require_permission(MODERATES, require_http_methods(["GET", "HEAD", "POST"]))
def modes(request):
    """The list, and the form for the article `bai` or for a category; POST sets one. Six queries of its own."""
    sent = request.POST if request.method == "POST" else request.GET
    article, category = _article(request.user, sent.get("bai")), _category(sent.get("chuyen_muc"))
    form = ModeForm(request.POST) if request.method == "POST" else None
    if form and not (article or category):
        form.add_error(None, "Xin chọn một bài viết hoặc một chuyên mục.")
    if form and form.is_valid():
        _set(form, article, category, request.user)
        minutes = form.cleaned_data["slow_minutes"]
        said = SAID[form.cleaned_data["mode"]].format(minutes=minutes)
        what = f"Bài “{article.article_title}”" if article else f"Chuyên mục “{category.name}”"
        note_final(request.session, f"{what}: {said}.")
        messages.success(request, f"{what}: {said}.")
        return redirect(reverse("queue:modes") + (f"?bai={article.pk}" if article else ""))
    return _show(request, article, category, form)


def _show(request, article, category, form):
    rows = CommentMode.objects.select_related("article", "category", "by").order_by("-at", "-pk")
    rows = rows.annotate(article_title=title_for(request.user, to_article="article__"))
    now = CommentMode.objects.filter(article=article).first() if article else None
    context = {
        **admin.site.each_context(request),
        "title": "Cách nhận bình luận",
        "page": page_of(rows, request.GET.get("trang"), PER_PAGE),
        "article": article,
        "categories": Category.objects.order_by("parent__name", "name") if not article else (),
        "category": category,
        "form": form,
        "choices": [(mode, mode.label, MEANS[mode]) for mode in Mode],
        "chosen": form.data.get("mode") if form else now and now.mode,
        "minutes": form.data.get("slow_minutes") if form else now.slow_minutes if now else 10,
        "now": now,
    }
    return render(request, "comments/queue/modes_page.html", context, status=422 if form else 200)


@transaction.atomic
def _set(form, article, category, by):
    fields = {"mode": form.cleaned_data["mode"], "by": by, "at": timezone.now()}
    if form.cleaned_data["slow_minutes"]:
        fields["slow_minutes"] = form.cleaned_data["slow_minutes"]
    CommentMode.objects.update_or_create(article=article, category=None if article else category, defaults=fields)


@deciding
def remove(request, pk):
    """Takes comments as everywhere again."""
    get_object_or_404(CommentMode, pk=pk).delete()
    note_final(request.session, "Đã bỏ một cách nhận bình luận riêng.")
    messages.success(request, "Đã bỏ: nhận bình luận như mọi bài khác.")
    return redirect("queue:modes")


def _article(user, typed):
    """The article with the key `typed`, with its `article_title`; None without one. Http404 where there is none."""
    if not typed:
        return None
    found = Article.with_binned.filter(pk=read_key(typed) or 0).annotate(article_title=title_for(user))
    article = found.filter(visible_to(user)).first()
    if article is None:
        raise Http404
    return article


def _category(typed):
    return Category.objects.filter(pk=read_key(typed) or 0).first() if typed else None
