"""The actions of moderators in the queue.

Every action is a plain form that leads back to the queue with a message. The script of the page sends the same with
`Accept: application/json` and gets what to show.
"""

from django.contrib import messages
from django.http import JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from comments.models import Comment
from comments.moderation import decisions
from comments.moderation.decisions import DECISIONS, AlreadyDecided, decide_many, seen_versions
from comments.moderation.forms import AnswerForm, ReasonForm
from comments.moderation.outcome import DONE, MAX_MESSAGES, who_decided
from comments.moderators import MODERATES
from comments.references import read_key

from .figures import figures_for_page
from .forms import HandOverForm
from .rows import row_of
from .selection import Selection
from .undo import last_step, note_step, take_back
from .views import UNIT, require_permission

State = Comment.State
LEVELS = {"success": messages.SUCCESS, "info": messages.INFO, "warning": messages.WARNING}

deciding = require_permission(MODERATES, require_POST)


@deciding
def decide(request):
    """`decision` for every `chosen` comment, each as it was shown (`version-<pk>`); rejecting needs a reason."""
    decision = request.POST.get("decision")
    chosen = [pk for pk in map(read_key, request.POST.getlist("chosen")) if pk]
    if decision not in DECISIONS or not chosen:
        return _answer(request, [("warning", "Xin chọn bình luận và một trong các nút xử lý.")], status=422)
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
            return _refuse(request, form)
        reason = form.cleaned_data["reason"]
    outcome = decide_many(comments, state, by=request.user, seen_versions=seen_versions(request.POST), reason=reason)
    notices = _messages(outcome, state)
    if outcome.done:
        note_step(request.session, notices[0][1], outcome.done)
    return _answer(request, notices, gone=outcome.done, clashed=outcome.clashed)


def _messages(outcome, state):
    """As `Outcome.messages`, with the name when it is one comment."""
    notices = outcome.messages(state)
    if len(outcome.done) == 1:
        notices[0] = ("success", f"Bình luận của {outcome.done[0].name}: {DONE[state]}.")
    return notices


@deciding
def undo(request):
    """Take back the decisions that the page names (`version-<pk>`), as long as they are one's own and the last."""
    outcome = take_back(request.session, seen_versions(request.POST), by=request.user)
    notices = [("warning", conflict) for conflict in outcome.conflicts[:MAX_MESSAGES]]
    if len(outcome.done) == 1:
        notices.insert(0, ("success", f"Đã hoàn tác: bình luận của {outcome.done[0].name} trở lại như trước."))
    elif outcome.done:
        notices.insert(0, ("success", f"Đã hoàn tác: {len(outcome.done)} bình luận trở lại như trước."))
    elif not notices:
        notices.append(("info", "Không còn gì để hoàn tác."))
    return _answer(request, notices, back=outcome.done)


@deciding
def answer(request, pk):
    """Publish the answer of the office, approving the comment with it. The name of the unit is remembered."""
    comment = _as_seen(request, pk)
    waited, form = comment.state == State.PENDING, AnswerForm(request.POST)
    if not form.is_valid():
        return _refuse(request, form)
    try:
        decisions.answer_officially(
            comment, form.cleaned_data["body"], by=request.user, name=form.cleaned_data["name"]
        )
    except AlreadyDecided as clash:
        return _answer(request, [("warning", who_decided(clash.comment))], clashed=[clash.comment])
    request.session[UNIT] = form.cleaned_data["name"]
    notices = [("success", f"Đã đăng câu trả lời cho {comment.name}.")]
    return _answer(request, notices, **{"gone" if waited else "back": [comment]})


@deciding
def hand_over(request, pk):
    comment = _as_seen(request, pk)
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return _answer(request, [("warning", "Xin chọn một người trong danh sách.")], status=422)
    colleague = form.cleaned_data["colleague"]
    try:
        decisions.hand_over(comment, colleague, by=request.user)
    except AlreadyDecided as clash:
        return _answer(request, [("warning", who_decided(clash.comment))], clashed=[clash.comment])
    done = f"đã giao cho {colleague}" if colleague else "không giao cho ai nữa"
    return _answer(request, [("success", f"Bình luận của {comment.name}: {done}.")], back=[comment])


def _as_seen(request, pk):
    """The comment, in the version that the page showed."""
    comment = get_object_or_404(Comment.objects.for_queue().with_article_title(request.user), pk=pk)
    comment.version = seen_versions(request.POST).get(pk, comment.version)
    return comment


def _refuse(request, form):
    return _answer(request, [("warning", error) for errors in form.errors.values() for error in errors], status=422)


def _answer(request, notices, *, gone=(), clashed=(), back=(), status=200):
    """The answer to an action: `gone` are decided, somebody else decided `clashed`, `back` are in the list again.

    For the script as JSON (rows as HTML), otherwise as messages over the queue.
    """
    selection = Selection.read(QueryDict(request.POST.get("here", "")))
    if not request.accepts("text/html"):
        return _answer_script(request, selection, notices, gone=[*gone, *clashed], back=back, status=status)
    for level, sentence in notices:
        messages.add_message(request, LEVELS[level], sentence)
    opened = back[0].pk if back else read_key(request.POST.get("following"))
    if status != 200:
        opened = selection.opened
    return redirect(f"{reverse('queue:queue')}?{selection.query(opened=opened)}")


def _answer_script(request, selection, notices, *, gone, back, status):
    figures = figures_for_page(request)
    rows = []
    for comment in back:
        context = {"row": row_of(comment, figures), "selection": selection}
        rows.append({"pk": comment.pk, "html": render_to_string("comments/queue/row.html", context, request)})
    step = last_step(request.session)
    context = {"step": step, "selection": selection, "figures": figures}
    return JsonResponse(
        {
            "told": [{"level": level, "text": text} for level, text in notices],
            "gone": [comment.pk for comment in gone],
            "back": rows,
            "bar": render_to_string("comments/queue/undo.html", context, request),
            "states": figures.states,
        },
        status=status,
    )
