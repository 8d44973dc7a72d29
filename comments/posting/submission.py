"""Storing a new comment: once, within the limits, screened, to wait for a moderator.

One PostgreSQL advisory lock for each sender is held to the end of the transaction, so fifty parallel posts count each
other correctly on any number of web processes.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction

from articles.models import Article
from comments.locks import one_at_a_time
from comments.models import Comment, CommentEvent, Rule
from comments.models.arrivals import SAME_TEXT_WITHIN, Arrival, look_up_arrival
from comments.models.event import WHY_BY_RULE
from comments.notifications.sender_emails import ask_to_confirm
from comments.screening.checks import REJECT, SPAM, Context, Draft, Screening, screen
from comments.screening.matching import Matcher
from comments.screening.rules import in_force
from vietnamese.dates import format_datetime
from vietnamese.text import canonical

from .article_lookup import CommentedArticle
from .forms import PARENT_GONE

State = Comment.State

STATE_AFTER = {SPAM: State.SPAM, REJECT: State.REJECTED}
DOUBT_FROM = 5  # points of the screening
MANY_A_MINUTE = 30  # on the whole portal: more than moderators read in a morning
ANSWER_FIRST = (
    "Xin trả lời câu hỏi dưới đây rồi gửi lại, để biết không phải chương trình tự động gửi. "
    "Nội dung của bạn vẫn còn nguyên."
)
PENDING_PER_ARTICLE = 3
RULED_OUT = (
    "Bình luận này có nội dung mà trang không đăng, như lời lẽ xúc phạm, quảng cáo hoặc liên kết lạ. Bạn có thể sửa "
    "rồi gửi lại; nếu cho rằng có nhầm lẫn, xin báo Ban Biên tập số {number}."
)


@dataclass(frozen=True)
class Limit:
    """At most `count` comments of one sender in any `span`."""

    count: int
    span: timedelta
    sentence: str


LIMITS = (
    Limit(1, timedelta(seconds=15), "Bạn vừa gửi một bình luận. Xin đợi {wait} rồi bấm gửi lại."),
    Limit(5, timedelta(minutes=10), "Bạn đã gửi 5 bình luận trong 10 phút. Xin đợi {wait} rồi bấm gửi lại."),
    Limit(20, timedelta(hours=24), "Bạn đã gửi 20 bình luận trong 24 giờ. Xin đợi {wait} rồi bấm gửi lại."),
)


class Refused(Exception):
    """The comment was not taken; the message is a sentence for the reader, whose text stays in the form."""


class ParentGone(Refused):
    """The comment that should be answered is not there for readers of this article."""


class SentBefore(Refused):
    """This form, or this text, has arrived already."""


class RuledOut(SentBefore):
    """The comment is stored as rejected, because of a rule that rejects at once; a moderator can still approve it."""

    def __init__(self, comment: Comment) -> None:
        super().__init__(RULED_OUT.format(number=comment.reference))
        self.comment = comment


class Doubtful(Refused):
    """The screening doubts, or the recent volume is high: the form must ask its challenge."""


class TooMany(Refused):
    """Over a limit; `wait` is a timedelta, or None when it depends on the moderators."""

    def __init__(self, sentence: str, wait: timedelta | None = None) -> None:
        super().__init__(sentence)
        self.wait = wait


def submit(draft: Draft, commented: CommentedArticle, *, sender: uuid.UUID, is_human: bool = False) -> Comment:
    """Store `draft` as a comment on the article of `commented`, waiting for a moderator, and return it.

    The same submission again returns the comment that it made the first time. `sender` is a key of `senders`;
    `is_human` says that a challenge was solved. Raises Refused (ParentGone, SentBefore, RuledOut, TooMany, Doubtful).
    At most ten queries.
    """
    comment = _once(draft, commented, sender, is_human=is_human)
    if comment.state == State.REJECTED and comment.version == 0:
        raise RuledOut(comment)
    return comment


def _once(draft: Draft, commented: CommentedArticle, sender: uuid.UUID, *, is_human: bool) -> Comment:
    """The one comment that this submission makes, now or earlier."""
    digest, rules = digest_of(draft.body), in_force()
    try:
        with transaction.atomic():
            one_at_a_time(sender)
            arrival = look_up_arrival(sender, draft.submission_id, digest)
            if arrival.earlier:
                return _same(Comment.objects.get(pk=arrival.earlier), digest)
            return _take(draft, commented, arrival, rules, is_human=is_human)
    except IntegrityError:
        # The same form at the same moment from two addresses: two locks, and the unique id decides.
        earlier = Comment.objects.filter(submission_id=draft.submission_id).first()
        if earlier is None:
            raise
        return _same(earlier, digest)


def digest_of(body: str) -> uuid.UUID:
    """Sixteen bytes that are the same for texts that differ only in case, tone placement, spaces and punctuation."""
    letters = "".join(character for character in canonical(body) if character.isalnum()) or body
    return uuid.UUID(bytes=hashlib.sha256(letters.encode()).digest()[:16])


def _same(earlier: Comment, digest: uuid.UUID) -> Comment:
    if earlier.digest == digest:
        return earlier
    raise SentBefore("Biểu mẫu này đã gửi đi một bình luận khác. Muốn gửi thêm nội dung này, xin bấm gửi lại.")


def _take(draft: Draft, commented: CommentedArticle, arrival: Arrival, rules: Matcher, *, is_human: bool) -> Comment:
    """The new comment, or Refused."""
    answered = _answered(draft.parent, commented.article)
    _refuse_same_text(arrival, commented.article)
    _refuse_too_many(arrival, commented.article)
    screening = screen(draft, _context(arrival, rules))
    if not is_human and _is_in_doubt(screening, arrival):
        raise Doubtful(ANSWER_FIRST)
    return _store(draft, commented, answered, arrival, screening)


def _store(
    draft: Draft, commented: CommentedArticle, answered: Comment | None, arrival: Arrival, screening: Screening
) -> Comment:
    now = arrival.at
    state = STATE_AFTER.get(screening.effect or "", State.PENDING)
    is_decided = state != State.PENDING
    reason = (
        WHY_BY_RULE if state == State.REJECTED else ""
    )  # which word it was, the findings tell the moderators alone
    comment = Comment.objects.create(
        article=commented.article,
        parent=answered and answered.root,
        in_reply_to=answered if answered and answered.parent_id else None,
        name=draft.name,
        email=draft.email,
        body=draft.body,
        state=state,
        reason=reason,
        decided_at=now if is_decided else None,
        due_at=None if is_decided else commented.policy.due_at(now),
        submission_id=draft.submission_id,
        sender_key=arrival.sender,
        digest=arrival.digest,
        consent_version=draft.consent_version,
        consented_at=now,
        wants_mail=draft.wants_mail,
        created_at=now,
        findings=screening.as_json(),
        score=screening.score,
    )
    CommentEvent.objects.create(comment=comment, kind=CommentEvent.Kind.ARRIVAL, at=now, to_state=state, why=reason)
    if screening.rules:
        Rule.objects.note_hits(screening.rules, now)
    ask_to_confirm(comment)
    return comment


def _is_in_doubt(screening: Screening, arrival: Arrival) -> bool:
    """Whether a machine may have sent this. A comment that is put aside anyway is not challenged, so that machines
    learn nothing.
    """
    if screening.effect in STATE_AFTER:
        return False
    return screening.score >= DOUBT_FROM or arrival.recent_volume >= MANY_A_MINUTE


def _answered(pk: int | None, article: Article) -> Comment | None:
    if pk is None:
        return None
    answered = Comment.objects.answerable(article).filter(pk=pk).first()
    if answered is None:
        raise ParentGone(PARENT_GONE)
    return answered


def _refuse_same_text(arrival: Arrival, article: Article) -> None:
    for earlier in arrival.history:
        is_recent = earlier.created_at > arrival.at - SAME_TEXT_WITHIN
        if is_recent and earlier.digest == arrival.digest and earlier.article_id == article.pk:
            raise SentBefore(
                f"Bạn đã gửi bình luận này lúc {format_datetime(earlier.created_at)}. Ban Biên tập đã nhận được, "
                "bạn không cần gửi lại."
            )


def _refuse_too_many(arrival: Arrival, article: Article) -> None:
    """The history is newest first: the comment whose age decides is at `count - 1`."""
    history, now, waits = arrival.history, arrival.at, []
    for limit in LIMITS:
        inside = [sent.created_at for sent in history if sent.created_at > now - limit.span]
        if len(inside) >= limit.count:
            waits.append((inside[limit.count - 1] + limit.span - now, limit.sentence))
    if waits:
        wait, sentence = max(waits)
        raise TooMany(sentence.format(wait=_describe_wait(wait)), wait)
    waiting = sum(sent.article_id == article.pk and sent.state == State.PENDING for sent in history)
    if waiting >= PENDING_PER_ARTICLE:
        raise TooMany(
            f"Bạn đang có {waiting} bình luận chờ duyệt ở bài này. Xin đợi Ban Biên tập duyệt rồi bấm gửi lại."
        )


def _context(arrival: Arrival, rules: Matcher) -> Context:
    ten_minutes_ago = arrival.at - timedelta(minutes=10)
    return Context(
        rules=rules,
        sender=arrival.sender,
        same_text=arrival.same_text,
        sent_in_ten_minutes=sum(sent.created_at > ten_minutes_ago for sent in arrival.history),
        rejections=sum(sent.state in {State.REJECTED, State.SPAM} for sent in arrival.history),
    )


def _describe_wait(wait: timedelta) -> str:
    """`wait` (a timedelta) rounded up: "12 giây", "4 phút", "3 giờ"."""
    seconds = int(wait.total_seconds()) + 1
    if seconds < 60:
        return f"{seconds} giây"
    return f"{-(-seconds // 60)} phút" if seconds < 3600 else f"{-(-seconds // 3600)} giờ"
