"""The queue: what waits for a decision, one comment open beside the list. Its actions are in `actions.py`."""

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments.models import Comment
from comments.moderation.forms import AnswerForm
from comments.moderation.reasons import REASONS
from comments.moderators import MODERATES

from .figures import figures_for_page
from .forms import colleagues
from .review_context import ReviewContext
from .rows import row_of
from .selection import FILTER_LABELS, Selection
from .undo import last_step

State = Comment.State
UNIT = "queue_unit"
PARTS = {"binh-luan": "comments/queue/opened.html", "danh-sach": "comments/queue/rows.html"}


def require_permission(permission, method):
    """For colleagues with `permission`, by `method` (a decorator); others are sent to sign in, or refused."""

    def wrap(view):
        allowed = permission_required(permission, raise_exception=True)(method(view))
        return admin.site.admin_view(never_cache(allowed))

    return wrap


@require_permission("comments.view_comment", require_safe)
def queue(request):
    """The page, or one of its parts. Ten queries at most, however many comments wait."""
    selection = Selection.read(request.GET)
    part = request.GET.get("phan")
    figures = figures_for_page(request)
    context = {"selection": selection, "figures": figures, "may_decide": request.user.has_perm(MODERATES)}
    if part != "binh-luan":
        context |= _list(request, selection, figures)
    if part != "danh-sach":
        context |= _opened(request, selection, figures, context.get("rows"))
    if part in PARTS:
        return render(request, PARTS[part], context)
    context |= admin.site.each_context(request) | _page_context(request, selection)
    return render(request, "comments/queue/page.html", context)


def _list(request, selection, figures):
    comments, more_follow = selection.page(request.user)
    context = {"rows": [row_of(comment, figures) for comment in comments]}
    if more_follow:
        last = comments[-1]
        context["next_page"] = selection.query(after=(last.created_at, last.pk), opened=None)
    return context


def _opened(request, selection, figures, rows):
    """The comment that the address names, otherwise the first of the list."""
    row = _opened_row(request.user, selection, figures, rows or [])
    if row is None:
        if selection.opened and rows is None:
            raise Http404
        return {"opened": None}
    return {
        "opened": ReviewContext(row),
        "following": _following(rows or [], row.comment),
        "reasons": list(enumerate(REASONS, start=1)),
        "answer_form": AnswerForm(initial={"name": request.session.get(UNIT, "Ban Biên tập")}, auto_id=False),
        "colleagues": colleagues() if row.comment.state == State.PENDING else (),
    }


def _opened_row(user, selection, figures, rows):
    """None when there is no such comment, or nothing in the list."""
    if selection.opened is None:
        return rows[0] if rows else None
    for row in rows:
        if row.comment.pk == selection.opened:
            return row
    comment = Comment.objects.for_queue().with_article_title(user).filter(pk=selection.opened).first()
    return row_of(comment, figures) if comment else None


def _following(rows, comment):
    """The pk of the comment that is opened after `comment`, or None."""
    keys = [row.comment.pk for row in rows]
    behind = keys[keys.index(comment.pk) + 1 :] if comment.pk in keys else keys
    return behind[0] if behind else None


def _page_context(request, selection):
    return {
        "title": "Duyệt bình luận",
        "tabs": [(state, selection.query(state=state, after=None, opened=None)) for state in State],
        "codes": FILTER_LABELS.items(),
        "step": last_step(request.session),
        "reasons": list(enumerate(REASONS, start=1)),
    }
