"""What moderators are told by mail: each working morning what waits, and at once when the oldest waits too long."""

from datetime import time, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from layout.models import Site
from mailing import letters

from .models import Comment, Policy
from .working_time import is_working_day, read_days

DIGEST_FROM = time(7, 30)
SHOWN = 5
BACKEND = "django.contrib.auth.backends.ModelBackend"


def tell_moderators(at=None):
    """Write what is due at `at` (aware; default now) into the outbox, each at most once a day. Returns how many.

    Called every few minutes. Four queries when there is nothing to tell.
    """
    now = timezone.localtime(at)
    free_days = read_days(Policy.objects.current().free_days)
    if now.time() < DIGEST_FROM or not is_working_day(now.date(), free_days):
        return 0
    waiting = Comment.objects.pending()
    late = waiting.filter(due_at__lt=now)
    written = _write_once("cham", "{count} bình luận đã quá hạn xử lý", late, now)
    return written or _write_once("sang", "{count} bình luận đang chờ duyệt", waiting, now)


def _write_once(kind, subject, comments, now):
    count = comments.count()
    about = f"{kind}-{now.date():%Y-%m-%d}"
    if not count or letters.was_written(about, since=now - timedelta(days=1)):
        return 0
    context = {
        "count": count,
        "is_late": kind == "cham",
        "oldest": comments.select_related("article")[:SHOWN],
        "queue": settings.SITE_URL + reverse("admin:comments_comment_changelist"),
        "site": Site.objects.first() or Site(),
    }
    addresses = sorted({user.email for user in _moderators()})
    for address in addresses:
        letters.write(address, subject.format(count=count), "mailing/comments/waiting", context, about=about)
    return len(addresses)


def _moderators():
    """Who may decide and has an address. Superusers decide too, but are told only when it is their role."""
    users = get_user_model().objects.with_perm("comments.change_comment", backend=BACKEND, include_superusers=False)
    return users.filter(is_active=True).exclude(email="")
