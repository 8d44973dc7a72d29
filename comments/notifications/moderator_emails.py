"""Emails to moderators: each working morning about what waits, and at once when a comment is overdue."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, Policy
from comments.models.queryset import CommentQuerySet
from comments.moderators import moderators
from comments.working_time import is_working_day
from layout.models import SiteSettings
from mailing import emails

DIGEST_FROM = time(7, 30)
SHOWN = 5


def notify_moderators(at: datetime | None = None) -> int:
    """Write what is due at `at` (aware; default now) into the outbox, each at most once a day. Returns how many.

    Called every few minutes. Four queries when there is nothing to send.
    """
    now = timezone.localtime(at)
    if now.time() < DIGEST_FROM or not is_working_day(now.date(), Policy.objects.current().days_off):
        return 0
    waiting = Comment.objects.pending()
    written = _write_once("cham", "{count} bình luận đã quá hạn xử lý", waiting.overdue(now), now)
    return written or _write_once("sang", "{count} bình luận đang chờ duyệt", waiting, now)


def _write_once(kind: str, subject: str, comments: CommentQuerySet, now: datetime) -> int:
    count = comments.count()
    about = f"{kind}-{now.date():%Y-%m-%d}"
    if not count or emails.was_written(about, since=now - timedelta(days=1)):
        return 0
    context = {
        "count": count,
        "is_late": kind == "cham",
        "oldest": comments.with_article_title(None)[:SHOWN],
        "queue": settings.SITE_URL + reverse("queue:queue"),
        "site": SiteSettings.objects.current(),
    }
    # Superusers may decide too, but get emails only when they have the role.
    recipients = moderators(include_superusers=False).exclude(email="")
    addresses = sorted(set(recipients.values_list("email", flat=True)))
    for address in addresses:
        emails.write(address, subject.format(count=count), "mailing/comments/waiting", context, about=about)
    return len(addresses)
