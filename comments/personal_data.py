"""What is kept of one person, known by an e-mail address: handing it out, erasing it, and forgetting it with age.

`who` is an e-mail address, in letters of any case, or the number of a comment ("BL-K7QMD-2XWPA"), which stands for the
address of its sender while that is kept. Nothing here is ever logged.
"""

import json
from datetime import datetime, time, timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from mailing import letters

from .models import Comment, Rule

State = Comment.State

NAME_GONE = "Đã xóa"
ERASED = "(Nội dung đã xóa theo yêu cầu của người gửi.)"
TOO_OLD = "(Nội dung đã xóa vì hết thời hạn lưu.)"
WHY_ERASED = "Xóa dữ liệu cá nhân theo yêu cầu"
BATCH = 500
# Of the office and its machinery; who sent a comment is not told by them.
NOT_PERSONAL = {"id", "article", "parent", "in_reply_to", "submission_id", "decided_by", "assigned_to", "version"}


def address_of(who):
    """The e-mail address that `who` stands for; "" when it is a number whose comment has none, or nothing known."""
    if "@" in who:
        return who.strip()
    return Comment.objects.numbered(who).values_list("email", flat=True).first() or ""


def comments_of(who):
    """The comments kept of `who`, with their articles, the oldest first. One query more for a number."""
    address = address_of(who)
    comments = Comment.objects.of_address(address) if address else Comment.objects.numbered(who)
    return comments.with_article().order_by("created_at", "pk")


def export(who):
    """Everything kept of `who`, as a dict that JSON can hold; in Vietnamese, as the person is to read it."""
    address = address_of(who)
    kept = {
        "email": address,
        "lập lúc": timezone.localtime().isoformat(timespec="seconds"),
        "bình luận": [_comment(comment) for comment in comments_of(who)],
        "thư": letters.kept_for(address) if address else [],
        "quy tắc lọc": list(Rule.objects.about_address(address).values("pattern", "effect", "created_at")),
    }
    return json.loads(json.dumps(kept, cls=DjangoJSONEncoder))


def _comment(comment):
    fields = (field for field in Comment._meta.concrete_fields if field.name not in NOT_PERSONAL)
    events = comment.events.values("at", "from_state", "to_state", "why")
    return {
        "số tiếp nhận": comment.reference,
        "bài viết": comment.article.title,
        "địa chỉ bài viết": comment.article.get_absolute_url(),
        **{str(field.verbose_name): getattr(comment, field.attname) for field in fields},
        "các bước xử lý": list(events),
        "báo cáo của bạn đọc": list(comment.reports.values("reason", "at")),
    }


@transaction.atomic
def erase(who, by=None):
    """Take name, address and words out of everything kept of `who`; returns how many comments that were.

    What waited or was shown is withdrawn; what was not shown stays as it is. `by` is the colleague, None the command.
    The steps of each comment stay, with one more. A rule against the address stays: it is the office's own.
    """
    address = address_of(who)
    comments = list(comments_of(who).select_for_update(of=("self",)))
    for comment in comments:
        if comment.state in {State.PENDING, State.APPROVED}:
            comment.decide(State.WITHDRAWN, by=by, reason=WHY_ERASED)
        else:
            comment.events.create(by=by, from_state=comment.state, to_state=comment.state, why=WHY_ERASED)
        _empty(comment, ERASED)
    if address:
        letters.forget(address)
    return len(comments)


def _empty(comment, body):
    Comment.objects.filter(pk=comment.pk).update(
        name=NAME_GONE,
        email="",
        body=body,
        sender_key=None,
        digest=None,
        findings=[_without_words(finding) for finding in comment.findings],
        wants_mail=False,
        email_confirmed_at=None,
        erased_at=timezone.now(),
    )


def _without_words(finding):
    """What was found, without what it was found in."""
    kept = {name: finding[name] for name in ("code", "weight", "effect") if name in finding}
    return kept | {"matched": "…"}


def forget_old(policy, today):
    """Empty what was not shown, and drop the addresses of what was, past the days that `policy` says; at `today`, a
    local date. Returns how many comments that were. In batches, each a transaction of its own.
    """
    refused = Comment.objects.not_shown_since(_days_before(today, policy.keeps_refused_days))
    posted = Comment.objects.with_address_since(_days_before(today, policy.keeps_emails_days))
    return _in_batches(refused, _empty_batch) + _in_batches(posted, _drop_addresses)


def _days_before(today, days):
    return timezone.make_aware(datetime.combine(today - timedelta(days=days), time.min))


def _in_batches(comments, work):
    total = 0
    while batch := list(comments[:BATCH]):
        with transaction.atomic():
            work(batch)
        total += len(batch)
    return total


def _empty_batch(comments):
    for comment in comments:
        _empty(comment, TOO_OLD)


def _drop_addresses(comments):
    keys = [comment.pk for comment in comments]
    Comment.objects.filter(pk__in=keys).update(email="", wants_mail=False, email_confirmed_at=None)
