"""What is stored about one person, known by an e-mail address: export, erasure, and deletion with age.

`who` is an e-mail address, in letters of any case, or the number of a comment ("BL-K7QMD-2XWPA"), which stands for the
address of its sender while that is kept. Nothing here is ever logged.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from articles.models.visible_to import NOT_PUBLIC
from comments.models import Comment, CommentEvent, Policy, Rule
from comments.models.event import WORDS_GONE
from comments.models.queryset import CommentQuerySet
from comments.moderation.decisions import decide
from comments.moderation.reasons import OUR_OWN_WORDS, WHY_ERASED
from comments.notifications.sender_emails import delete_emails
from mailing import emails

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
    them; rules against the address.
    """

    address: str
    comments: list[Comment]
    emails: list[dict[str, object]]
    rules: list[Rule]

    def __bool__(self) -> bool:
        return bool(self.comments or self.emails or self.rules)


def kept_of(who: str) -> Kept:
    """All that is stored about `who`, as a `Kept`. At most four queries."""
    address = address_of(who)
    return Kept(
        address,
        list(_comments_of(who, address)),
        emails.kept_for(address) if address else [],
        list(Rule.objects.about_address(address)),
    )


def _comments_of(who: str, address: str) -> CommentQuerySet:
    comments = Comment.objects.of_address(address) if address else Comment.objects.numbered(who)
    # The export holds only titles that anybody may know, whichever user makes it.
    return comments.with_article().with_article_title(None).order_by("created_at", "pk")


def export(kept: Kept) -> dict[str, object]:
    """`kept` as a dict that JSON can hold, in Vietnamese, as the person is to read it. Two queries a comment."""
    exported = {
        "email": kept.address,
        "lập lúc": timezone.localtime().isoformat(timespec="seconds"),
        "bình luận": [_comment(comment) for comment in kept.comments],
        "thư": kept.emails,
        "quy tắc lọc": [
            {"pattern": rule.pattern, "effect": rule.effect, "created_at": rule.created_at} for rule in kept.rules
        ],
    }
    as_json: dict[str, object] = json.loads(json.dumps(exported, cls=DjangoJSONEncoder))
    return as_json


def _comment(comment: Comment) -> dict[str, object]:
    fields = (field for field in Comment._meta.concrete_fields if field.name not in NOT_PERSONAL)
    events = comment.events.values("at", "from_state", "to_state", "why")
    return {
        "số tiếp nhận": comment.reference,
        "bài viết": comment.article_title or NOT_PUBLIC,
        "địa chỉ bài viết": comment.article.get_absolute_url() if comment.article_title else "",
        **{str(field.verbose_name): getattr(comment, field.attname) for field in fields},
        "các bước xử lý": list(events),
        "báo cáo của bạn đọc": list(comment.reports.values("reason", "at")),
    }


@transaction.atomic
def erase(who: str, by: User | None = None) -> int:
    """Empty name, address and words in everything stored about `who`; returns the number of comments.

    Comments that waited or were shown are withdrawn; the others keep their state. `by` is the colleague, None the
    command. The steps of each comment stay, with one more, without reasons that may quote the person. Emails to the
    address are deleted, and emails to others about the comments. A rule against the address stays: it is the office's
    own.
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
    return len(comments)


def _empty(comment: Comment, body: str) -> None:
    Comment.objects.filter(pk=comment.pk).update(
        name=NAME_GONE,
        email="",
        body=body,
        reason=comment.reason if comment.reason in {"", *OUR_OWN_WORDS} else WORDS_GONE,
        sender_key=None,
        browser_key=None,
        digest=None,
        findings=[_without_words(finding) for finding in comment.findings],
        wants_mail=False,
        email_confirmed_at=None,
        erased_at=timezone.now(),
    )
    delete_emails(comment)
    comment.events.forget_words(keep=OUR_OWN_WORDS)
    comment.reports.exclude(note="").update(note=WORDS_GONE)


def _without_words(finding: dict[str, object]) -> dict[str, object]:
    """The findings without the words that were found."""
    kept = {name: finding[name] for name in ("code", "weight", "effect") if name in finding}
    return kept | {"matched": "…"}


def forget_old(policy: Policy, today: date) -> int:
    """Empty comments that were not shown, and the addresses of those that were, after the days of `policy`; `today` is
    a local date. Returns the number of comments. In batches, each a transaction of its own.
    """
    refused = Comment.objects.not_shown_since(_days_before(today, policy.keeps_refused_days))
    posted = Comment.objects.with_address_since(_days_before(today, policy.keeps_emails_days))
    return _in_batches(refused, _empty_batch) + _in_batches(posted, _drop_addresses)


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
    Comment.objects.filter(pk__in=keys).update(email="", wants_mail=False, email_confirmed_at=None)
