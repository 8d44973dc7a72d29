"""Presence: who has which article open in a form, since when, with what that is not saved, and who took it over.

Each open page tells of itself every few seconds (static/newsroom/presence.js) and hears of the others. A page that is
not heard of any more has gone, whatever became of its browser. Nobody is locked out: whom an article is taken over
from is told, goes on reading, may save, and may take it back.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import IntegrityError, transaction
from django.db.models import CharField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.utils import timezone

from accounts.models import User
from articles import workflow
from articles.in_the_bin import who_binned
from articles.models import Article
from articles.models.visible_to import EDITS_ANY, visible_to
from newsroom.models import Presence, PresenceQuerySet

from .presence_state import PresenceState, state_of

MAX_BYTES = 2_000  # of one beat
MAX_ROWS = 100  # of one article, that are told of
MAX_PAGES = 10  # of one person and article, each with a row
# A page in sight beats every ten seconds, one out of sight once a minute: browsers allow it no more.
ALIVE, ALIVE_OUT_OF_SIGHT = timedelta(seconds=25), timedelta(seconds=150)
SAME_SITTING = timedelta(seconds=60)  # between a page that is left and the next one, as at a save or a reload

REFUSALS = {
    "unreadable": (
        HTTPStatus.BAD_REQUEST,
        "Máy chủ không đọc được yêu cầu của trang này. Xin lưu bài rồi tải lại trang.",
    ),
    "signed_out": (
        HTTPStatus.UNAUTHORIZED,
        "Phiên làm việc đã hết nên chưa biết ai đang mở bài này. Xin đăng nhập lại.",
    ),
    "no_right": (
        HTTPStatus.FORBIDDEN,
        "Bạn không còn được mở bài này. Chữ đã gõ vẫn còn trên trang: xin sao chép lại, hoặc hỏi biên tập viên.",
    ),
    "not_editor": (
        HTTPStatus.FORBIDDEN,
        "Chỉ biên tập viên tiếp quản được bài đang có người khác mở. Xin trao đổi với người ấy hoặc biên tập viên.",
    ),
    "binned": (
        HTTPStatus.GONE,
        ". Chữ bạn đã gõ vẫn còn trên trang và ở “Bản nháp của tôi”; bấm “Lưu” thì chọn được lưu vào đâu.",
    ),
    "deleted": (
        HTTPStatus.GONE,
        "Bài này vừa bị xóa ở nơi khác. Chữ bạn đã gõ vẫn còn trên trang và ở “Bản nháp của tôi”.",
    ),
}


class NotPresent(Exception):
    """The page is not told of the others. `reason`, a word for the page, is a key of REFUSALS; `str()` is a Vietnamese
    sentence for the person, which `happened` begins.
    """

    def __init__(self, reason: str, happened: str = "") -> None:
        self.reason = reason
        self.status, sentence = REFUSALS[reason]
        super().__init__(f"{happened}{sentence}")


@dataclass(frozen=True)
class Beat:
    """What a page tells: that it shows the form of `article`; `is_hidden`: behind other tabs; `leaves`: for good."""

    page: UUID
    article: int
    has_unsaved: bool = False
    is_hidden: bool = False
    leaves: bool = False


def read_beat(body: bytes) -> Beat:
    """The Beat in a JSON object. Raises NotPresent for what no page of ours sends."""
    try:
        sent: dict[str, Any] = json.loads(body) if len(body) <= MAX_BYTES else {}
        article = sent["article"]
        if isinstance(article, bool) or not isinstance(article, int) or not 0 < article < 2**63:
            raise ValueError(article)
        page, unsaved, hidden, leaves = (sent.get(name) for name in ("page", "unsaved", "hidden", "leaves"))
        return Beat(UUID(page), article, unsaved is True, hidden is True, leaves is True)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise NotPresent("unreadable") from error


def note(user: User, beat: Beat) -> PresenceState:
    """Keep that the page of `beat` is open and return what it says of others. Raises NotPresent.

    Two queries besides those for rights; some more for the first beat of a page.
    """
    now = timezone.now()
    if not any(user.has_perm(f"articles.{each}_article") for each in ("view", "change")):
        raise NotPresent("no_right")
    rows = list(_rows(user, beat, now))
    own = next((row for row in rows if row.user_id == user.pk and row.page == beat.page), None)
    _refuse_binned(user, rows)
    if own is None:
        own = _begin(user, beat, rows, now)
        rows.append(own)
    else:
        _go_on(user, own, beat, rows, now)
    return state_of(user, rows, own, takes_over=user.has_perm(EDITS_ANY))


def _refuse_binned(user: User, rows: list[Presence]) -> None:
    if rows and rows[0].article.binned_at is not None:
        raise NotPresent("binned", who_binned(rows[0].article, user))


def leave(user: User, beat: Beat) -> None:
    """The page is closed, or shows something else. One query."""
    _page(user, beat).update(alive_until=timezone.now())


def take_over(user: User, beat: Beat) -> PresenceState:
    """Tell all others who could write into the article that `user` does it now. Raises NotPresent. Twice is once."""
    state = note(user, beat)
    of_article = Presence.objects.filter(article=beat.article)
    others = of_article.alive().filter(can_write=True).exclude(user=user).exclude(taken_by=user)
    if not state.offer:
        if not user.has_perm(EDITS_ANY) and others.exists():
            raise NotPresent("not_editor")
        return state
    with transaction.atomic():
        list(of_article.select_for_update().order_by("pk").values_list("pk"))  # of two at once, one is the later
        others.update(taken_by=user, taken_at=timezone.now())
        of_article.filter(user=user).update(taken_by=None, taken_at=None)
    return note(user, beat)


def others_at(user: User, article: Article | None) -> PresenceState:
    """What the form of `article` (None: a new one) says as it is rendered, also without a script. The user's own pages
    are left out: the one that is being left lives until this one has arrived. One query.
    """
    if article is None or article.pk is None:
        return PresenceState([])
    rows = Presence.objects.alive().filter(article=article).exclude(user=user).select_related("user", "taken_by")
    return state_of(user, list(rows[:MAX_ROWS]), None, takes_over=False)


def names_of_others(user: User | AnonymousUser) -> Subquery:
    """The SQL expression of the names (an array, or NULL) of all but `user` who have an article open and could write.
    Costs no query of its own.
    """
    rows = Presence.objects.alive().filter(can_write=True, article=OuterRef("pk")).exclude(user=user.pk)
    return Subquery(rows.values("article").annotate(names=ArrayAgg(_NAME, distinct=True)).values("names"))


def _rows(user: User, beat: Beat, now: datetime) -> PresenceQuerySet:
    """The living pages of the article, and the beating one; none when `user` may not know the article."""
    theirs = Q(alive_until__gt=now) | Q(user=user, page=beat.page)
    rows = Presence.objects.filter(theirs, visible_to(user, to_article="article__"), article=beat.article)
    names = [f"{who}__{name}" for who in ("user", "taken_by") for name in _NAMES]
    fields = [field.name for field in Presence._meta.concrete_fields]
    rows = rows.select_related("user", "taken_by", "article").only(*fields, *names, *_OF_ARTICLE)
    return rows.order_by("pk")[:MAX_ROWS]


# As `User.__str__` gives it.
_NAME = Coalesce(
    NullIf("user__pen_name", Value("")),
    NullIf(Trim(Concat("user__last_name", Value(" "), "user__first_name", output_field=CharField())), Value("")),
    "user__username",
    output_field=CharField(),
)
_NAMES = ("pen_name", "first_name", "last_name", "username")
_OF_ARTICLE = ("article__created_by", "article__status", "article__binned_at", "article__title")


def _page(user: User, beat: Beat) -> PresenceQuerySet:
    return Presence.objects.filter(article=beat.article, user=user, page=beat.page)


def _go_on(user: User, own: Presence, beat: Beat, rows: list[Presence], now: datetime) -> None:
    own.seen_at, own.alive_until = now, _alive_until(beat, now)
    own.has_unsaved, own.can_write = beat.has_unsaved, workflow.may_edit(user, own.article)
    changed = ["seen_at", "alive_until", "has_unsaved", "can_write"]
    # Whoever took it over has left: when they come back, it is another day's work.
    if own.taken_by_id and own.taken_by_id not in {row.user_id for row in rows if row.alive_until > now}:
        own.taken_by = own.taken_at = None
        changed += ["taken_by", "taken_at"]
    Presence.objects.filter(pk=own.pk).update(**{name: getattr(own, name) for name in changed})


def _begin(user: User, beat: Beat, rows: list[Presence], now: datetime) -> Presence:
    """The row of a page that beats for the first time. It goes on with what was true of the page before it."""
    article = rows[0].article if rows else _article(user, beat)
    own = Presence(
        user=user,
        article=article,
        page=beat.page,
        opened_at=now,
        seen_at=now,
        alive_until=_alive_until(beat, now),
        can_write=workflow.may_edit(user, article),
        has_unsaved=beat.has_unsaved,
    )
    mine = Presence.objects.filter(article=article, user=user, seen_at__gte=now - SAME_SITTING)
    if before := mine.select_related("taken_by").order_by("-seen_at").first():
        own.opened_at = before.opened_at
        if before.taken_by_id in {row.user_id for row in rows}:
            own.taken_by, own.taken_at = before.taken_by, before.taken_at
    if sum(row.user_id == user.pk for row in rows) >= MAX_PAGES:
        return own  # the person is told of already
    try:
        with transaction.atomic():
            own.save()
    except IntegrityError as error:  # the same beat at once, twice; or the article is deleted at this moment
        there = _page(user, beat).select_related("user", "taken_by", "article").first()
        if there is None:
            raise NotPresent("deleted") from error
        return there
    return own


def _alive_until(beat: Beat, now: datetime) -> datetime:
    return now + (ALIVE_OUT_OF_SIGHT if beat.is_hidden else ALIVE)


def _article(user: User, beat: Beat) -> Article:
    found = Article.with_binned.filter(pk=beat.article).only("created_by", "status", "binned_at", "title")
    article: Article | None = found.visible_to(user).first()
    if article is None:
        raise NotPresent("no_right" if found.exists() else "deleted")
    if article.binned_at is not None:
        raise NotPresent("binned", who_binned(article, user))
    return article
