"""Emails to moderators: each working morning about what waits, when something is overdue, and at once when a reader
says that personal data stand in a comment.

None holds a word of a comment, nor of a report.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from comments.models import AbuseReport, Comment, ModerationPolicy, Policy
from comments.models.open_reports import URGENT
from comments.models.waiting_counts import WaitingCounts, count_waiting
from comments.moderators import moderators
from comments.working_time import is_working_day
from layout.models import SiteSettings
from mailing import emails
from vietnamese.numbers import format_number

DIGEST_FROM = time(7, 30)
SHOWN = 5
URGENT_EVERY = timedelta(minutes=10)
ABOUT_URGENT = "bao-cao-gap"


def notify_moderators(at: datetime | None = None) -> int:
    """Write what is due at `at` (aware; default now) into the outbox, each at most once a day. Returns how many.

    Called every few minutes. Three queries when nothing waits.
    """
    now = timezone.localtime(at)
    urgent = write_of_urgent_reports()
    if now.time() < DIGEST_FROM or not is_working_day(now.date(), Policy.objects.current().days_off):
        return urgent
    waiting = count_waiting(now)
    if not waiting:
        return urgent
    late = _write_once("cham", _late_subject(waiting), waiting, now) if waiting.is_late else 0
    return urgent + (late or _write_once("sang", _subject(waiting), waiting, now))


def _subject(waiting: WaitingCounts) -> str:
    """Of the morning's email: the first that there is."""
    if waiting.comments:
        return f"{format_number(waiting.comments)} bình luận đang chờ duyệt"
    if waiting.reported:
        return f"{format_number(waiting.reported.comments)} bình luận bị bạn đọc báo cáo"
    if waiting.appeals:
        return f"{format_number(waiting.appeals)} đề nghị xem lại bình luận"
    return f"{format_number(waiting.unit_answers)} câu trả lời của đơn vị chờ đăng"


def _late_subject(waiting: WaitingCounts) -> str:
    if waiting.late:
        return f"{format_number(waiting.late)} bình luận đã quá hạn xử lý"
    if waiting.reported.late:
        return f"{format_number(waiting.reported.late)} bình luận bị báo cáo đã quá hạn xem"
    return f"{format_number(waiting.late_appeals)} đề nghị xem lại bình luận đã quá hạn"


@transaction.atomic
def _write_once(kind: str, subject: str, waiting: WaitingCounts, now: datetime) -> int:
    about, day = f"{kind}-{now.date():%Y-%m-%d}", now - timedelta(days=1)
    if emails.was_written(about, since=day):
        return 0
    AbuseReport.objects.lock_telling()
    if emails.was_written(about, since=day):
        return 0  # by another process, in the meantime
    pending = Comment.objects.pending()
    is_late = kind == "cham"
    context = {
        "waiting": waiting,
        "is_late": is_late,
        "oldest": (pending.overdue(now) if is_late else pending).with_article_title(None)[:SHOWN],
        "queue": _queue(),
    }
    return _write("mailing/comments/waiting", subject, context, about)


@transaction.atomic
def write_of_urgent_reports() -> int:
    """Write at once, at any hour, of comments in which a reader found personal data: of each once, and at most once in
    ten minutes; what was left out by that comes with the next call. Returns how many letters. One query when there is
    nothing to tell.
    """
    open_ones = AbuseReport.objects.filter(reason=URGENT, settled_at=None)
    if not open_ones.filter(told_at=None).exists() or not ModerationPolicy.objects.current().writes_of_urgent_reports:
        return 0
    AbuseReport.objects.lock_telling()
    now = timezone.now()
    if emails.was_written(ABOUT_URGENT, since=now - URGENT_EVERY):
        return 0
    told = set(open_ones.exclude(told_at=None).values_list("comment", flat=True))
    untold = set(open_ones.filter(told_at=None).values_list("comment", flat=True))
    written = _write_of(sorted(untold - told)) if untold - told else 0
    if written or untold <= told:
        open_ones.filter(told_at=None, comment__in=untold).update(told_at=now)
    return written


def _write_of(keys: Sequence[int]) -> int:
    subject = f"Gấp: bạn đọc báo {format_number(len(keys))} bình luận lộ thông tin cá nhân"
    reported = f"{_queue()}?trang_thai=bao-cao"
    links = [f"{reported}&bl={key}" for key in keys[:SHOWN]]
    context = {"links": links, "count": len(keys), "reported": reported}
    return _write("mailing/comments/urgent", subject, context, ABOUT_URGENT)


def _queue() -> str:
    return f"{settings.SITE_URL}{reverse('queue:queue')}"


def _write(template: str, subject: str, context: Mapping[str, object], about: str) -> int:
    """To every moderator. Superusers may decide too, but get emails only when they have the role."""
    recipients = moderators(include_superusers=False).exclude(email="")
    addresses = sorted(set(recipients.values_list("email", flat=True)))
    site = SiteSettings.objects.current()
    for address in addresses:
        emails.write(address, subject, template, {**context, "site": site}, about=about)
    return len(addresses)
