"""Pages that show an article before it is public: to the one who types it, and to whoever was sent a link."""

from functools import wraps
from uuid import UUID, uuid4

from csp.decorators import csp_replace
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from articles.in_the_bin import who_binned
from articles.models import Article
from articles.models.visible_to import NOT_FOR_YOU
from database.keys import read_key
from newsroom.models import WorkingCopy
from newsroom.preview_link import DAYS, PreviewLink

from . import preview_links
from .preview import preview_of_article, preview_of_copy

WRITES = "articles.change_article"
NOTHING_TYPED = "Chưa có gì để xem trước. Xin gõ vài chữ vào bài, chờ hiện “Đã lưu nháp” rồi mở lại trang này."
DISCARDED = "Bạn đã bỏ bản nháp này ở tab hoặc máy khác. Trong 30 ngày lấy lại được ở “Bản nháp của tôi”."
PER_LIST = 100
PART = "newsroom/preview_part.html"


def for_nobody_else(view):
    """Decorator: no cache keeps the answer, no search engine lists it, no other page learns its address."""

    @wraps(view)
    def guarded(request, **kwargs):
        response = view(request, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return never_cache(guarded)


@require_safe
@for_nobody_else
@csp_replace({"frame-ancestors": ["'self'"]})
@xframe_options_sameorigin
def copy(request, key):
    """What is typed into the working copy `key` of this person; with nothing typed yet, the article `?bai=` as it is
    saved. The form shows this page in frames; `?phan=1` is the part of it that the typing changes.
    """
    user = request.user
    if not (user.is_authenticated and user.is_staff):
        return redirect_to_login(request.get_full_path())
    if not user.has_perm(WRITES):
        raise PermissionDenied
    base = PART if request.GET.get("phan") == "1" else ""
    found = WorkingCopy.objects.filter(key=key, user=user).first()
    if found is not None and found.ending == WorkingCopy.Ending.DISCARDED:
        return _refused(request, DISCARDED, status=410)
    if found is not None and found.ended_at is None:
        return _page(request, preview_of_copy(found, user), key=key, at=found.typed_at, is_typed=True, base=base)
    article = _article(user, found.article_id if found else read_key(request.GET.get("bai")))
    if article is None:
        return _refused(request, NOTHING_TYPED, status=404, key=key)
    if article.binned_at is not None:
        return _refused(request, f"{who_binned(article, user)} nên không xem trước được.", status=410)
    return _page(request, preview_of_article(article), key=key, at=article.saved_at, base=base)


@require_safe
@for_nobody_else
def link(request, token):
    """The article that a link leads to, as it is saved now; or why it shows nothing. No session has a part in it."""
    found = preview_links.find(token)
    if found.refusal:
        return _refused(request, found.refusal.value, status=found.refusal.status)
    if found.is_public:
        return redirect(found.link.article)
    try:
        preview = preview_of_article(found.link.article)
    except Http404:  # deleted at this moment
        return _refused(request, preview_links.Refusal.DELETED.value, status=410)
    return _page(request, preview, at=found.link.article.saved_at, ends_at=found.link.ends_at)


@never_cache
@admin.site.admin_view
@permission_required(WRITES, raise_exception=True)
@require_safe
def links(request, pk):
    """The links to an article: who made each, when it ends; a form for another one. Three queries of its own."""
    article = _editable(request.user, pk)
    rows = PreviewLink.objects.filter(article=article).select_related("made_by", "withdrawn_by")
    context = {
        **admin.site.each_context(request),
        "title": "Liên kết xem trước",
        "article": article,
        "links": list(rows.order_by("-made_at", "-pk")[:PER_LIST]),
        "can_make": article.display_status() in preview_links.NOT_YET_PUBLIC,
        "not_a_draft": preview_links.NOT_A_DRAFT,
        "days": DAYS,
        "form_key": uuid4(),
        "now": timezone.now(),
    }
    return render(request, "newsroom/preview_links.html", context)


@admin.site.admin_view
@permission_required(WRITES, raise_exception=True)
@require_POST
def make_link(request, pk):
    article = _editable(request.user, pk)
    try:
        form_key = UUID(request.POST.get("form_key", ""))
    except ValueError:
        form_key = uuid4()
    try:
        preview_links.make(article, by=request.user, days=read_key(request.POST.get("days")), form_key=form_key)
    except preview_links.NotMade as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Đã tạo liên kết. Xin sao chép địa chỉ rồi gửi cho người cần đọc.")
    return redirect("newsroom:preview_links", article.pk)


@admin.site.admin_view
@permission_required(WRITES, raise_exception=True)
@require_POST
def withdraw_link(request, pk, link):
    article = _editable(request.user, pk)
    found = get_object_or_404(PreviewLink.objects.select_related("article"), pk=link, article=article)
    preview_links.withdraw(found, by=request.user)
    messages.success(request, "Đã thu hồi liên kết; ai mở cũng không đọc được nữa.")
    return redirect("newsroom:preview_links", article.pk)


def _page(request, preview, *, at, key=None, is_typed=False, ends_at=None, base=""):
    context = {
        "base": base,
        "article_page": preview.article_page,
        "article": preview.article_page.article,
        "related_articles": preview.related_articles,
        "problem": preview.problem,
        "is_preview": True,
        "key": key,
        "is_typed": is_typed,
        "at": at,
        "ends_at": ends_at,
    }
    return render(request, "newsroom/preview.html", context)


def _refused(request, sentence, *, status, key=None):
    return render(request, "newsroom/preview_refused.html", {"sentence": sentence, "key": key}, status=int(status))


def _article(user, pk):
    """The saved article, in the bin or not, or None. Raises PermissionDenied for one that `user` may not know."""
    article = Article.with_binned.without_texts().filter(pk=pk).first() if pk is not None else None
    if article is not None and not Article.with_binned.visible_to(user).filter(pk=article.pk).exists():
        raise PermissionDenied(NOT_FOR_YOU)
    return article


def _editable(user, pk):
    """The article whose links `user` may make. Raises Http404, or PermissionDenied with a sentence."""
    article = get_object_or_404(Article.with_binned.without_texts(), pk=pk)
    if not Article.with_binned.visible_to(user).filter(pk=pk).exists():
        raise PermissionDenied(NOT_FOR_YOU)
    if not preview_links.workflow.may_edit(user, article):
        raise PermissionDenied(preview_links.NOT_YOURS)
    if article.binned_at is not None:
        raise PermissionDenied(f"{who_binned(article, user)}. Muốn gửi hay thu hồi liên kết, xin khôi phục bài trước.")
    return article
