"""The actions of moderators in the queue.

Every action is a plain form; what it answers with, with the script of the page and without, is in `responses.py`.
"""

from django.shortcuts import get_object_or_404

from comments.models import Comment
from comments.moderation import decisions
from comments.moderation.concerns import ANSWER, STILL
from comments.moderation.decisions import DECISIONS, AlreadyDecided, decide_many, seen_versions
from comments.moderation.forms import AnswerForm, ReasonForm
from comments.moderation.outcome import DONE, MAX_MESSAGES, charged_otherwise, explain, who_handed_over
from comments.moderation.taken_steps import note_answer, said_of_answer
from comments.moderation.threads import move_answers, told_of_moved
from database.keys import read_key

from .forms import HandOverForm
from .responses import (
    TYPED,
    UNIT,
    as_now,
    as_seen,
    ask,
    deciding,
    refuse,
    refuse_clash,
    respond,
    unagreed,
)
from .undo import note_step, take_back

State = Comment.State


@deciding
def decide(request):
    """`decision` for every `chosen` comment, each as it was shown (`version-<pk>`); rejecting needs a reason."""
    decision = request.POST.get("decision")
    chosen = [pk for pk in map(read_key, request.POST.getlist("chosen")) if pk]
    if decision not in DECISIONS or not chosen:
        return respond(request, [("warning", "Xin chọn bình luận và một trong các nút xử lý.")], status=422)
    return _decide(request, State(decision), Comment.objects.for_queue().filter(pk__in=chosen))


@deciding
def reject_sender(request, pk):
    """Reject all that waits of the sender of one comment, for one reason."""
    comment = get_object_or_404(Comment, pk=pk)
    return _decide(request, State.REJECTED, Comment.objects.pending().of_sender_of(comment).for_queue())


def _decide(request, state, comments):
    reason = ""
    if state == State.REJECTED:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return refuse(request, form)
        reason = form.cleaned_data["reason"]
    comments = list(comments)
    if found := unagreed(request, comments, state):
        return ask(request, found, button=STILL[state], comment=comments[0], is_sure=True)
    outcome = decide_many(comments, state, by=request.user, seen_versions=seen_versions(request.POST), reason=reason)
    notices = _messages(outcome, state)
    if moved := move_answers(outcome.done, request.POST, by=request.user):
        notices.insert(1, ("info", told_of_moved(moved)))
    if outcome.done:
        note_step(request.session, notices[0][1], [*outcome.done, *moved])
    return respond(request, notices, gone=[*outcome.done, *moved], clashed=outcome.clashed)


def _messages(outcome, state):
    """As `Outcome.messages`, with the name when it is one comment."""
    notices = outcome.messages(state)
    if len(outcome.done) == 1:
        notices[0] = ("success", f"Bình luận của {outcome.done[0].name}: {DONE[state]}.")
    return notices


@deciding
def undo(request):
    """Take back the step that the page names (`step`, `version-<pk>`), as long as it is one's own and the last."""
    key, versions = request.POST.get("step", ""), seen_versions(request.POST)
    outcome, undone = take_back(request.session, key, versions, by=request.user)
    notices = [("warning", conflict) for conflict in outcome.conflicts[:MAX_MESSAGES]]
    if len(outcome.done) == 1:
        undone = undone or f"bình luận của {outcome.done[0].name} trở lại như trước."
        notices.insert(0, ("success", f"Đã hoàn tác: {undone}"))
    elif outcome.done:
        notices.insert(0, ("success", f"Đã hoàn tác: {len(outcome.done)} bình luận trở lại như trước."))
    elif not notices:
        notices.append(("info", "Không còn gì để hoàn tác."))
    return respond(request, notices, back=outcome.done)


@deciding
def answer(request, pk):
    """Publish the answer of the office, approving the comment with it. The name is remembered, but that of a unit that
    the comment was charged to.
    """
    comment = as_now(request, pk)
    form = AnswerForm(request.POST, comment=comment, user=request.user)
    if not form.is_valid():
        return refuse(request, form, comment)
    name, unit = form.cleaned_data["name"], comment.charged_unit
    if request.POST.get("charged", unit) != unit:
        return refuse_clash(request, AlreadyDecided(comment, charged_otherwise(comment, unit)))
    if found := unagreed(request, [comment], ANSWER, name=name):
        return ask(request, found, button=f"Vẫn đăng dưới tên {name}", comment=comment)
    was_pending = comment.state == State.PENDING
    comment.version = seen = seen_versions(request.POST).get(pk, comment.version)
    try:
        given = decisions.answer_officially(comment, form.cleaned_data["body"], by=request.user, name=name)
    except AlreadyDecided as clash:
        return refuse_clash(request, clash)
    if not unit:
        request.session[UNIT] = name
    return _answered(request, form, given, was_pending=was_pending, seen=seen)


def _answered(request, form, given, *, was_pending, seen):
    """`given` answers the comment of `form`, which was in the version `seen`; pressed again, it is there already."""
    comment = form.comment
    request.session.pop(TYPED, None)
    counted = note_answer(request.session, comment, given, was_pending=was_pending, seen=seen)
    notices = [("success", said_of_answer(comment))]
    if says := form.note_reading():
        notices.append(("warning", says))
    if not counted:
        return respond(request, notices)  # pressed twice: the first press has shown what there is to show
    return respond(request, notices, **{"gone" if was_pending else "back": [comment]})


@deciding
def hand_over(request, pk):
    """Give the comment to a colleague, if it is still with whom the page said (`given_to`)."""
    comment = as_seen(request, pk)
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return refuse(request, form, comment)
    colleague, before = form.cleaned_data["colleague"], comment.assigned_to_id
    after = colleague.pk if colleague else None
    done = f"đã giao cho {colleague}" if colleague else "không giao cho ai nữa"
    told = f"Bình luận của {comment.name}: {done}."
    if "given_to" in request.POST and read_key(request.POST["given_to"]) != before != after:
        return respond(request, [("warning", who_handed_over(comment, request.user))], back=[comment])
    if before == after is not None and comment.state == State.PENDING:
        return respond(request, [("success", told)], back=[comment])  # pressed twice
    try:
        decisions.hand_over(comment, colleague, by=request.user, why=form.cleaned_data["why"])
    except AlreadyDecided as clash:
        return respond(request, [("warning", explain(clash, request.user))], clashed=[clash.comment])
    note_step(request.session, told, [comment], "hand_over", {"before": before, "after": after}, counted=0)
    notices = [("success", told)]
    if colleague and colleague != request.user and not colleague.email:
        notices.append(("warning", f"{colleague} chưa có email nên không nhận được thư báo: xin báo trực tiếp."))
    return respond(request, notices, back=[comment])
