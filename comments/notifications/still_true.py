"""Whether what an email says is still so when it goes out: it has waited two minutes, and much happens in two minutes.

A decision takes back the emails that it makes untrue; an article that is withdrawn, expires or goes into the bin, and
a comment above an answer, know nothing of emails.
"""

import re

from comments.models import Comment
from comments.models.public_state import PublicState
from mailing import emails
from mailing.emails import DueEmail

from .sender_emails import ABOUT_COMMENTS, CONFIRM

_ABOUT = re.compile(rf"{ABOUT_COMMENTS}(\d+)(-che)?")


def take_back_untrue() -> int:
    """Delete the due emails that say of a comment that readers see it, or an answer to it, when they do not; returns
    how many. One query when none is due.
    """
    due = [email for email in emails.due(ABOUT_COMMENTS) if email.subject != CONFIRM and _ABOUT.fullmatch(email.about)]
    if not due:
        return 0
    loaded = Comment.objects.select_related("article__category", "parent__article", "in_reply_to__article")
    comments = loaded.in_bulk({_key(email) for email in due})
    return emails.take_back_these(email.key for email in due if not _is_true(email, comments.get(_key(email))))


def _key(email: DueEmail) -> int:
    match = _ABOUT.fullmatch(email.about)
    return int(match[1]) if match else 0


def _is_true(email: DueEmail, comment: Comment | None) -> bool:
    """Of a comment that is not approved its sender hears why; nobody else hears of it."""
    if comment is None:
        return False
    is_own = email.to.lower() == comment.email.lower()
    if comment.state != Comment.State.APPROVED:
        return is_own
    answered = comment.in_reply_to or comment.parent
    return _is_shown(comment) and (is_own or answered is None or _is_shown(answered))


def _is_shown(comment: Comment) -> bool:
    return bool(comment.public_state == PublicState.SHOWN)
