"""A moderator has looked at what readers reported about a comment, and keeps it."""

from django.http import HttpRequest, HttpResponse

from comments.moderation import reports
from comments.moderation.decisions import AlreadyDecided
from comments.moderation.outcome import explain
from database.keys import read_key

from .responses import as_seen, deciding, respond
from .undo import note_step


@deciding
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle the reports that the page showed (`newest`); the comment stays as it is."""
    comment = as_seen(request, pk)
    newest = read_key(request.POST.get("newest")) or 0
    try:
        settled_at = reports.keep(comment, by=request.user, newest=newest)
    except AlreadyDecided as clash:
        return respond(request, [("warning", explain(clash, request.user))], clashed=[clash.comment])
    is_masked = bool(comment.masked_at and "masked" in request.POST)
    told = f"Bình luận của {comment.name}: {'đã che, khép báo cáo' if is_masked else 'đã xem báo cáo, giữ lại'}."
    undone = f"các báo cáo về bình luận của {comment.name} lại chờ xem."
    note_step(request.session, told, [comment], "keep", {"settled_at": settled_at.isoformat()}, undone=undone)
    notices = [("success", told)]
    if comment.reports.filter(settled_at=None).exists():
        notices.append(("info", "Vừa có thêm báo cáo mới về bình luận này; xin mở lại để xem."))
    return respond(request, notices, gone=[comment])
