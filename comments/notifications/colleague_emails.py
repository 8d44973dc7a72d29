"""The email to a moderator whom a colleague handed a comment over to. It waits two minutes: undo deletes it.

It holds neither the citizen's words nor their address: the link leads to both.
"""

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from comments.models import Comment
from layout.models import SiteSettings
from mailing import emails

from .sender_emails import TIME_TO_UNDO


def notify_of_hand_over(comment: Comment, colleague: User | None, *, by: User, why: str) -> None:
    """Tell `colleague` (None: nobody) that `by` handed `comment` over, because of `why`. Whom it was handed over to
    before, and who has not been told yet, will not be. Nothing to oneself, and without an address. One query, and the
    email.
    """
    about = f"giao-viec-{comment.pk}"
    emails.take_back(about)
    if colleague is None or colleague.pk == by.pk or not colleague.email:
        return
    context = {
        "comment": comment,
        "article": comment.article if comment.article.is_visible() else None,
        "by": by,
        "why": why,
        "colleague": colleague,
        "queue": f"{settings.SITE_URL}{reverse('queue:queue')}?bl={comment.pk}",
        "site": SiteSettings.objects.current(),
    }
    subject = f"{by} giao bạn xử lý bình luận {comment.reference}"
    emails.write(colleague.email, subject, "mailing/comments/handed_over", context, about=about, delay=TIME_TO_UNDO)
