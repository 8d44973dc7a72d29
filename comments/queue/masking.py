"""Hiding personal data in the open comment, and the page of what it says without the masks."""

from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from comments.models import Comment
from comments.moderation import decisions, masking
from comments.moderation.concerns import Concern
from comments.moderation.decisions import seen_versions
from comments.moderation.outcome import explain
from comments.moderation.steps import AlreadyDecided
from comments.moderators import MODERATES

from .responses import TYPED, TYPED_MAX, as_now, ask, deciding, require_permission, respond
from .selection import Selection
from .undo import note_step

State = Comment.State
MOST_SHOWN = 5  # of what is still to be seen


@deciding
def mask(request, pk):
    """Hide every `piece` of the comment as it was shown, and `words` as `what`; `unmask` shows it as it was sent.
    `decision` approves it in the same step.
    """
    comment = as_now(request, pk)
    is_current = comment.version == seen_versions(request.POST).get(pk, comment.version)
    comment.version = seen_versions(request.POST).get(pk, comment.version)
    waits, is_unmasking = comment.state == State.PENDING, "unmask" in request.POST
    approves = waits and not is_unmasking and request.POST.get("decision") == State.APPROVED
    try:
        if approves and is_current and (found := _still_seen(request, comment)):
            return ask(request, found, button="Vẫn che và duyệt", comment=comment)
        was = masking.unmask(comment, by=request.user) if is_unmasking else _mask(request, comment)
    except AlreadyDecided as clash:
        return respond(request, [("warning", explain(clash, request.user))], clashed=[clash.comment])
    except masking.CannotMask as refused:
        return _refuse(request, comment, str(refused))
    request.session.pop(TYPED, None)
    told = f"Đã bỏ che bình luận của {comment.name}." if is_unmasking else _told(comment)
    note_step(request.session, told, [comment], "mask", was)
    notices = [("success", told)]
    if request.POST.get("decision") != State.APPROVED or not waits:
        return respond(request, notices, back=[comment])
    return _approve(request, comment, notices)


def _chosen(request):
    """`(spans, {"words": …, "what": …})` of the form. Raises CannotMask."""
    sent = request.POST.getlist("piece")[: masking.MOST_SPANS + 1]
    spans = [masking.read_span(value) for value in sent]
    if None in spans:
        raise masking.CannotMask(masking.NOT_FOUND_NOW)
    return spans, {name: request.POST.get(name, "") for name in ("words", "what")}


def _mask(request, comment):
    spans, by_hand = _chosen(request)
    return masking.mask(comment, spans, by=request.user, **by_hand)


def _still_seen(request, comment):
    """The Concerns, as yet not agreed to, about what was found in it and is left for readers to see when approved."""
    spans, by_hand = _chosen(request)
    left = masking.left_to_see(masking.source_of(comment, masking.original_of(comment)), spans, **by_hand)
    if not left:
        return []
    shown = "; ".join(f"{choice.label} “{choice.words}”" for choice in left[:MOST_SHOWN])
    more = f" và {len(left) - MOST_SHOWN} chỗ khác" if len(left) > MOST_SHOWN else ""
    told = f"Bình luận của {comment.name} còn chỗ máy tìm thấy mà chưa che: {shown}{more}. Duyệt thì bạn đọc thấy."
    concern = Concern(comment.pk, "still_seen", ",".join(choice.value for choice in left), told)
    return [] if concern.key in request.POST.getlist("agreed") else [concern]


def _told(comment):
    return f"Đã che dữ liệu cá nhân trong bình luận của {comment.name}."


def _approve(request, comment, notices):
    """The masked comment goes on to readers: a step of its own, taken back before the mask."""
    try:
        decisions.decide(comment, State.APPROVED, by=request.user)
    except AlreadyDecided as clash:
        return respond(request, [*notices, ("warning", explain(clash, request.user))], clashed=[clash.comment])
    told = f"Bình luận của {comment.name}: đã che dữ liệu cá nhân và duyệt."
    note_step(request.session, told, [comment])
    return respond(request, [("success", told)], gone=[comment])


def _refuse(request, comment, sentence):
    """Without the script the next page gets what was typed; it is the one from which it was sent."""
    if request.accepts("text/html"):
        typed = {name: request.POST.get(name, "")[:TYPED_MAX] for name in ("words", "what")}
        request.session[TYPED] = typed | {"of": comment.pk}
        if "of_original" in request.POST:
            messages.warning(request, sentence)
            return redirect("queue:original", comment.pk)
    return respond(request, [("warning", sentence)], status=422, opened=comment)


@require_permission(MODERATES, require_safe)
def original(request, pk):
    """What a masked comment says without the masks, to change them: on demand alone, and only while it is kept."""
    comment = as_now(request, pk)
    kept = masking.original_of(comment)
    if kept is None:
        if comment.masked_at:
            messages.info(request, "Bản gốc đã hết hạn giữ nên đã xóa; bình luận chỉ còn bản đã che.")
        return redirect(f"{reverse('queue:queue')}?bl={pk}")
    context = admin.site.each_context(request) | {
        "title": f"Bản gốc: bình luận của {comment.name}",
        "comment": comment,
        "original": kept,
        "choices": masking.choices(masking.source_of(comment, kept)),
        "kinds": masking.NAMES.items(),
        "selection": Selection(),
        "typed": request.session.pop(TYPED, {}) if request.session.get(TYPED, {}).get("of") == pk else {},
    }
    return render(request, "comments/queue/original.html", context)
