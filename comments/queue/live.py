"""News for the open pages of the queue: what came, what colleagues did, who has what open.

Each page says every fifteen seconds which rows it shows, and hears what differs (static/comments/queue/live.js).
Nothing is kept of what was told: a lost answer, two commits in the other order and a clock that is wrong do no harm.
What all pages share is read by each process when something was done (journal.py), at most once in five seconds, and
seldomer where reading takes long; what a page may know better is looked at anew before it is told.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import wraps
from hashlib import blake2b
from threading import Lock
from time import monotonic
from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

from accounts.models import User
from accounts.rights import rights_of
from comments.models import Comment, CommentEvent, OpenComment
from comments.moderation.outcome import DONE
from comments.moderators import MODERATES
from database import clock
from database.keys import read_key
from vietnamese.dates import format_moment

from .figures import Figures, figures_for
from .journal import MAX_SECONDS, Journal, Kept, Opened, UntilNextStep, journal, name_of
from .responses import for_staff
from .rows import row_of
from .selection import PER_PAGE, Selection, Tab

NOTED_EVERY = timedelta(seconds=20)
LISTS_KEPT = 24
LISTED = PER_PAGE + 20  # what stood on a page may be on the next one now
FIGURES_SECONDS = 60.0  # numbers beyond ten thousand are not told apart, and cost 50 ms
ROW_SECONDS, ROWS_KEPT = 60.0, 600
ROWS_AHEAD = 10  # rendered with others in one query, because steps of colleagues will bring them
ROWS_TOLD = 200  # a page has fifty, and what was put back
SIGNED_OUT = "Phiên làm việc đã hết nên chưa có tin mới. Xin đăng nhập lại rồi làm tiếp."
State, Kind = Comment.State, CommentEvent.Kind
STEPS: dict[str, str] = {
    "note": "đã ghi chú",
    Kind.HAND_OVER: "đã giao việc",
    Kind.ANSWER: "đã trả lời",
    Kind.CHARGE: "đã giao đơn vị",
    Kind.UNIT_ANSWER: "có trả lời của đơn vị",
    Kind.MASK: "đã che dữ liệu cá nhân",
    Kind.UNMASK: "đã bỏ che",
    Kind.REPORT: "đã xem báo cáo",
    Kind.APPEAL: "có đề nghị xem lại của người gửi",
}


@dataclass(frozen=True)
class Counted:
    """The figures over the queue and how many wait for each moderator, as they were `at` (of `monotonic()`)."""

    figures: Figures
    mine: dict[int, int]
    at: float


def _count() -> Counted:
    """Two queries; with very many comments they take long."""
    at = monotonic()
    waiting = Comment.objects.filter(state=State.PENDING, assigned_to__isnull=False).order_by()
    mine = dict(waiting.values_list("assigned_to").annotate(Count("pk")))
    return Counted(figures_for(AnonymousUser()), mine, at)


counted = UntilNextStep(_count, most=FIGURES_SECONDS)
# Ten moderators are told of the same rows: (pk, last step, list, whether its reader may decide).
rendered: Kept[str] = Kept(ROW_SECONDS, ROWS_KEPT)
# Where a row is that is in no list that was read, as of the newest step about it.
looked_for: Kept[str | None] = Kept(MAX_SECONDS, ROWS_KEPT)


class Lists:
    """The pages of the queue that somebody looks at, as `{pk: its last_step}` in their order."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int | None], UntilNextStep[dict[int, str]]] = OrderedDict()
        self._lock = Lock()

    def kept(self) -> list[UntilNextStep[dict[int, str]]]:
        with self._lock:
            return list(self._kept.values())

    def get(self, selection: Selection, user: User, mark: int) -> dict[int, str]:
        """One query when something was done."""
        plain, key = replace(selection, opened=None), _key_of(selection, user)
        with self._lock:
            recent = self._kept.get(key)
            if recent is None:
                recent = self._kept[key] = UntilNextStep(lambda: _read_list(plain, user))
            self._kept.move_to_end(key)
            while len(self._kept) > LISTS_KEPT:
                self._kept.popitem(last=False)
        return recent.get(mark)


def _read_list(selection: Selection, user: User) -> dict[int, str]:
    found = selection.narrow(Comment.objects.with_last_step(), user).values_list("pk", "last_step")
    return dict(found[:LISTED])


def _query_of(selection: Selection) -> str:
    return selection.query(opened=None)


def _key_of(selection: Selection, user: User) -> tuple[str, int | None]:
    return _query_of(selection), user.pk if selection.is_mine else None


lists = Lists()


def _strangers_in_json(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Decorator: a script asks, which no page to sign in helps. Other refusals are JSON by the address's kind."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if admin.site.has_permission(request):
            return view(request)
        answer = JsonResponse({"error": {"reason": "signed_out", "message": SIGNED_OUT}}, status=401)
        add_never_cache_headers(answer)
        return answer

    return guarded


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose page asks, and what it lists. `is_quiet`: it took its last step before the list was read, which then need
    not be looked at anew.
    """

    user: User
    selection: Selection
    may_decide: bool
    is_quiet: bool


@_strangers_in_json
@for_staff
def live(request: HttpRequest) -> HttpResponse:
    """What differs from the page that asks: 204 when nothing does. POST: `here` the list as its address has it, `rows`
    ("pk.step,…") what it shows, `opened` the open comment, `known` the `digest` that it was told last, `quiet` the
    seconds since its own last step.

    JSON: `rows` [{pk, html}], `gone` {pk: sentence}, `steps` {pk: sentence} of rows that changed, `digest`, `age`
    (seconds), `states`, `overdue`, `mine`, `open` {pk: names of colleagues}. Asking is no use of the session when the
    header says that a clock asks (accounts/idle.py). No query but those of the account when nothing is new and the
    journal is good; at most seven.
    """
    user = cast(User, request.user)
    rights = rights_of(user)
    if "comments.view_comment" not in rights:
        raise PermissionDenied
    asker = Asker(
        user,
        Selection.read(QueryDict(request.POST.get("here", ""))),
        may_decide=MODERATES in rights,
        is_quiet=(read_key(request.POST.get("quiet")) or 0) > MAX_SECONDS,
    )
    now = journal.get()
    figures = counted.get(now.mark)
    if asker.may_decide:
        _note_open(user, read_key(request.POST.get("opened")), now.opened.get(user.pk))
    known = _rows_told(request.POST.get("rows", ""))
    news = _news_of_rows(asker, known, figures.figures, now)
    told = _told_of_all(user, figures, now.opened)
    digest = blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=8).hexdigest()
    if digest != request.POST.get("known"):
        news |= told | {"digest": digest, "age": round(monotonic() - figures.at, 1)}
    return JsonResponse(news) if news else HttpResponse(status=204)


def _rows_told(words: str) -> dict[int, str]:
    """`{pk: step}` of "pk.step,…"; what makes no sense is left aside."""
    pairs = (word.partition(".") for word in words[: 40 * ROWS_TOLD].split(",")[:ROWS_TOLD])
    keys = ((read_key(pk), step) for pk, _, step in pairs)
    return {pk: step for pk, step in keys if pk}


def _told_of_all(user: User, figures: Counted, open_now: dict[int, Opened]) -> dict[str, Any]:
    names: dict[str, list[str]] = {}
    for pk, each in open_now.items():
        if pk != user.pk:
            names.setdefault(str(each.comment_id), []).append(name_of(pk))
    return {
        "states": figures.figures.states,
        "overdue": figures.figures.overdue,
        "mine": figures.mine.get(user.pk, 0),
        "open": {pk: ", ".join(sorted(each)) for pk, each in names.items()},
    }


def _news_of_rows(asker: Asker, known: dict[int, str], figures: Figures, journal: Journal) -> dict[str, Any]:
    """No query when the page shows what there is, or what colleagues were told of; otherwise at most three."""
    user, selection = asker.user, asker.selection
    # Nobody searches by the clock: what was found stays, as it is now.
    listed = _steps_of(selection, user, known) if is_sought(selection) else lists.get(selection, user, journal.mark)
    page = list(listed)[:PER_PAGE]
    differs = {pk for pk in page if pk not in known} | {pk for pk, step in known.items() if listed.get(pk) != step}
    if not differs:
        return {}
    now = listed
    if not is_sought(selection):
        now = (
            _listed_now(selection, user, listed, differs, journal)
            if asker.is_quiet
            else _steps_of(selection, user, differs)
        )
    changed = [pk for pk, step in now.items() if pk in differs and known.get(pk) != step]
    gone = differs & known.keys() - now.keys()
    if not changed and not gone:
        return {}
    told = _last_steps({pk: known[pk] for pk in [*gone, *changed] if pk in known}, gone, user, journal)
    ahead = (
        dict(list(listed.items())[PER_PAGE : PER_PAGE + ROWS_AHEAD]) if any(pk not in known for pk in changed) else {}
    )
    return {
        "rows": _rows(asker, {pk: now[pk] for pk in changed}, figures, ahead),
        "gone": {pk: told.get(pk, "Bình luận không còn trong danh sách này.") for pk in gone},
        "steps": {pk: sentence for pk, sentence in told.items() if pk not in gone},
    }


def is_sought(selection: Selection) -> bool:
    """Whether the list is what a search found, which is dear, and not for everybody's eyes."""
    return bool(selection.words or selection.same_address)


def _listed_now(
    selection: Selection, user: User, listed: dict[int, str], differs: set[int], journal: Journal
) -> dict[int, str]:
    """`listed`, and of those that differ what is in the list behind it. A query for those alone that no step has put
    into another state, and nobody has looked for since the last step about them.
    """
    elsewhere = {pk for pk, step in journal.steps.items() if not selection.may_hold(step.to_state)}
    strays = differs - listed.keys() - elsewhere
    if not strays or len(listed) < LISTED:
        return listed
    keys = {pk: (pk, _key_of(selection, user), step.pk if (step := journal.steps.get(pk)) else 0) for pk in strays}
    found = {pk: looked_for.get(key, "unknown") for pk, key in keys.items()}
    if unknown := [pk for pk, step in found.items() if step == "unknown"]:
        there = _steps_of(selection, user, unknown)
        for pk in unknown:
            found[pk] = there.get(pk)
            looked_for.keep(keys[pk], found[pk])
    return listed | {pk: step for pk, step in found.items() if step}


def _steps_of(selection: Selection, user: User, pks: Iterable[int]) -> dict[int, str]:
    """`{pk: its last_step}` of those that are in the list at this moment, in its order. One query."""
    found = Comment.objects.filter(pk__in=pks).with_last_step()
    if not is_sought(selection):
        found = selection.narrow(found, user)
    return dict(found.values_list("pk", "last_step"))


def _rows(asker: Asker, steps: dict[int, str], figures: Figures, ahead: dict[int, str]) -> list[dict[str, Any]]:
    """Rows as HTML of `steps`, each rendered once for all who are told of it. What not everybody may know is not kept:
    the title of an article that is not public. With a query those `ahead` are rendered too.
    """
    user, selection, may_decide = asker.user, asker.selection, asker.may_decide
    where = _query_of(selection)
    keys = {pk: (pk, step, where, may_decide) for pk, step in (ahead | steps).items()}
    html = {pk: rendered.get(key) for pk, key in keys.items()}
    if any(html[pk] is None for pk in steps):
        found = replace(selection, words="", same_address=None, state=Tab.ALL) if is_sought(selection) else selection
        missing = [pk for pk, known in html.items() if known is None]
        for comment in found.comments(user).for_rows().filter(pk__in=missing):
            context = {"row": row_of(comment, figures, selection), "selection": selection, "may_decide": may_decide}
            html[comment.pk] = text = render_to_string("comments/queue/row.html", context)
            if (public := cast(Any, comment).public_title) and public == comment.article_title:
                rendered.keep(keys[comment.pk], text)
    return [{"pk": pk, "html": html[pk]} for pk in steps if html[pk]]


def _last_steps(known: dict[int, str], gone: set[int], user: User, journal: Journal) -> dict[int, str]:
    """`{pk: who did what last, as a sentence}` of what was `known` by its last step; what `user` did and still sees is
    no news. No query for the last steps of all, one for older ones.
    """
    newest = {pk: journal.steps[pk] for pk in known if pk in journal.steps}
    if older := [pk for pk in known if pk not in newest]:
        events = CommentEvent.objects.filter(comment__in=older).order_by("comment_id", "-pk").distinct("comment_id")
        newest |= {event.comment_id: event for event in events}
    told = {}
    for pk, step in known.items():
        event = newest.get(pk)
        if event is None or step.partition("-")[0] == str(event.pk):
            if pk not in gone:
                told[pk] = "Bạn đọc vừa báo cáo bình luận này."
        elif pk in gone or event.by_id != user.pk:
            told[pk] = said_of(event, user)
    return told


def said_of(event: CommentEvent, user: User) -> str:
    """ "Trần Thị Hoa đã duyệt lúc 9:14." """
    at = f"lúc {format_moment(event.at)}"
    who = "Bạn" if event.by_id == user.pk else (name_of(event.by_id) or "Hệ thống")
    if event.kind in {Kind.ARRIVAL, Kind.DECISION}:
        if event.to_state == State.WITHDRAWN:
            return f"Người gửi đã rút bình luận {at}."
        return f"{who} {DONE[event.to_state]} {at}."
    did = STEPS.get(event.kind, "đã sửa hồ sơ")
    if not did.startswith("đã"):
        return f"{did.capitalize()} {at}."
    why = f" ({event.why})" if event.kind == Kind.HAND_OVER and event.why else ""
    return f"{who} {did}{why} {at}."


def _note_open(user: User, pk: int | None, kept: Opened | None) -> None:
    """Keep that `user` has this comment open, or none any more. No query while it was kept seconds ago."""
    if pk is None:
        if kept:
            OpenComment.objects.filter(user=user).delete()
        return
    if kept and kept.comment_id == pk and clock.now() - kept.at < NOTED_EVERY:
        return
    with connection.cursor() as cursor:
        cursor.execute(NOTE_OPEN, {"user": user.pk, "comment": pk, "at": clock.now()})


# A comment that is deleted at this moment is open to nobody.
NOTE_OPEN = """
INSERT INTO comments_opencomment (user_id, comment_id, at)
SELECT %(user)s, id, %(at)s FROM comments_comment WHERE id = %(comment)s FOR KEY SHARE
ON CONFLICT (user_id) DO UPDATE SET comment_id = excluded.comment_id, at = excluded.at
"""
