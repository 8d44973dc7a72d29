"""What is stored about one person, known by an e-mail address: export, erasure, and deletion with age.

`who` is an e-mail address, in letters of any case, or the number of a comment ("BL-K7QMD-2XWPA"), which stands for the
address of its sender while that is kept. Nothing here is ever logged.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from articles.models.visible_to import NOT_PUBLIC
from comments.models import (
    Appeal,
    Comment,
    CommentEvent,
    ModeratorNote,
    OriginalText,
    Policy,
    Question,
    Rating,
    Rule,
    SenderStop,
    UnitAnswer,
)
from comments.models.event import WORDS_GONE
from comments.models.queryset import CommentQuerySet
from comments.moderation.decisions import decide
from comments.moderation.forms import AnswerForm
from comments.moderation.reasons import WHY_ERASED, own_words
from comments.notifications.sender_emails import delete_emails
from copyediting.models import Dismissal, ReadFindings
from mailing import emails
from revisions.forgetting import forget, versions_naming

State = Comment.State

NAME_GONE = "Đã xóa"
ERASED = "(Nội dung đã xóa theo yêu cầu của người gửi.)"
TOO_OLD = "(Nội dung đã xóa vì hết thời hạn lưu.)"
BATCH = 500
# Columns of the office's work, which say nothing about the sender.
NOT_PERSONAL = {"id", "article", "parent", "in_reply_to", "submission_id", "decided_by", "assigned_to", "version"}


def address_of(who: str) -> str:
    """The e-mail address that `who` stands for; "" when it is a number whose comment has none, or nothing known."""
    if "@" in who:
        return who.strip()
    return Comment.objects.numbered(who).values_list("email", flat=True).first() or ""


@dataclass(frozen=True)
class Kept:
    """What is stored about one person: comments with their articles, the oldest first; emails as `emails.kept_for` has
    them; rules against the address, and what revisions say of rules that were; questions charged by it; reasons of
    ratings that name it, since nobody knows whose a rating is.
    """

    address: str
    comments: list[Comment]
    emails: list[dict[str, object]]
    rules: list[Rule]
    rules_before: list[dict[str, object]]
    charges: list[dict[str, object]]
    reasons: list[dict[str, object]] = field(default_factory=list)
    stops: list[dict[str, object]] = field(default_factory=list)

    def __bool__(self) -> bool:
        named = self.charges or self.reasons or self.stops
        return bool(self.comments or self.emails or self.rules or self.rules_before or named)


def kept_of(who: str) -> Kept:
    """All that is stored about `who`, as a `Kept`. At most eight queries."""
    address = address_of(who)
    before = versions_naming(Rule, address) if address else []
    return Kept(
        address,
        # The export holds only titles that anybody may know, whichever user makes it.
        list(_comments_of(who, address).with_article().with_article_title(None)),
        emails.kept_for(address) if address else [],
        list(Rule.objects.about_address(address)),
        [{name: rule.get(name) for name in ("pattern", "effect", "created_at")} for rule in before],
        list(_charges_to(address).values("unit", "due_on")) if address else [],
        [dict(row) for row in Rating.objects.quoting(address).values("day", "score", "reason")] if address else [],
        [dict(row) for row in SenderStop.objects.of_address(address).values("why", "at", "until", "lifted_at")],
    )


def _charges_to(address: str):  # type: ignore[no-untyped-def]  # a QuerySet of an untyped model
    """Questions whose unit is written to at `address`, which may be a colleague's own."""
    return Question.objects.filter(unit_email__iexact=address).order_by("pk")


def _comments_of(who: str, address: str) -> CommentQuerySet:
    comments = Comment.objects.of_address(address) if address else Comment.objects.numbered(who)
    return comments.order_by("created_at", "pk")


def export(kept: Kept) -> dict[str, object]:
    """`kept` as a dict that JSON can hold, in Vietnamese, as the person is to read it. Eight queries a comment."""
    exported = {
        "email": kept.address,
        "lập lúc": timezone.localtime().isoformat(timespec="seconds"),
        "bình luận": [_comment(comment) for comment in kept.comments],
        "thư": kept.emails,
        "quy tắc lọc": [
            {"pattern": rule.pattern, "effect": rule.effect, "created_at": rule.created_at} for rule in kept.rules
        ],
        "các bản đã lưu của quy tắc lọc": kept.rules_before,
        "câu hỏi giao trả lời qua email này": kept.charges,
        "góp ý khi đánh giá có ghi địa chỉ này": kept.reasons,
        "tạm dừng gửi bình luận theo địa chỉ này": kept.stops,
    }
    as_json: dict[str, object] = json.loads(json.dumps(exported, cls=DjangoJSONEncoder))
    return as_json


def _comment(comment: Comment) -> dict[str, object]:
    columns = (column for column in Comment._meta.concrete_fields if column.name not in NOT_PERSONAL)
    events = comment.events.values("at", "from_state", "to_state", "why")
    return {
        "số tiếp nhận": comment.reference,
        "bài viết": comment.article_title or NOT_PUBLIC,
        "địa chỉ bài viết": comment.article.get_absolute_url() if comment.article_title else "",
        **{str(column.verbose_name): getattr(comment, column.attname) for column in columns},
        "các bước xử lý": list(events),
        "trước khi che": list(
            OriginalText.objects.filter(comment=comment).values("name", "body", "masked_at", "kept_until")
        ),
        "đề nghị xem lại": list(
            Appeal.objects.filter(comment=comment).values("text", "at", "outcome", "answer", "decided_at")
        ),
        "báo cáo của bạn đọc": list(comment.reports.values("reason", "at")),
        "tạm dừng vì bình luận này": list(comment.stops.values("why", "at", "until", "lifted_at")),
        "ghi chú của người duyệt": list(comment.notes.values("at", "text")),
        "đơn vị được giao trả lời": list(Question.objects.filter(comment=comment).values("unit", "due_on")),
        "trả lời của đơn vị": list(
            UnitAnswer.objects.filter(question__comment=comment).values("at", "body", "outcome", "returned_why")
        ),
    }


@transaction.atomic
def erase(who: str, by: User | None = None) -> int:
    """Empty name, address and words in everything stored about `who`; returns the number of comments.

    Comments that waited or were shown are withdrawn; the others keep their state. `by` is the colleague, None the
    command. The steps of each comment stay, with one more, without reasons that may quote the person. Emails to the
    address are deleted, and emails to others about the comments; reasons of ratings that name it are emptied. A rule
    against the address stays, and a stop of it: they are the office's own; revisions of rules that were against it go.
    """
    address = address_of(who)
    comments = list(_comments_of(who, address).select_for_update(of=("self",)))
    for comment in comments:
        if comment.state in {State.PENDING, State.APPROVED}:
            decide(comment, State.WITHDRAWN, by=by, reason=WHY_ERASED)
        else:
            kind = CommentEvent.Kind.ERASURE
            comment.events.create(kind=kind, by=by, from_state=comment.state, to_state=comment.state, why=WHY_ERASED)
        _empty(comment, ERASED)
    if address:
        emails.forget(address)
        _charges_to(address).update(unit_email="")
        Rating.objects.quoting(address).update(reason="", findings=[])
        forget(Rule, address, but_of=Rule.objects.about_address(address).values_list("pk", flat=True))
    return len(comments)


def _empty(comment: Comment, body: str) -> None:
    Comment.objects.filter(pk=comment.pk).update(
        name=NAME_GONE,
        email="",
        body=body,
        reason=comment.reason if comment.reason in {"", *own_words()} else WORDS_GONE,
        sender_key=None,
        browser_key=None,
        digest=None,
        findings=[_without_words(finding) for finding in comment.findings],
        wants_mail=False,
        email_confirmed_at=None,
        erased_at=timezone.now(),
    )
    OriginalText.objects.filter(comment=comment).delete()
    Appeal.objects.close_of(comment)
    _forget_appeals([comment.pk])
    delete_emails(comment)
    for noted in (Dismissal, ReadFindings):
        noted.objects.forget(AnswerForm.proofread.key, [comment.pk])
    comment.events.forget_words(keep=own_words())
    comment.notes.all().delete()
    UnitAnswer.objects.filter(question__comment=comment).delete()
    comment.reports.exclude(note="").update(note=WORDS_GONE)


def _forget_appeals(comments: list[int]) -> None:
    """Who decided them, when and how stays; what was asked and answered goes."""
    Appeal.objects.filter(comment__in=comments).update(text="", answer="")


def _without_words(finding: dict[str, object]) -> dict[str, object]:
    """The findings without the words that were found."""
    kept = {name: finding[name] for name in ("code", "weight", "effect") if name in finding}
    return kept | {"matched": "…"}


def forget_old(policy: Policy, today: date) -> int:
    """Empty comments that were not shown, and the addresses of those that were, after the days of `policy`; `today` is
    a local date. What stood under masks goes when its appeal is over; an open appeal keeps its comment. Returns the
    number of comments. In batches, each a transaction of its own.
    """
    OriginalText.objects.forget_old()
    Rating.objects.forget_reasons(today, hidden_since=_days_before(today, policy.keeps_refused_days))
    refused = Comment.objects.not_shown_since(_days_before(today, policy.keeps_refused_days))
    posted = Comment.objects.with_address_since(_days_before(today, policy.keeps_emails_days))
    SenderStop.objects.ended_before(_days_before(today, policy.keeps_refused_days)).delete()
    UnitAnswer.objects.forget_old(_days_before(today, policy.keeps_refused_days))
    appealed = list(Appeal.objects.open().values_list("comment", flat=True))
    old = [(refused, _empty_batch), (posted, _drop_addresses)]
    return sum(_in_batches(comments.exclude(pk__in=appealed), work) for comments, work in old)


def _days_before(today: date, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(today - timedelta(days=days), time.min))


def _in_batches(comments: CommentQuerySet, work: Callable[[list[Comment]], None]) -> int:
    """The comments in batches, locked, so that one which a moderator decides meanwhile is not emptied."""
    total = 0
    while True:
        with transaction.atomic():
            batch = list(comments.select_for_update()[:BATCH])
            work(batch)
        if not batch:
            return total
        total += len(batch)


def _empty_batch(comments: list[Comment]) -> None:
    for comment in comments:
        _empty(comment, TOO_OLD)


def _drop_addresses(comments: list[Comment]) -> None:
    keys = [comment.pk for comment in comments]
    ModeratorNote.objects.filter(comment__in=keys).delete()
    Comment.objects.filter(pk__in=keys).update(email="", wants_mail=False, email_confirmed_at=None)
    _forget_appeals(keys)
