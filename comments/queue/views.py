"""The queue: what waits for a decision, one comment open beside the list. Its actions are in `actions.py`."""

from django.contrib import admin
from django.http import Http404, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comments.models import CannedAnswer, Comment, Question, RejectionReason
from comments.moderation.forms import AnswerForm
from comments.moderation.taken_steps import last_step
from comments.moderators import MODERATES
from comments.questions.forms import ChargeForm
from copyediting.forms import SHOWS_LISTS, proofread_attributes

from .figures import figures_for_page
from .forms import colleagues
from .keys import ACTIONS, KeysForm, keys_of
from .month_turns import month_turn
from .noting import TIME_TO_DELETE
from .responses import TYPED, UNIT, UNREAD, require_permission
from .review_context import ReviewContext
from .rows import row_of
from .selection import FILTER_LABELS, KIND_LABELS, Selection, Tab

State = Comment.State
PARTS = {"binh-luan": "comments/queue/opened.html", "danh-sach": "comments/queue/rows.html"}


@require_permission("comments.view_comment", require_safe)
def queue(request):
    """The page, or one of its parts. Thirteen queries at most, however many comments wait."""
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
    context |= _typed(request, context["opened"])
    known = [row.comment for row in context.get("rows") or []]
    context |= admin.site.each_context(request) | _page_context(request, selection, known)
    return render(request, "comments/queue/page.html", context)


def _list(request, selection, figures):
    comments, more_follow = selection.page(request.user)
    context = {"rows": [row_of(comment, figures, selection) for comment in comments]}
    if more_follow:
        context["next_page"] = selection.query(after=selection.order.place_of(comments[-1]), opened=None)
    return context


def _opened(request, selection, figures, rows):
    """The comment that the address names, otherwise the first of the list."""
    row = _opened_row(request.user, selection, figures, rows or [])
    if row is None:
        if selection.opened and rows is None:
            raise Http404
        return {"opened": None}
    opened = ReviewContext(row)
    taken_back = opened.taken_back_by(request.user) if row.comment.may_be_answered else ""
    return {
        "opened": opened,
        "following": _following(rows or [], row.comment),
        "why_not_settled": opened.why_not_settled(request.user),
        "reasons": _reasons(),
        "answer_form": AnswerForm(
            initial={"name": _signature(request, row.comment), "body": taken_back}, auto_id=False
        ),
        "canned": CannedAnswer.objects.offered(),
        "proofread": proofread_attributes(AnswerForm.proofread, row.comment.pk),
        "shows_lists": True,
        "charge_form": ChargeForm.of(getattr(row.comment, "question", None), figures.free_days),
        "notes_until": timezone.now() - TIME_TO_DELETE,
        "colleagues": colleagues() if row.comment.state == State.PENDING else (),
    }


def _reasons():
    """`[(number, reason)]`; the first nine have their digit as a key."""
    return list(enumerate(RejectionReason.objects.offered(), start=1))


def _signature(request, comment):
    """The name under an answer: the unit that owes it, otherwise the one that this colleague used last."""
    return comment.charged_unit or request.session.get(UNIT, "Ban Biên tập")


def _typed(request, opened):
    """What was typed about the open comment and refused, with the list that is to be read before it is posted."""
    typed = request.session.pop(TYPED, {})
    if not opened or typed.get("of", opened.comment.pk) != opened.comment.pk:
        return {"typed": {}}
    if UNREAD not in typed:
        return {"typed": typed}
    sent = QueryDict(mutable=True)
    sent.update({"name": typed.get("name", ""), "body": typed["body"], SHOWS_LISTS: "1"})
    form = AnswerForm(sent, comment=opened.comment, user=request.user)
    form.is_valid()
    return {"typed": typed, "unread": form.reading if form.is_unread else None}


def _opened_row(user, selection, figures, rows):
    """None when there is no such comment, or nothing in the list."""
    if selection.opened is None:
        return rows[0] if rows else None
    for row in rows:
        if row.comment.pk == selection.opened:
            return row
    comment = Comment.objects.for_queue().with_article_title(user).filter(pk=selection.opened).first()
    return row_of(comment, figures, selection) if comment else None


def _following(rows, comment):
    """The pk of the comment that is opened after `comment`, or None."""
    keys = [row.comment.pk for row in rows]
    behind = keys[keys.index(comment.pk) + 1 :] if comment.pk in keys else keys
    return behind[0] if behind else None


def _page_context(request, selection, known):
    keys = keys_of(request.user)
    return {
        "title": "Duyệt bình luận",
        "tabs": [(tab, selection.query(state=tab, after=None, opened=None)) for tab in Tab],
        "codes": FILTER_LABELS.items(),
        "kinds": KIND_LABELS.items(),
        "step": last_step(request.session, known),
        "units": Question.objects.known_units(),
        "turn": month_turn(),
        "keys": keys,
        "keys_form": KeysForm(keys=keys),
        "actions": ACTIONS,
        "reasons": _reasons(),
    }
