"""The queue: what waits for a decision, one comment open beside the list. What is done there is in `actions.py`."""

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments.models import Comment
from comments.models.deadlines import awaits_first_decision, is_overdue
from comments.moderation.forms import AnswerForm
from comments.moderation.reasons import REASONS
from comments.moderators import MODERATES
from comments.working_time import time_left

from .dossier import Dossier
from .figures import figures_for
from .forms import colleagues
from .selection import CODES, Selection, place
from .undo import last_step

State = Comment.State
UNIT = "queue_unit"
PARTS = {"binh-luan": "comments/queue/opened.html", "danh-sach": "comments/queue/rows.html"}


def for_staff(permission, method):
    """For colleagues with `permission`, by `method` (a decorator); others are sent to sign in, or refused."""

    def wrap(view):
        allowed = permission_required(permission, raise_exception=True)(method(view))
        return admin.site.admin_view(never_cache(allowed))

    return wrap


@for_staff("comments.view_comment", require_safe)
def queue(request):
    """The page, or one of its parts. Ten queries at most, however many comments wait."""
    selection = Selection.read(request.GET)
    part = request.GET.get("phan")
    figures = request.queue_figures = figures_for(request.user)
    context = {"selection": selection, "figures": figures, "may_decide": request.user.has_perm(MODERATES)}
    if part != "binh-luan":
        context |= _list(request, selection, figures)
    if part != "danh-sach":
        context |= _opened(request, selection, figures, context.get("rows"))
    if part in PARTS:
        return render(request, PARTS[part], context)
    context |= admin.site.each_context(request) | _frame(request, selection)
    return render(request, "comments/queue/page.html", context)


def _list(request, selection, figures):
    rows, more_follow = selection.page(request.user)
    for row in rows:
        tell_time(row, figures)
    context = {"rows": rows}
    if more_follow:
        last = rows[-1]
        context["next_page"] = selection.query(after=(last.created_at, last.pk), opened=None)
    return context


def _opened(request, selection, figures, rows):
    """The comment that the address names, otherwise the first of the list."""
    if selection.opened is None:
        comment = rows[0] if rows else None
    else:
        on_page = (row for row in rows or () if row.pk == selection.opened)
        comment = next(on_page, None) or Comment.objects.for_queue().filter(pk=selection.opened).first()
    if comment is None:
        if selection.opened and rows is None:
            raise Http404
        return {"opened": None}
    tell_time(comment, figures)
    following = _following(rows or [], comment)
    return {
        "opened": Dossier(comment),
        "following": following,
        "reasons": list(enumerate(REASONS, start=1)),
        "answer_form": AnswerForm(initial={"name": request.session.get(UNIT, "Ban Biên tập")}, auto_id=False),
        "colleagues": colleagues() if comment.state == State.PENDING else (),
    }


def _following(rows, comment):
    """The pk of the comment that is opened after `comment`, or None."""
    keys = [row.pk for row in rows]
    behind = keys[keys.index(comment.pk) + 1 :] if comment.pk in keys else keys
    return behind[0] if behind else None


def _frame(request, selection):
    return {
        "title": "Duyệt bình luận",
        "tabs": [(state, selection.query(state=state, after=None, opened=None)) for state in State],
        "codes": CODES.items(),
        "step": last_step(request.session),
        "reasons": list(enumerate(REASONS, start=1)),
    }


def tell_time(comment, figures):
    """Gives `comment` its place in the list and what is left of its target."""
    comment.place = place(comment.created_at, comment.pk)
    comment.time_left, comment.is_late = "", False
    if awaits_first_decision(comment):
        now = timezone.now()
        comment.time_left = time_left(comment.due_at, now, figures.free_days)
        comment.is_late = is_overdue(comment, now)
