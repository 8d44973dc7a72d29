"""Storing a new comment: once, within the limits, screened, to wait for a moderator.

PostgreSQL advisory locks of the sender's network and e-mail address are held to the end of the transaction, so fifty
parallel posts count each other correctly on any number of web processes.
"""

import hashlib
import uuid

from django.db import IntegrityError, transaction

from articles.models import Article
from comments.locks import one_at_a_time
from comments.models import Comment, CommentEvent, Rule
from comments.models.arrivals import (
    SAME_TEXT_WITHIN,
    TEN_MINUTES,
    Arrival,
    SenderKeys,
    address_key,
    look_up_arrival,
)
from comments.models.event import WHY_BY_RULE
from comments.notifications.sender_emails import ask_to_confirm, notify_of_decision
from comments.screening.checks import REJECT, SPAM, Context, Draft, Screening, screen
from comments.screening.matching import Matcher
from comments.screening.rules import in_force
from vietnamese.dates import format_datetime
from vietnamese.text import canonical

from .article_lookup import CommentedArticle
from .forms import PARENT_GONE
from .limits import LIMITS, is_crowded, refuse_too_soon
from .refusals import Doubtful, ParentGone, RuledOut, SentBefore, Stopped

State = Comment.State

STATE_AFTER = {SPAM: State.SPAM, REJECT: State.REJECTED}
DOUBT_FROM = 5  # points of the screening, without those of kinds: people write those
MANY_A_MINUTE = 30  # on the whole portal: more than moderators read in a morning
ANSWER_FIRST = (
    "Xin trả lời câu hỏi dưới đây rồi gửi lại, để biết không phải chương trình tự động gửi. "
    "Nội dung của bạn vẫn còn nguyên."
)


def submit(draft: Draft, commented: CommentedArticle, *, sender: SenderKeys, is_human: bool = False) -> Comment:
    """Store `draft` as a comment on the article of `commented`, as a rule waiting for a moderator, and return it.

    The same submission again returns the comment that it made the first time. `sender` is what `senders` says;
    `is_human` says that a challenge was solved. Raises Refused (ParentGone, SentBefore, RuledOut, TooMany, Doubtful,
    Stopped).
    At most ten queries.
    """
    comment = _once(draft, commented, sender, is_human=is_human)
    if comment.state == State.REJECTED and comment.version == 0:
        raise RuledOut(comment)
    return comment


def _once(draft: Draft, commented: CommentedArticle, sender: SenderKeys, *, is_human: bool) -> Comment:
    """The one comment that this submission makes, now or earlier."""
    digest, rules = digest_of(draft.body), in_force()
    try:
        with transaction.atomic():
            one_at_a_time(sender.network, address_key(draft.email))
            arrival = look_up_arrival(sender, draft.email, draft.submission_id, digest)
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
    if arrival.stop:
        raise Stopped(arrival.stop, is_theirs=arrival.is_known_here)
    answered = _answered(draft.parent, commented.article)
    _refuse_same_text(arrival, commented.article)
    crowded = is_crowded(arrival, commented.article, LIMITS)
    if commented.mode.is_slow:
        refuse_too_soon(arrival, commented.article, commented.mode.slow_minutes)
    screening = screen(draft, _context(arrival, rules))
    if not is_human and _is_in_doubt(screening, arrival, is_crowded=crowded):
        raise Doubtful(ANSWER_FIRST)
    return _store(draft, commented, answered, arrival, screening)


def _store(
    draft: Draft, commented: CommentedArticle, answered: Comment | None, arrival: Arrival, screening: Screening
) -> Comment:
    now = arrival.at
    state = _state_at_first(screening, commented, arrival)
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
        sender_key=arrival.sender.network,
        browser_key=arrival.sender.browser,
        digest=arrival.digest,
        consent_version=draft.consent_version,
        consented_at=now,
        wants_mail=draft.wants_mail,
        created_at=now,
        findings=screening.as_json(),
        score=screening.score,
        kinds=screening.kinds,
        urgency=screening.urgency,
    )
    CommentEvent.objects.create(comment=comment, kind=CommentEvent.Kind.ARRIVAL, at=now, to_state=state, why=reason)
    if screening.rules:
        Rule.objects.note_hits(screening.rules, now)
    ask_to_confirm(comment)
    if state == State.APPROVED:
        notify_of_decision(comment, before="")
    return comment


def _state_at_first(screening: Screening, commented: CommentedArticle, arrival: Arrival) -> str:
    """Where a new comment stands: what has any finding waits at least, whatever the mode of the article and whoever
    sent it.
    """
    if screening.findings:
        return STATE_AFTER.get(screening.effect or "", State.PENDING)
    at_once = commented.mode.shows_at_once or (arrival.is_trusted and not commented.mode.waits_always)
    return State.APPROVED if at_once else State.PENDING


def _is_in_doubt(screening: Screening, arrival: Arrival, *, is_crowded: bool) -> bool:
    """Whether a machine may have sent this. A comment that is put aside anyway is not challenged, so that machines
    learn nothing.
    """
    if screening.effect in STATE_AFTER:
        return False
    return is_crowded or screening.technical_score >= DOUBT_FROM or arrival.recent_volume >= MANY_A_MINUTE


def _answered(pk: int | None, article: Article) -> Comment | None:
    if pk is None:
        return None
    answered = Comment.objects.answerable(article).filter(pk=pk).first()
    if answered is None:
        raise ParentGone(PARENT_GONE)
    return answered


def _refuse_same_text(arrival: Arrival, article: Article) -> None:
    for earlier in arrival.own_here:
        is_recent = earlier.created_at > arrival.at - SAME_TEXT_WITHIN
        if is_recent and earlier.digest == arrival.digest and earlier.article_id == article.pk:
            raise SentBefore(
                f"Bạn đã gửi bình luận này lúc {format_datetime(earlier.created_at)}. Ban Biên tập đã nhận được, "
                "bạn không cần gửi lại."
            )


def _context(arrival: Arrival, rules: Matcher) -> Context:
    ten_minutes_ago = arrival.at - TEN_MINUTES
    sent = [*arrival.unknown_here, *(one for one in arrival.own if not one.is_here)]
    return Context(
        rules=rules,
        sender=arrival.sender.browser,
        network=arrival.sender.network,
        same_text=arrival.same_text,
        sent_in_ten_minutes=sum(one.created_at > ten_minutes_ago for one in sent),
        rejections=sum(one.state in {State.REJECTED, State.SPAM} for one in sent),
    )
