"""Working copies written and ended: what keeps a sentence that was typed from being lost with the page.

The page that shows a form sends all of it every few seconds. A sending that comes late, twice, or from a page whose
copy another page has gone on with changes nothing, and says so.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from articles import workflow
from articles.models import Article
from newsroom.models import WorkingCopy

from .as_saved import is_as_saved

MAX_BYTES = 3 * 1024 * 1024  # of one sending; a body of the greatest length takes a fifth of it
MAX_OPEN = 100
MAX_FIELDS, MAX_VALUES = 2_000, 10_000
ELSEWHERE = timedelta(minutes=2)
# PostgreSQL keeps neither in JSON.
_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")


REFUSALS = {
    "unreadable": (
        HTTPStatus.BAD_REQUEST,
        "Bản nháp gửi lên không đọc được nên chưa lưu. Chữ vẫn còn trên trang này; xin sao chép phần mới gõ rồi tải "
        "lại trang.",
    ),
    "too_large": (
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "Bài dài quá mức giữ được (3 MB) nên bản nháp không lưu thêm. Xin chuyển bớt nội dung sang tệp đính kèm.",
    ),
    "signed_out": (
        HTTPStatus.UNAUTHORIZED,
        "Phiên làm việc đã hết nên bản nháp chưa lưu lên máy chủ được. Xin đăng nhập lại, bản nháp sẽ tự lưu tiếp.",
    ),
    "forged": (
        HTTPStatus.FORBIDDEN,
        "Bản nháp này không phải của tài khoản đang đăng nhập nên không lưu được. Chữ vẫn còn trên trang này: xin "
        "đăng nhập lại bằng tài khoản đã mở trang.",
    ),
    "no_right": (
        HTTPStatus.FORBIDDEN,
        "Bạn không được sửa bài này nên bản nháp không lưu lên máy chủ được. Chữ vẫn còn trên trang này: xin sao chép "
        "lại, hoặc hỏi biên tập viên.",
    ),
    "too_many": (
        HTTPStatus.CONFLICT,
        f"Bạn đang có {MAX_OPEN} bản nháp chưa lưu. Xin mở “Bản nháp của tôi”, lưu hoặc bỏ bớt, rồi gõ tiếp.",
    ),
    "moved": (
        HTTPStatus.CONFLICT,
        "Bản nháp này đang được viết tiếp ở tab hoặc máy khác; tab này giữ một bản nháp riêng.",
    ),
    "saved": (
        HTTPStatus.GONE,
        "Bản nháp này đã được lưu vào bài; những gì bạn gõ thêm được giữ thành một bản nháp khác.",
    ),
    "discarded": (
        HTTPStatus.GONE,
        "Bạn đã bỏ bản nháp này ở tab hoặc máy khác; trong 30 ngày lấy lại được ở “Bản nháp của tôi”.",
    ),
}


class NotWritten(Exception):
    """The copy is not stored. `reason`, a word for the page, is a key of REFUSALS; `str()` is a Vietnamese sentence
    for the person. `saved` is the copy whose save the sending page may have heard nothing of.
    """

    def __init__(self, reason: str, saved: WorkingCopy | None = None) -> None:
        self.reason, self.saved = reason, saved
        self.status, sentence = REFUSALS[reason]
        super().__init__(sentence)


@dataclass(frozen=True)
class Sending:
    """What a page sends: `number` grows by the page, `claims` says that it is its first for this `key`. `article` is
    None for a new one; `edition` is that of the article when the form was opened. With `is_beat` the page tells of its
    presence too (presence.py).
    """

    key: UUID
    page: UUID
    number: int
    article: int | None
    edition: int
    fields: dict[str, list[str]]
    claims: bool = False
    is_beat: bool = False


@dataclass(frozen=True)
class Written:
    """`elsewhere` is the moment (aware) at which the same person last typed into the same article on another page, if
    that was minutes ago.
    """

    typed_at: datetime
    elsewhere: datetime | None


def sent_by(request: HttpRequest) -> tuple[User, object]:
    """Who sends, and the decoded JSON. Raises NotWritten for nobody of the desk, too much, and what is no JSON."""
    user = request.user
    if not (isinstance(user, User) and user.is_staff):
        raise NotWritten("signed_out")
    if int(request.headers.get("Content-Length") or 0) > MAX_BYTES:
        raise NotWritten("too_large")
    try:
        return user, json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise NotWritten("unreadable") from error


def read_sending(sent: object) -> Sending:
    """The Sending in the decoded JSON `sent`. Raises NotWritten for what no page of ours sends."""
    try:
        if not isinstance(sent, dict):
            raise NotWritten("unreadable")
        article = sent.get("article")
        return Sending(
            key=UUID(sent["key"]),
            page=UUID(sent["page"]),
            number=_within(sent["number"]),
            article=None if article is None else _within(article, below=2**63),
            edition=_within(sent.get("edition") or 0),
            fields=texts_of(sent["fields"]),
            claims=sent.get("claims") is True,
            is_beat=sent.get("presence") is True,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotWritten("unreadable") from error


def write(user: User, sending: Sending) -> Written:
    """Store what `user` has typed. Raises NotWritten. Two queries; some more for the first sending of a copy, and
    for one that is refused.
    """
    now = timezone.now()
    if not _update(user, sending, now):
        _begin_or_refuse(user, sending, now)
    return Written(now, _elsewhere(user, sending, now))


def end(user: User, key: UUID | None, article: Article, *, page: UUID | None = None, digest: str = "") -> None:
    """The text of the copy `key` of `user` has just been saved into `article`: what of it still arrives is refused.
    `page` is the page that saved, if it said so; `digest` tells what it sent. One query or two.
    """
    if key is None:
        return
    ended: dict[str, Any] = {
        "ended_at": timezone.now(),
        "ending": WorkingCopy.Ending.SAVED,
        "article": article,
        "fields": {},
        "page": page or key,
        "saved_edition": article.edition,
        "saved_digest": digest,
    }
    mine = WorkingCopy.objects.filter(key=key)
    if mine.filter(user=user).update(**ended) or mine.exists():
        return
    # None has arrived yet. One that is on its way meets this row.
    try:
        with transaction.atomic():
            WorkingCopy.objects.create(key=key, user=user, number=0, **ended)
    except IntegrityError:
        mine.filter(user=user).update(**ended)


def discard(user: User, key: UUID) -> WorkingCopy | None:
    """Discard the open copy `key` of `user`; it can be taken back for 30 days. None when there is none."""
    return _turn(user, key, {"ended_at": None}, ended_at=timezone.now(), ending=WorkingCopy.Ending.DISCARDED)


def take_back(user: User, key: UUID) -> WorkingCopy | None:
    """Open the discarded copy `key` of `user` again. None when there is none."""
    return _turn(user, key, {"ending": WorkingCopy.Ending.DISCARDED}, ended_at=None, ending="")


def make_room(user: User) -> None:
    """Let `user` have one more open copy, whatever they have: the oldest of too many is discarded, which keeps it for
    30 days. One query, or two.
    """
    copies = WorkingCopy.objects.open().filter(user=user).order_by("-typed_at", "-pk")
    if too_many := list(copies.values_list("pk", flat=True)[MAX_OPEN - 1 :]):
        ended = {"ended_at": timezone.now(), "ending": WorkingCopy.Ending.DISCARDED}
        WorkingCopy.objects.filter(pk__in=too_many).update(**ended)


def _turn(user: User, key: UUID, state: Mapping[str, Any], **changes: Any) -> WorkingCopy | None:
    copies = WorkingCopy.objects.filter(user=user, key=key)
    return copies.select_related("article").get() if copies.filter(**state).update(**changes) else None


def _update(user: User, sending: Sending, now: datetime) -> int:
    copies = WorkingCopy.objects.open().filter(key=sending.key, user=user, number__lt=sending.number)
    if not sending.claims:
        copies = copies.filter(page=sending.page)
    return copies.update(page=sending.page, number=sending.number, fields=sending.fields, typed_at=now)


def _begin_or_refuse(user: User, sending: Sending, now: datetime) -> None:
    there = WorkingCopy.objects.filter(key=sending.key).defer("fields").first()
    if there is not None:
        _refuse_unless_known(user, sending, there)
        return
    article = _article_for(user, sending)
    if article and sending.edition == article.edition and is_as_saved(WorkingCopy(fields=sending.fields), article):
        return  # sent by a page whose save was quicker, or by one on which what was typed is taken back
    if WorkingCopy.objects.open().filter(user=user).count() >= MAX_OPEN:
        raise NotWritten("too_many")
    try:
        with transaction.atomic():
            WorkingCopy.objects.create(
                key=sending.key,
                user=user,
                article=article,
                edition=sending.edition,
                page=sending.page,
                number=sending.number,
                fields=sending.fields,
                began_at=now,
                typed_at=now,
            )
    except IntegrityError:  # the same sending at once, twice; or the article is deleted at this moment
        _begin_or_refuse(user, sending, now)


def _refuse_unless_known(user: User, sending: Sending, there: WorkingCopy) -> None:
    """Raises why the copy that is `there` did not take the sending; not for one that it already has."""
    if there.user_id != user.pk:
        raise NotWritten("forged")
    if there.ended_at is not None:
        is_own_save = there.ending == WorkingCopy.Ending.SAVED and there.page == sending.page
        raise NotWritten(there.ending, there if is_own_save else None)
    if there.page != sending.page and not sending.claims:
        raise NotWritten("moved")


def _article_for(user: User, sending: Sending) -> Article | None:
    """The article that a new copy belongs to, also one in the bin; None for a new one, and for one that was deleted
    while its form was open, whose text begins a new one. Raises NotWritten when the user may not write it.
    """
    rows = Article.with_binned
    article: Article | None = rows.filter(pk=sending.article).first() if sending.article else None
    if article is None:
        if user.has_perm("articles.add_article") or user.has_perm("articles.change_article"):
            return None
        raise NotWritten("no_right")
    if not workflow.may_edit(user, article):
        raise NotWritten("no_right")
    return article


def _elsewhere(user: User, sending: Sending, now: datetime) -> datetime | None:
    if sending.article is None:
        return None
    others = WorkingCopy.objects.open().filter(user=user, article=sending.article, typed_at__gte=now - ELSEWHERE)
    moment: datetime | None = others.exclude(key=sending.key).values_list("typed_at", flat=True).first()
    return moment


def _within(number: object, below: int = 2**31) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < below:
        raise ValueError(number)
    return number


def texts_of(fields: object) -> dict[str, list[str]]:
    if not isinstance(fields, dict) or len(fields) > MAX_FIELDS:
        raise TypeError(fields)
    if not all(isinstance(values, list) for values in fields.values()):
        raise TypeError(fields)
    if sum(map(len, fields.values())) > MAX_VALUES:
        raise ValueError(len(fields))
    return {_text(name): [_text(value) for value in values] for name, values in fields.items()}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return _NOT_KEPT.sub("", value)
