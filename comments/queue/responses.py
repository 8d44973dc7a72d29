"""What the actions of the queue answer with.

Every action is a plain form that leads back to the queue with a message. The script of the page sends the same with
`Accept: application/json` and gets what to show.
"""

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from comments.models import Comment
from comments.moderation import concerns
from comments.moderation.decisions import seen_versions
from comments.moderation.outcome import explain
from comments.moderation.taken_steps import last_step
from comments.moderators import MODERATES
from database.keys import read_key

from .figures import figures_for_page
from .rows import row_of
from .selection import Selection, Tab, still_listed

UNIT = "queue_unit"
TYPED = "queue_typed"  # what was refused, for the next page alone
UNREAD = "unread"  # in it: an answer that waits for somebody to read its list
TYPED_FIELDS = ("name", "body", "other_reason", "why", "verdict")
TYPED_MAX = 50_000
LEVELS = {"success": messages.SUCCESS, "info": messages.INFO, "warning": messages.WARNING}


def require_permission(permission, method):
    """For colleagues with `permission`, by `method` (a decorator); others are sent to sign in, or refused."""

    def wrap(view):
        allowed = permission_required(permission, raise_exception=True)(method(view))
        return admin.site.admin_view(never_cache(allowed))

    return wrap


def for_staff(view):
    """For colleagues, by POST, who see to rights themselves (accounts/rights.py); others are sent to sign in."""
    return admin.site.admin_view(never_cache(require_POST(view)))


deciding = require_permission(MODERATES, require_POST)


def as_now(request, pk):
    """The comment as it is."""
    return get_object_or_404(Comment.objects.for_queue().with_article_title(request.user), pk=pk)


def as_seen(request, pk):
    """The comment, in the version that the page showed."""
    comment = as_now(request, pk)
    comment.version = seen_versions(request.POST).get(pk, comment.version)
    return comment


def refuse(request, form, comment=None):
    """Without the script the page is another one: it gets what was typed about `comment` (None: the open one)."""
    notices = [("warning", error) for errors in form.errors.values() for error in errors]
    is_unread = getattr(form, "is_unread", False)
    if is_unread:
        notices.append(("warning", form.unread_sentence))
    if request.accepts("text/html"):
        typed = {name: form.data.get(name, "")[:TYPED_MAX] for name in form.fields}
        request.session[TYPED] = typed | ({"of": comment.pk} if comment else {}) | ({UNREAD: "1"} if is_unread else {})
    return respond(request, notices, status=422, opened=comment, unread=form if is_unread else None)


def unagreed(request, comments, action, *, name=""):
    """As `concerns.unagreed`, of the form that was sent. At most one query."""
    return concerns.unagreed(comments, action, request.user, request.POST, name=name)


def ask(request, found, *, button, comment=None, is_sure=False):
    """Asks about the Concerns `found` instead of acting: 409, with a form that sends the same again with `agreed`.

    `button` says what it does ("Vẫn từ chối"). Without the script it is a page of its own; what was typed about
    `comment` is in its form, and in that of the next page for whoever leaves it.
    """
    selection = Selection.read(QueryDict(request.POST.get("here", "")))
    context = {
        "concerns": found[: concerns.TOLD],
        "more": len(found) - concerns.TOLD,
        "fields": concerns.sent_again(request.POST, found),
        "address": request.path,
        "button": button,
        "is_sure": is_sure,
        "back": f"{reverse('queue:queue')}?{selection.query(opened=found[0].comment)}",
    }
    if not request.accepts("text/html"):
        html = render_to_string("comments/queue/asks.html", context, request)
        return _respond_to_script(request, selection, [], status=409, asks=html)
    if comment:
        keep_typed(request, comment)
    context |= admin.site.each_context(request) | {"title": "Duyệt bình luận"}
    return render(request, "comments/queue/asks_page.html", context, status=409)


def keep_typed(request, comment, *, body=None):
    """What was typed about `comment`, `body` in the place of its answer, stands in its forms on the next page, and on
    that alone; not the name under an answer that nobody has touched (`signed`).
    """
    typed = {name: request.POST[name][:TYPED_MAX] for name in TYPED_FIELDS if request.POST.get(name)}
    if "signed" in request.POST and typed.get("name") == request.POST["signed"]:
        del typed["name"]
    if body is not None:
        typed["body"] = body[:TYPED_MAX]
    request.session[TYPED] = typed | {"of": comment.pk}


def refuse_clash(request, clash):
    """Somebody took a step before this one (AlreadyDecided `clash`): 409, nothing is stored, and what was typed stays
    in its form. A comment that may still be answered stays open, as it is now.
    """
    comment = as_now(request, clash.comment.pk)
    if request.accepts("text/html"):
        keep_typed(request, comment)
    stays = {"back": [comment]} if comment.may_be_answered else {"clashed": [comment]}
    return respond(request, [("warning", explain(clash, request.user))], status=409, opened=comment, **stays)


def respond(request, notices, *, gone=(), clashed=(), back=(), status=200, opened=None, unread=None):
    """The answer to an action: `gone` are decided, somebody else decided `clashed`, `back` are in the list again. What
    is decided and listed all the same (`still_listed`) stays in the list.
    `opened` was refused something; the list of `unread`, an AnswerForm, is to be read.

    For the script as JSON (rows as HTML), otherwise as messages over the queue.
    """
    selection = Selection.read(QueryDict(request.POST.get("here", "")))
    if not request.accepts("text/html"):
        shown = {"gone": gone, "clashed": clashed, "back": back}
        return _respond_to_script(request, selection, notices, status=status, unread=unread, **shown)
    for level, sentence in notices:
        messages.add_message(request, LEVELS[level], sentence)
    key = back[0].pk if back else read_key(request.POST.get("following"))
    if status != 200:
        key = opened.pk if opened else selection.opened
    return redirect(f"{reverse('queue:queue')}?{selection.query(opened=key)}")


def _respond_to_script(request, selection, notices, *, gone=(), clashed=(), back=(), status, unread=None, asks=None):
    figures = figures_for_page(request)
    gone = [*gone, *clashed]
    stays = still_listed(selection, gone)
    step = last_step(request.session, [*gone, *back])
    context = {"step": step, "selection": selection, "figures": figures}
    reading = unread and {"unread": unread.reading, "comment": unread.comment}
    return JsonResponse(
        {
            "unread": reading and render_to_string("comments/queue/answer_foot.html", reading, request),
            "asks": asks,
            "told": [{"level": level, "text": text} for level, text in notices],
            "gone": [comment.pk for comment in gone if comment not in stays],
            "clashed": [comment.pk for comment in clashed],  # of those and of what stays, what nothing was done about
            "stays": _rows(request, selection, figures, stays, is_anew=True),
            "back": _rows(request, selection, figures, back, is_anew=selection.state == Tab.REPORTED),
            "bar": render_to_string("comments/queue/undo.html", context, request),
            "states": figures.states,
            "tabs": figures.of_tabs,
        },
        status=status,
    )


def _rows(request, selection, figures, comments, *, is_anew):
    """`[{"pk", "html"}]`; `is_anew`: as they are now, after the step. One query then."""
    if is_anew and comments:
        keys = [comment.pk for comment in comments]
        comments = Comment.objects.for_queue().with_article_title(request.user).filter(pk__in=keys)
    rows = []
    for comment in comments:
        context = {"row": row_of(comment, figures, selection), "selection": selection, "may_decide": True}
        rows.append({"pk": comment.pk, "html": render_to_string("comments/queue/row.html", context, request)})
    return rows
