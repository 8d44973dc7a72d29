"""Emails to the sender of a comment, once they have confirmed that the address is theirs.

Emails are written in the transaction of the decision that causes them (`moderation.decisions`): a rollback sends none.
An email waits two minutes, so that a decision taken back sends none either.
"""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, ModerationPolicy, RejectionReason
from comments.models.appeal import appealable_since, may_be_appealed
from comments.models.event import taken_down_since
from comments.models.public_state import PublicState
from comments.tokens import write_appeal_link, write_email_link
from layout.models import SiteSettings
from mailing import emails

State = Comment.State

CONFIRM = "Xác nhận nhận email thông báo về bình luận của bạn"
PUBLISHED = "Bình luận của bạn đã được đăng"
REFUSED = "Bình luận của bạn chưa được đăng"
TAKEN_DOWN = "Bình luận của bạn đã được gỡ"
BOTH = "Bình luận của bạn đã được đăng và có câu trả lời"
MASKED = "Đã ẩn thông tin cá nhân trong bình luận của bạn"
CONFIRMATIONS_A_DAY = 3  # to one address: nobody can fill a stranger's mailbox from our form
ABOUT_COMMENTS = "binh-luan-"  # begins the `about` of this module's emails
TIME_TO_UNDO = timedelta(minutes=2)


def ask_to_confirm(comment):
    """Ask the sender of a new `comment` whether the address is theirs. At most three queries; none when not wanted."""
    if not comment.wants_mail or comment.state not in {State.PENDING, State.APPROVED}:
        return
    yesterday = timezone.now() - timedelta(days=1)
    if emails.written_to(comment.email, CONFIRM, since=yesterday) < CONFIRMATIONS_A_DAY:
        _write(comment, CONFIRM, "confirm")


def notify_of_decision(comment, *, before, is_undone=False):
    """Write to those whom a decision concerns, if they confirmed their address: `comment` was in the state `before`
    ("": it is new) and is decided now.

    Emails about the decision before are deleted as far as they have not gone out. A decision that leaves the comment
    in its state sends nothing; nor does one that takes another back (`is_undone`) say again what was said before.
    """
    after = comment.state
    if before == after:
        return
    if comment.masked_at:
        emails.take_back(_about_mask(comment))
    if before not in {"", State.PENDING} or after == State.WITHDRAWN:
        emails.take_back(_about(comment))
    if before == State.APPROVED:
        _part_from_answer(comment)
    if after == State.APPROVED and not comment.was_recalled:
        _notify_of_publication(comment, is_undone=is_undone)
    elif after == State.REJECTED and comment.reason and _is_subscribed(comment):
        advice = RejectionReason.objects.advice_for(comment)
        context = {"advice": advice, "appeal": _appeal(comment), "shown_since": taken_down_since(comment)}
        _notify(comment, TAKEN_DOWN if context["shown_since"] else REFUSED, "rejected", is_undone=is_undone, **context)


def notify_of_mask(comment, hidden):
    """Personal data in `comment` was hidden: emails that quote it (`hidden`: the words) are deleted, and whom readers'
    page concerns is written to anew. The sender is told once readers see it; of what waits, the email that it was
    posted says it.
    """
    waited = emails.forget_quoting(_about(comment), hidden)
    emails.take_back(_about_mask(comment))
    if comment.state != State.APPROVED:
        return
    if waited:
        _notify_of_publication(comment)
    elif _is_subscribed(comment) and _is_shown(comment):
        _notify(comment, MASKED, "masked", about=_about_mask(comment), appeal=_appeal(comment))


def notify_of_unmask(comment):
    """It is shown as it was sent: nobody is told of a mask that is gone."""
    emails.take_back(_about_mask(comment))


def delete_emails(comment):
    """Delete the emails about `comment`, to its sender and to those whom it answers, sent or not."""
    emails.forget_about(_about(comment))
    emails.forget_about(_about_mask(comment))
    emails.forget_about(_about_appeal(comment))


def notify_of_appeal(comment, appeal):
    """`appeal` of the sender is decided: one email says so, with what it changed."""
    emails.take_back(_about(comment), to=comment.email)
    if not _is_subscribed(comment):
        return
    context = {
        "appeal": appeal,
        "is_shown": _is_shown(comment),
        "advice": RejectionReason.objects.advice_for(comment) if comment.state == State.REJECTED else "",
    }
    _notify(comment, "Kết quả xem lại bình luận của bạn", "appealed", about=_about_appeal(comment), **context)


def take_back_appeal(comment):
    """It is open again: nobody learns how it was decided."""
    emails.take_back(_about_appeal(comment))


def _notify_of_publication(comment, *, is_undone=False):
    """Nothing while the article is gone: the link would lead nowhere."""
    if not comment.is_official and _is_subscribed(comment) and _is_shown(comment):
        hidden = _appeal(comment) if comment.masked_at else None
        _notify(comment, PUBLISHED, "approved", is_undone=is_undone, appeal=hidden)
    answered = comment.in_reply_to or comment.parent
    if answered is None or not _is_subscribed(answered) or answered.email.lower() == comment.email.lower():
        return
    if not (_is_shown(comment) and _is_shown(answered)):
        return
    if emails.take_back(_about(answered), to=answered.email, subject=PUBLISHED):
        _notify(answered, BOTH, "answered", answer=comment, is_published=True)
        return
    subject = "Cơ quan đã trả lời bạn" if comment.is_official else "Có người trả lời bình luận của bạn"
    _notify(answered, subject, "answered", answer=comment, about=_about(comment), is_undone=is_undone)


def _part_from_answer(comment):
    """`comment` is gone before the one that it answers has learned of it in one email with its own publication: of
    that alone it is told.
    """
    answered = comment.in_reply_to or comment.parent
    waited = answered and emails.take_back(_about(answered), to=answered.email, subject=BOTH)
    if waited and _is_shown(answered):
        _notify(answered, PUBLISHED, "approved", appeal=_appeal(answered) if answered.masked_at else None)


def _is_shown(comment):
    return comment.public_state == PublicState.SHOWN


def _is_subscribed(comment):
    return bool(comment.email and comment.wants_mail and comment.email_confirmed_at)


def _notify(comment, subject, template, *, about=None, is_undone=False, **context):
    """The sender is a subscriber: the callers asked, before anything that costs a query."""
    if is_undone and emails.is_written(about or _about(comment), to=comment.email, subject=subject):
        return
    _write(comment, subject, template, about=about, delay=TIME_TO_UNDO, **context)


def _appeal(comment):
    """`{"address", "ends_at"}` of the page where the sender asks that what was decided be looked at again; None when
    there is nothing to ask, or it was asked before. Two queries.
    """
    days = ModerationPolicy.objects.current().appeal_days
    if not may_be_appealed(comment, days=days):
        return None
    since = appealable_since(comment)
    path = reverse("comments:appeal", args=[write_appeal_link(comment, since)])
    return {"address": f"{settings.SITE_URL}{path}", "ends_at": since + timedelta(days=days)}


def _write(comment, subject, template, *, about=None, delay=timedelta(), **context):
    link = settings.SITE_URL + reverse("comments:mail", args=[write_email_link(comment)])
    context |= {"comment": comment, "site": SiteSettings.objects.current(), "link": link}
    # With these two headers mail programs offer to stop in one click (RFC 8058).
    headers = {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    emails.write(
        comment.email,
        subject,
        f"mailing/comments/{template}",
        context,
        about=about or _about(comment),
        delay=delay,
        headers=headers,
    )


def _about(comment):
    return f"{ABOUT_COMMENTS}{comment.pk}"


def _about_mask(comment):
    return f"{_about(comment)}-che"


def _about_appeal(comment):
    return f"{_about(comment)}-xem-lai"
