"""Presence: the addresses that open forms ask every few seconds."""

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User

from . import presence
from .presence import Beat, NotPresent


@never_cache
@require_POST
def beat(request: HttpRequest) -> JsonResponse:
    """Keep that a page is open, or that it is left (JSON, presence.Beat); answers {"lines", "taken", "offer"}, or
    {"error": {"reason", "message"}} with a status of its own.
    """
    try:
        user, sent = _sent_by(request)
        if not sent.leaves:
            return JsonResponse(asdict(presence.note(user, sent)))
        presence.leave(user, sent)
    except NotPresent as refused:
        return _refusal(refused)
    return JsonResponse({"lines": [], "taken": None, "offer": ""})


@never_cache
@require_POST
def take_over(request: HttpRequest) -> JsonResponse:
    """Take the article over from those who have it open, or take it back. Answers as `beat`."""
    try:
        return JsonResponse(asdict(presence.take_over(*_sent_by(request))))
    except NotPresent as refused:
        return _refusal(refused)


def _refusal(refused: NotPresent) -> JsonResponse:
    return JsonResponse({"error": {"reason": refused.reason, "message": str(refused)}}, status=refused.status)


def _sent_by(request: HttpRequest) -> tuple[User, Beat]:
    """Raises NotPresent."""
    if not (isinstance(request.user, User) and request.user.is_staff):
        raise NotPresent("signed_out")
    if int(request.headers.get("Content-Length") or 0) > presence.MAX_BYTES:
        raise NotPresent("unreadable")
    return request.user, presence.read_beat(request.body)
