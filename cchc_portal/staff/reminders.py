"""The freshness board: what needs attention, since when, and where to mend it.

Nothing is stored: a line disappears with its cause.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Category
from articles.models.display_status import DisplayStatus
from comments.models import Question
from comments.models.waiting_counts import count_waiting
from layout.models import SiteSettings
from links.shown import count_broken
from links.views import SEES as SEES_LINKS
from stats.admin_pages.base_page import statistics_page
from stats.rollup.rollup import backlog
from vietnamese.dates import format_date
from vietnamese.numbers import format_number

Colleague = User | AnonymousUser  # who is asked for permissions only

AHEAD_DAYS = 7
EXPIRY_DAYS = 14
ANSWER_DAYS = 3
LINES = 10  # of one kind; the rest is a number
# NĐ 43/2011, Điều 30.5: the annual report of operation is due before 1 December.
YEARLY_REPORT_FROM, YEARLY_REPORT_DUE = (11, 1), (12, 1)
VIEW_ARTICLE = "articles.view_article"
EDITORS, MODERATORS = "Biên tập viên xử lý.", "Kiểm duyệt viên xử lý."
MENDERS = "Người viết bài, biên tập viên, quản trị web thay hoặc bỏ qua."
LAG = timedelta(minutes=5)
HITS_LOOKED_AT = 20_000


@dataclass(frozen=True, slots=True)
class Reminder:
    """`since` ends a sentence ("từ 12/03/2026"); `address` is empty for somebody who may not open it; `who` says who
    mends it.
    """

    what: str
    since: str = ""
    address: str = ""
    who: str = ""
    is_late: bool = False


@statistics_page
def board(request: HttpRequest) -> HttpResponse:
    """ "Bảng nhắc việc". Nine queries of its own."""
    groups = reminders(request.user)
    context = {
        **admin.site.each_context(request),
        "title": "Bảng nhắc việc",
        "groups": groups,
        "late": sum(line.is_late for _, lines in groups for line in lines),
    }
    return render(request, "admin/reminders.html", context)


def reminders(user: Colleague, at: datetime | None = None) -> list[tuple[str, list[Reminder]]]:
    """[(title, [Reminder])] at `at` (aware; default now), without groups in which there is nothing to do."""
    now = timezone.localtime(at)
    groups = [
        ("Chuyên mục lâu không có bài mới", _quiet_categories(user, now)),
        ("Lịch đăng bài", _days_without_articles(user, now)),
        ("Bài sắp hết hạn", _expiring(user, now)),
        ("Bình luận", _comments(user, now)),
        ("Câu hỏi của bạn đọc", _questions(user, now.date())),
        ("Liên kết", _broken_links(user)),
        ("Báo cáo năm", _yearly_report(now.date())),
        ("Số liệu truy cập", _lag(now)),
    ]
    return [(title, lines) for title, lines in groups if lines]


def _quiet_categories(user: Colleague, now: datetime) -> list[Reminder]:
    """A category with others below it is as fresh as the freshest of them; it may have a limit of its own."""
    days = SiteSettings.objects.current().quiet_days
    rows = list(Category.objects.in_tree_order().with_newest_publication(now))
    newest: dict[int | None, datetime | None] = {}
    for row in rows:
        for pk in (row.pk, row.parent_id):
            newest[pk] = max(filter(None, (newest.get(pk), row.newest_publication)), default=None)
    quiet = [
        row
        for row in rows
        if (latest := newest[row.pk]) is None or latest < now - timedelta(days=row.quiet_days or days)
    ]
    # Categories that never had an article come first, then those that have waited longest.
    quiet.sort(key=lambda row: newest[row.pk] or datetime.min.replace(tzinfo=now.tzinfo))
    lines = [
        Reminder(str(row), _last_article(newest[row.pk], now), _address_to_write(user, row)) for row in quiet[:LINES]
    ]
    return [*lines, *_rest(len(quiet), "chuyên mục", reverse("admin:articles_category_changelist"))]


def _last_article(latest: datetime | None, now: datetime) -> str:
    if latest is None:
        return "chưa có bài nào"
    return f"bài mới nhất ngày {format_date(latest)}, {format_number((now - latest).days)} ngày trước"


def _address_to_write(user: Colleague, category: Category) -> str:
    if user.has_perm("articles.add_article"):
        return f"{reverse('admin:articles_article_add')}?category={category.pk}"
    return reverse("admin:articles_category_change", args=[category.pk])


def _days_without_articles(user: Colleague, now: datetime) -> list[Reminder]:
    """One line for all coming days without planned articles."""
    ahead = [now.date() + timedelta(days=number) for number in range(1, AHEAD_DAYS + 1)]
    planned = Article.objects.published_between(ahead[0], ahead[-1]).with_display_status(DisplayStatus.SCHEDULED, now)
    taken = {timezone.localtime(moment).date() for moment in planned.values_list("published_at", flat=True)}
    if not (free := [day for day in ahead if day not in taken]):
        return []
    days = ", ".join(format_date(day)[:5] for day in free)
    listed = f"{reverse('admin:articles_article_changelist')}?trang_thai=scheduled"
    what = f"{AHEAD_DAYS} ngày tới có {len(free)} ngày chưa hẹn bài nào"
    return [Reminder(what, days, _if_may(user, VIEW_ARTICLE, listed), EDITORS)]


def _expiring(user: Colleague, now: datetime) -> list[Reminder]:
    soon = Article.objects.published(now).filter(expires_at__lte=now + timedelta(days=EXPIRY_DAYS))
    rows = list(soon.order_by("expires_at", "pk").only("title", "expires_at"))
    lines = [
        Reminder(
            row.title,
            f"hết hạn ngày {format_date(row.expires_at)}",
            _if_may(user, VIEW_ARTICLE, reverse("admin:articles_article_change", args=[row.pk])),
            EDITORS,
        )
        for row in rows[:LINES]
    ]
    listed = f"{reverse('admin:articles_article_changelist')}?trang_thai=shown"
    return [*lines, *_rest(len(rows), "bài", _if_may(user, VIEW_ARTICLE, listed))]


def _comments(user: Colleague, now: datetime) -> list[Reminder]:
    found = count_waiting(now)
    queue = _if_may(user, "comments.view_comment", reverse("queue:queue"))
    lines = []
    if found.late and found.late_since:
        what = f"{format_number(found.late)} bình luận quá hạn xử lý"
        lines.append(Reminder(what, _from(found.late_since), queue and f"{queue}?qua_han=1", MODERATORS, is_late=True))
    if found.reported:
        what = f"{format_number(found.reported.comments)} bình luận bị bạn đọc báo cáo"
        hurries = bool(found.reported.urgent or found.reported.late)
        where = queue and f"{queue}?trang_thai=bao-cao"
        lines.append(Reminder(what, ", ".join(found.reported.hurries), where, MODERATORS, is_late=hurries))
    if found.unit_answers:
        what = f"{format_number(found.unit_answers)} câu trả lời của đơn vị chờ đăng"
        lines.append(Reminder(what, "", queue and f"{queue}?trang_thai=don-vi", MODERATORS))
    if found.appeals:
        what = f"{format_number(found.appeals)} người gửi đề nghị xem lại bình luận"
        late = f"{format_number(found.late_appeals)} quá hạn" if found.late_appeals else ""
        where = queue and f"{queue}?trang_thai=xem-lai"
        lines.append(Reminder(what, late, where, MODERATORS, is_late=bool(late)))
    if found.comments and found.since:
        what = f"{format_number(found.comments)} bình luận chờ duyệt"
        lines.append(Reminder(what, _from(found.since), queue, MODERATORS))
    return lines


def _questions(user: Colleague, today: date) -> list[Reminder]:
    due = Question.objects.open().filter(due_on__lte=today + timedelta(days=ANSWER_DAYS))
    rows = list(due.select_related("comment"))
    may = "comments.view_question"
    lines = [
        Reminder(
            f"{row.unit} chưa trả lời câu hỏi {row}",
            f"{'quá hạn từ' if row.is_late(today) else 'hạn'} {format_date(row.due_on)}",
            _if_may(user, may, reverse("admin:comments_question_change", args=[row.pk])),
            MODERATORS,
            is_late=row.is_late(today),
        )
        for row in rows[:LINES]
    ]
    listed = f"{reverse('admin:comments_question_changelist')}?tien_do=cho"
    return [*lines, *_rest(len(rows), "câu hỏi", _if_may(user, may, listed))]


def _broken_links(user: Colleague) -> list[Reminder]:
    """One line for all that stand where this person may know of them."""
    if not user.has_perm(SEES_LINKS) or not (broken := count_broken(user)):
        return []
    return [Reminder(f"{format_number(broken)} liên kết hỏng", address=reverse("links:list"), who=MENDERS)]


def _yearly_report(today: date) -> list[Reminder]:
    """From November until the end of the year: nobody notes down here that it was handed in."""
    if (today.month, today.day) < YEARLY_REPORT_FROM:
        return []
    due = date(today.year, *YEARLY_REPORT_DUE)
    is_late = today >= due
    since = f"hạn là trước ngày {format_date(due)}" + ("; nếu chưa nộp, xin nộp ngay" if is_late else "")
    what = f"Báo cáo hoạt động năm {today.year} của Ban Biên tập"
    return [Reminder(what, since, reverse("yearly_report", args=[today.year]), is_late=is_late)]


def _lag(now: datetime) -> list[Reminder]:
    _, oldest = backlog(HITS_LOOKED_AT)
    if oldest is None or now - oldest < LAG:
        return []
    return [
        Reminder(
            "Số liệu không được cộng nữa: tiến trình nền có thể đã dừng",
            _from(oldest),
            who="Xin báo người vận hành.",
            is_late=True,
        )
    ]


def _if_may(user: Colleague, permission: str, address: str) -> str:
    return address if user.has_perm(permission) else ""


def _from(moment: datetime) -> str:
    moment = timezone.localtime(moment)
    return f"từ {moment:%H:%M} ngày {format_date(moment)}"


def _rest(count: int, name: str, address: str) -> list[Reminder]:
    return [Reminder(f"Còn {format_number(count - LINES)} {name} nữa", address=address)] if count > LINES else []
