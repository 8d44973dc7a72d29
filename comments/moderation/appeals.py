"""A sender asks once that a decision be looked at again, and somebody else than who took it decides.

What is looked at again is how the comment stands: that it is refused, or that something in it is hidden. The appeal
comes by a signed link (`reactions/appeals.py`). Each function that changes something is one transaction and one step
(`steps.py`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from comments.models import Appeal, Comment, CommentEvent, ModerationPolicy, OriginalText, Policy
from comments.models.appeal import REFUSED, appeal_of, appealable_since
from comments.notifications import sender_emails
from vietnamese.dates import format_date, format_time_date

from . import decisions, masking
from .reasons import WHY_UNDONE
from .steps import AlreadyDecided, lock_as_left, lock_as_seen, lock_row, note_step

State, Kind, Outcome = Comment.State, CommentEvent.Kind, Appeal.Outcome

ALREADY = (
    "Bạn đã đề nghị xem lại lúc {}. Mỗi bình luận được đề nghị một lần; Ban Biên tập xem lại trước {}, rồi trả lời ở "
    "trang này và trang “Tra cứu ý kiến đã gửi”."
)
SETTLED = "Bạn đã đề nghị xem lại lúc {}, và Ban Biên tập đã xem lại lúc {}. Mỗi bình luận được đề nghị một lần."
ERASED = "Nội dung của bình luận này đã xóa nên không còn gì để xem lại. Bạn vẫn có thể gửi bình luận khác."
WITHDRAWN = "Bạn đã rút bình luận này nên không còn gì để xem lại. Muốn đăng, xin gửi bình luận khác ở bài viết."
SHOWN_NOW = "Quyết định này đã được thay từ trước: bình luận của bạn nay đang hiện trên trang tin."
WAITS_NOW = "Quyết định này không còn: bình luận của bạn đang chờ Ban Biên tập duyệt lại. Bạn không cần làm gì thêm."
DECIDED_ANEW = (
    "Bình luận này đã có quyết định mới hơn quyết định trong đường dẫn này. Xin mở đường dẫn trong thư mới nhất, hoặc "
    "vào trang “Tra cứu ý kiến đã gửi” rồi đề nghị xem lại quyết định mới."
)
OFF_SITE = "Bài viết có bình luận này không còn trên trang tin nên không bình luận nào của bài hiện ra nữa."
TOO_LATE = (
    "Đề nghị xem lại nhận trong {} ngày từ ngày quyết định, tức là đến hết ngày {}. Nếu có điều mới, xin gửi bình "
    "luận khác ở bài viết."
)
NOT_OWN = (
    "Chính bạn đã quyết định về bình luận này nên người khác xem lại. Đồng nghiệp thấy đề nghị ở mục “Đề nghị xem "
    "lại”."
)
NOBODY_ELSE = (
    "Chính bạn đã quyết định về bình luận này, mà cơ quan chưa có người kiểm duyệt nào khác. Xin nhờ Quản trị web "
    "giao vai trò “Kiểm duyệt viên” cho một đồng nghiệp nữa để người ấy xem lại."
)
WHY_KEPT = "Xin viết vì sao giữ quyết định: người gửi đọc câu này."


class CannotSettle(Exception):
    """Nothing was changed; the sentence says why, and what to do."""


@dataclass(frozen=True)
class Standing:
    """Why a sender cannot ask, or cannot ask any more."""

    title: str
    sentence: str
    is_received: bool = False


def standing_of(comment: Comment, since: datetime, at: datetime | None = None) -> Standing | None:
    """Why the decision of the moment `since` about `comment` cannot be appealed at `at` (aware; default now); None
    when it can. Two queries at most.
    """
    if appeal := appeal_of(comment):
        return _asked(appeal)
    if comment.erased_at or comment.state == State.WITHDRAWN:
        return Standing("Không còn gì để xem lại", ERASED if comment.erased_at else WITHDRAWN)
    if not comment.article.is_visible():
        return Standing("Bài viết không còn trên trang tin", OFF_SITE)
    if appealable_since(comment) != since:
        return _changed(comment)
    days = ModerationPolicy.objects.current().appeal_days
    until = since + timedelta(days=days)
    if (at or timezone.now()) > until:
        return Standing("Đã quá hạn đề nghị xem lại", TOO_LATE.format(days, format_date(timezone.localdate(until))))
    return None


def _asked(appeal: Appeal) -> Standing:
    at = format_time_date(appeal.at)
    if appeal.decided_at:
        return Standing("Ban Biên tập đã xem lại", SETTLED.format(at, format_time_date(appeal.decided_at)), True)
    due = format_time_date(appeal.due_at or appeal.at)
    return Standing("Đã nhận đề nghị xem lại", ALREADY.format(at, due), is_received=True)


def _changed(comment: Comment) -> Standing:
    if appealable_since(comment):
        return Standing("Đường dẫn đã thay", DECIDED_ANEW)
    waits = comment.state == State.PENDING
    return Standing("Quyết định đã thay", WAITS_NOW if waits else SHOWN_NOW)


@transaction.atomic
def receive(comment: Comment, since: datetime, text: str) -> Standing | None:
    """Keep that the sender of `comment` asks to look at the decision of the moment `since` again, and says `text`.

    Returns why not, as things stand under the lock of the comment; None when it was kept. Nine queries at most.
    """
    now = lock_row(comment)
    if standing := standing_of(now, since):
        return standing
    due_at = Policy.objects.current().due_at(timezone.now())
    Appeal.objects.create(comment=now, text=text, due_at=due_at)
    note_step(now, Kind.APPEAL, by=None)
    return None


def is_same(comment: Comment, text: str) -> bool:
    """Whether `text` is what was received: a button pressed twice. One query."""
    return bool(Appeal.objects.filter(comment=comment, text=text).exists())


def decider_of(comment: Comment) -> int | None:
    """Who took the decision that stands, by key; None when it was the system. One query at most."""
    if comment.state in REFUSED:
        return comment.decided_by_id
    hidden_by = OriginalText.objects.filter(comment=comment).values_list("masked_by", flat=True)
    who: int | None = hidden_by.first()
    return who


def why_not_by(comment: Comment, user: User, moderators: QuerySet[User]) -> str:
    """Why `user` may not look at the decision about `comment` again, in a sentence; "" when they may: whoever did not
    take it, or a superuser where nobody else is among `moderators` (without superusers). Two queries at most.
    """
    if decider_of(comment) != user.pk:
        return ""
    if moderators.exclude(pk=user.pk).exists():
        return NOT_OWN
    return "" if user.is_superuser else NOBODY_ELSE


@transaction.atomic
def settle(comment: Comment, outcome: str, *, by: User, answer: str, moderators: QuerySet[User]) -> dict[str, Any]:
    """Decide the open appeal of `comment`, which has the version that the moderator saw: CHANGED posts what was
    refused, and shows what was hidden; KEPT wants an `answer` to the sender. `moderators` as in `why_not_by`. Returns
    what `take_back` needs to know.

    Raises AlreadyDecided, and CannotSettle with a sentence.
    """
    now = lock_as_seen(comment)
    appeal = Appeal.objects.open().filter(comment=now).first()
    if appeal is None or not now.may_be_decided:
        raise AlreadyDecided(now)
    if why := why_not_by(now, by, moderators):
        raise CannotSettle(why)
    if outcome == Outcome.KEPT and not answer:
        raise CannotSettle(WHY_KEPT)
    appeal.outcome, appeal.answer, appeal.decided_at, appeal.decided_by = outcome, answer, timezone.now(), by
    appeal.save(update_fields=["outcome", "answer", "decided_at", "decided_by"])
    was = _change(now, by=by) if outcome == Outcome.CHANGED else {}
    note_step(now, Kind.APPEAL, by=by, why=str(appeal.get_outcome_display()))
    sender_emails.notify_of_appeal(now, appeal)
    comment.refresh_from_db(fields=[*decisions.DECISION_FIELDS, "name", "body", "masked_at"])
    appeal.comment = comment  # which then has it as its appeal, too
    return was


def _change(comment: Comment, *, by: User) -> dict[str, Any]:
    if comment.state in REFUSED:
        decisions.decide(comment, State.APPROVED, by=by)
        return {"decided": True}
    if comment.masked_at is None:
        return {}
    try:
        return {"hidden": masking.unmask(comment, by=by)}
    except masking.CannotMask as refused:
        raise CannotSettle(str(refused)) from refused


@transaction.atomic
def take_back(comment: Comment, was: dict[str, Any], *, version: int, by: User, since: datetime) -> None:
    """Open the appeal again, and refuse or hide again what it had changed; AlreadyDecided if `comment` is in another
    version than `version` now.
    """
    now = lock_as_left(comment, version)
    appeal = Appeal.objects.get(comment=now)
    note_step(now, Kind.APPEAL, by=by, why=WHY_UNDONE)
    if "decided" in was:
        decisions.take_back(now, version=now.version, by=by, since=since)
    if "hidden" in was:
        masking.take_back(now, was["hidden"], version=now.version, by=by)
    sender_emails.take_back_appeal(now)
    appeal.outcome, appeal.answer, appeal.decided_at, appeal.decided_by = "", "", None, None
    appeal.save(update_fields=["outcome", "answer", "decided_at", "decided_by"])
    comment.refresh_from_db(fields=[*decisions.DECISION_FIELDS, "name", "body", "masked_at"])
    appeal.comment = comment  # which then has it as its appeal, too
