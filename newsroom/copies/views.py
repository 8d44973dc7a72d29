"""Working copies: JSON for the page that writes one, and pages on which their owner finds them again."""

from dataclasses import asdict

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article
from database.keys import read_key, read_uuid
from newsroom.models import DISCARDED_DAYS, WorkingCopy
from newsroom.presence import presence
from revisions.compare import as_html
from vietnamese.dates import format_clock

from . import working_copies as copies
from .as_saved import unsaved_of
from .copy_comparison import compare_with_article
from .offers import form_address, offer_of, state_of_form

PER_LIST = 100
WRITES = "articles.change_article"
GONE = "Bản nháp này không còn: đã được lưu vào bài, hoặc đã bỏ quá 30 ngày."


@never_cache
@require_POST
def write_working_copy(request):
    """Store what the page of a form sends as JSON (working_copies.Sending): {"typed_at", "time", "elsewhere",
    "presence"}; or {"error": {"reason", "message"}} with a status of its own, and with "saved" ({"article",
    "edition"}) for the page that has saved the copy itself.
    """
    try:
        user, sent = copies.sent_by(request)
        sending = copies.read_sending(sent)
        written = copies.write(user, sending)
    except copies.NotWritten as refused:
        error = {"reason": refused.reason, "message": str(refused)}
        if refused.saved:
            error["saved"] = {"article": refused.saved.article_id, "edition": refused.saved.saved_edition}
        return JsonResponse({"error": error}, status=refused.status)
    return JsonResponse(
        {
            "typed_at": written.typed_at.isoformat(),
            "time": format_clock(written.typed_at),
            "elsewhere": format_clock(written.elsewhere) if written.elsewhere else "",
            "presence": _presence(user, sending),
        }
    )


def _presence(user, sending):
    """What the page hears of others, when it asks with what it sends; None otherwise."""
    if not (sending.is_beat and sending.article):
        return None
    try:
        return asdict(presence.note(user, presence.Beat(sending.page, sending.article, has_unsaved=True)))
    except presence.NotPresent:
        return None


@never_cache
@admin.site.admin_view
@permission_required(WRITES, raise_exception=True)
@require_safe
def offers(request):
    """The part of a form that offers older copies, once more: those of the article `?bai=`, but for `?tru=`."""
    article = Article.with_binned.without_texts().filter(pk=read_key(request.GET.get("bai"))).first()
    state = state_of_form(request.user, article, key=read_uuid(request.GET.get("tru")), shown=None)
    return render(request, "newsroom/copy_offers.html", {"working_copy": state})


@never_cache
@admin.site.admin_view
@permission_required(WRITES, raise_exception=True)
@require_safe
def working_copies(request):
    """What this person has typed and not saved, and what they have discarded. Four queries of its own."""
    discarded = WorkingCopy.objects.discarded().filter(user=request.user).select_related("article")
    context = {
        **admin.site.each_context(request),
        "title": "Bản nháp của tôi",
        "offers": [offer_of(copy) for copy in unsaved_of(request.user, PER_LIST)],
        "discarded": list(discarded.order_by("-ended_at")[:PER_LIST]),
        "discarded_days": DISCARDED_DAYS,
    }
    return render(request, "newsroom/working_copies.html", context)


@never_cache
@admin.site.admin_view
@permission_required(WRITES, raise_exception=True)
@require_safe
def working_copy(request, key):
    """One copy beside what is saved: what it would add and take away."""
    copy = WorkingCopy.objects.filter(key=key, user=request.user).select_related("article").first()
    if copy is None or copy.ending == WorkingCopy.Ending.SAVED:
        return _gone(request)
    comparison = compare_with_article(copy, request.user)
    context = {
        **admin.site.each_context(request),
        "title": f"Bản nháp: {copy}",
        "offer": offer_of(copy),
        "comparison": as_html(comparison, before="Bản đã lưu", after="Bản nháp") if comparison else "",
    }
    return render(request, "newsroom/working_copy.html", context)


@admin.site.admin_view
@permission_required(WRITES, raise_exception=True)
@require_POST
def discard_working_copy(request, key):
    copy = copies.discard(request.user, key)
    if copy is None:
        return _gone(request)
    messages.success(
        request, f"Đã bỏ bản nháp “{copy}”. Trong {DISCARDED_DAYS} ngày bạn lấy lại được ở “Bản nháp của tôi”."
    )
    if request.POST.get("ve") == "bai" and copy.article and not copy.article.binned_at:
        return redirect("admin:articles_article_change", copy.article_id)
    return redirect("newsroom:working_copies")


@admin.site.admin_view
@permission_required(WRITES, raise_exception=True)
@require_POST
def take_back_working_copy(request, key):
    copy = copies.take_back(request.user, key)
    if copy is None:
        return _gone(request)
    messages.success(request, f"Đã lấy lại bản nháp “{copy}”. Nội dung chưa được lưu vào bài.")
    return redirect(form_address(copy))


def _gone(request):
    messages.info(request, GONE)
    return redirect("newsroom:working_copies")
