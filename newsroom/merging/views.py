"""The page "Gộp hai bản": what two people made of one article is joined, and where both changed the same, chosen."""

from http import HTTPStatus

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from database.keys import read_uuid
from newsroom.copies.offers import form_address
from newsroom.copies.working_copies import NotWritten, sent_by
from newsroom.documents.stored_documents import store
from revisions.compare import as_html
from uploads.checks import Refused
from vietnamese.dates import format_clock

from . import merges
from .merge_page import MergePage, choices_in
from .merges import NotMerged, finish, keep_sent, prepare

WRITES = "articles.change_article"
SENTENCES = {
    "gone": "Bản nháp cần gộp không còn: đã được lưu vào bài hoặc đã bỏ. Dưới đây là các bản nháp bạn đang có.",
    "deleted": "Bài này đã bị xóa nên không còn gì để gộp. Nội dung bạn gõ vẫn còn: bấm “Lưu” để lưu thành bài mới.",
    "binned": "Bài này vừa vào thùng rác nên không gộp được. Nội dung bạn gõ vẫn còn: bấm “Lưu” để lưu thành bài mới, "
    "hoặc khôi phục bài rồi gộp sau.",
    "no_right": "Bạn không còn được sửa bài này nên không gộp được. Nội dung bạn gõ vẫn còn dưới đây; xin chép lại "
    "phần cần giữ hoặc hỏi biên tập viên.",
    "not_newer": "Chưa ai lưu bài sau khi bạn mở nên không có gì phải gộp. Dưới đây là nội dung bạn đang gõ.",
}
UNREADABLE = "Nội dung gửi lên để gộp không đọc được. Xin mở bài, sửa rồi bấm “Lưu” lại."
AGAIN = (
    "Bài vừa được lưu thêm một lần nữa trong khi bạn chọn, nên hai bản được gộp lại. Chỗ nào không đổi thì lựa chọn "
    "của bạn vẫn còn; xin xem lại rồi bấm “Xem bản gộp”."
)


@never_cache
@admin.site.admin_view
@permission_required(WRITES, raise_exception=True)
@require_POST
def begin_merge(request, article):
    """Keeps what the form of `article` sends, and leads to the page on which it is merged; where nothing is in
    conflict at once to the form with the joined text. Saves nothing into the article.
    """
    if not {"title", "body"} <= request.POST.keys():
        messages.error(request, UNREADABLE)
        return redirect("admin:articles_article_change", article)
    try:
        sent = dict(request.POST.lists()) | _handles(request)
        copy = keep_sent(request.user, article, sent, read_uuid(request.POST.get("copy_key")))
    except (NotWritten, TypeError, ValueError):
        messages.error(request, UNREADABLE)
        return redirect("admin:articles_article_change", article)
    try:
        prepared = prepare(request.user, copy.key)
    except NotMerged as refused:
        return _refuse(request, refused)
    if prepared.merge.conflicts:
        return redirect("newsroom:merge", copy.key)
    return redirect(form_address(finish(prepared, {})))


@never_cache
@admin.site.admin_view
@permission_required(WRITES, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request, key):
    """GET: what is joined, and what is to be chosen. POST `chon-…`, `go-…` (or `con-lai` for all others): the choices,
    which lead to the form with the joined text. A page that is opened again begins with those that are kept.
    """
    try:
        prepared = prepare(request.user, key)
    except NotMerged as refused:
        return _refuse(request, refused)
    places = prepared.merge.conflicts
    sent = request.POST if request.method == "POST" else {}
    page = MergePage(prepared, choices_in(sent or prepared.copy.merge_choices, places))
    is_stale = bool(sent) and sent.get("ban") != str(prepared.article.edition)
    if sent and not is_stale and not page.open:
        return redirect(form_address(finish(prepared, page.choices)))
    told = AGAIN if is_stale else f"Còn {len(page.open)} chỗ chưa chọn, đánh dấu ở dưới." if sent else ""
    return _shown(request, page, told, status=409 if is_stale else 422 if sent else 200)


@never_cache
@require_POST
def keep_choices(request, key):
    """Keep what the page that merges the copy `key` has so far: JSON {"choices": {"chon-…": "", "go-…": ""}}, answered
    by {"time"}; or {"error": {"reason", "message"}}, as for a working copy.
    """
    try:
        user, sent = sent_by(request)
        merges.keep_choices(user, key, sent)
    except NotWritten as refused:
        return JsonResponse({"error": {"reason": refused.reason, "message": str(refused)}}, status=refused.status)
    except NotMerged as refused:
        message = SENTENCES[refused.reason]
        return JsonResponse({"error": {"reason": refused.reason, "message": message}}, status=HTTPStatus.GONE)
    return JsonResponse({"time": format_clock(timezone.now())})


def _handles(request):
    """Stores the sent files, which no page may choose again: {field: [handle]} as rows of attachments name them."""
    handles = {}
    may_attach = request.user.has_perm("articles.add_attachment")
    for name, file in request.FILES.items() if may_attach else ():
        try:
            handles[f"{name}-document"] = [store(file, request.user).handle]
        except Refused as refusal:
            messages.warning(request, refusal.about(file.name))
    return handles


def _shown(request, page, told, status):
    from_theirs, from_mine = page.prepared.joined_from({})
    names = page.names
    context = {
        **admin.site.each_context(request),
        "title": f"Gộp hai bản: {page.prepared.copy}",
        "page": page,
        "prepared": page.prepared,
        "told": told,
        "form_address": form_address(page.prepared.copy),
        "article_address": reverse("admin:articles_article_change", args=[page.prepared.article.pk]),
        "from_theirs": from_theirs,
        "from_mine": from_mine,
        "theirs_shown": as_html(from_theirs, before=names["mine"], after="Bản gộp") if from_theirs else "",
        "mine_shown": as_html(from_mine, before=names["theirs"], after="Bản gộp") if from_mine else "",
    }
    return render(request, "newsroom/merge.html", context, status=status)


def _refuse(request, refused):
    """Leads to where the text is that could not be merged."""
    messages.warning(request, SENTENCES[refused.reason])
    if refused.reason == "gone":
        return redirect("newsroom:working_copies")
    if refused.reason == "no_right":
        return redirect("newsroom:working_copy", refused.copy.key)
    return redirect(form_address(refused.copy))
