"""Emails to the sender of a comment, once they have confirmed that the address is theirs.

Emails are written in the transaction of the decision that causes them (`moderation.decisions`): a rollback sends none.
An email waits two minutes, so that a decision taken back sends none either.
"""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment
from comments.models.public_state import PublicState
from comments.tokens import write_email_link
from layout.models import SiteSettings
from mailing import emails

State = Comment.State

CONFIRM = "Xác nhận nhận email thông báo về bình luận của bạn"
CONFIRMATIONS_A_DAY = 3  # to one address: nobody can fill a stranger's mailbox from our form
ABOUT_COMMENTS = "binh-luan-"  # begins the `about` of this module's emails
TIME_TO_UNDO = timedelta(minutes=2)


def ask_to_confirm(comment):
    """Ask the sender of a new `comment` whether the address is theirs. At most three queries; none when not wanted."""
    if not comment.wants_mail or comment.state != State.PENDING:
        return
    yesterday = timezone.now() - timedelta(days=1)
    if emails.written_to(comment.email, CONFIRM, since=yesterday) < CONFIRMATIONS_A_DAY:
        _write(comment, CONFIRM, "confirm")


def notify_of_decision(comment, *, before):
    """Write to those whom a decision concerns, if they confirmed their address: `comment` was in the state `before`
    ("": it is new) and is decided now.

    Emails about the decision before are deleted as far as they have not gone out. A decision that leaves the comment
    in its state sends nothing.
    """
    after = comment.state
    if before == after:
        return
    if before not in {"", State.PENDING} or after == State.WITHDRAWN:
        emails.take_back(_about(comment))
    if after == State.APPROVED and not comment.was_recalled:
        _notify_of_publication(comment)
    elif after == State.REJECTED and comment.reason:
        _notify(comment, "Bình luận của bạn chưa được đăng", "rejected")


def delete_emails(comment):
    """Delete the emails about `comment`, to its sender and to those whom it answers, sent or not."""
    emails.forget_about(_about(comment))


def _notify_of_publication(comment):
    """Nothing while the article is gone: the link would lead nowhere."""
    if not comment.is_official and _is_subscribed(comment) and _is_shown(comment):
        _notify(comment, "Bình luận của bạn đã được đăng", "approved")
    answered = comment.in_reply_to or comment.parent
    if answered is None or not _is_subscribed(answered) or answered.email.lower() == comment.email.lower():
        return
    if _is_shown(comment) and _is_shown(answered):
        subject = "Cơ quan đã trả lời bạn" if comment.is_official else "Có người trả lời bình luận của bạn"
        _notify(answered, subject, "answered", answer=comment, about=_about(comment))


def _is_shown(comment):
    return comment.public_state == PublicState.SHOWN


def _is_subscribed(comment):
    return bool(comment.email and comment.wants_mail and comment.email_confirmed_at)


def _notify(comment, subject, template, *, about=None, **context):
    if _is_subscribed(comment):
        _write(comment, subject, template, about=about, delay=TIME_TO_UNDO, **context)


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
