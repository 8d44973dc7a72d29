"""The first page of the admin: what waits for this person, each figure with a link."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from articles.models import Article
from comments.queue.figures import figures_for, shown_count
from links.shown import count_broken
from links.views import SEES as SEES_LINKS
from mailing import emails
from newsroom.copies.as_saved import unsaved_of
from newsroom.copies.working_copies import MAX_OPEN
from newsroom.presence.presence import names_of_others
from stats.queries import live_counts
from vietnamese.numbers import format_percent

from .reminders import Colleague

UNSAVED_HINT = "Ở “Bản nháp của tôi”: đã gõ mà chưa bấm “Lưu”"


@dataclass(frozen=True, slots=True)
class Figure:
    """Something that waits: `figure` is a number, or words; `address` is empty where there is no list to open."""

    title: str
    figure: int | str
    address: str
    hint: str = ""


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add `waiting` (Figures) and `recent` (articles) to the context of the index page.

    At most nine queries; a figure is only counted for whom it concerns.
    """
    context["waiting"] = _figures(request.user)
    context["recent"] = _recent_articles(request.user)
    return context


def _figures(user: Colleague) -> list[Figure]:
    return [
        *_article_figures(user),
        *_unsaved_figures(user),
        *_link_figures(user),
        *_comment_figures(user),
        *_visit_figures(user),
        *_email_figures(user),
    ]


def _article_figures(user: Colleague) -> list[Figure]:
    if not user.has_perm("articles.add_article"):
        return []
    counts = Article.objects.counts_for_dashboard(user)
    listed = reverse("admin:articles_article_changelist")
    return [
        Figure("Bài chờ duyệt", counts["in_review"], f"{listed}?trang_thai=review", "Biên tập viên đọc và duyệt"),
        Figure(
            "Bài của tôi chưa gửi duyệt",
            counts["own_drafts"],
            f"{listed}?trang_thai=draft&created_by__id__exact={user.pk}",
        ),
        Figure("Bài hẹn giờ", counts["scheduled"], f"{listed}?trang_thai=scheduled", "Đến giờ tự hiện"),
    ]


def _unsaved_figures(user: Colleague) -> list[Figure]:
    """What this person has typed and not saved, while there is some."""
    if not (isinstance(user, User) and user.has_perm("articles.change_article")):
        return []
    unsaved = len(unsaved_of(user, MAX_OPEN))
    return [Figure("Chữ chưa lưu", unsaved, reverse("newsroom:working_copies"), UNSAVED_HINT)] if unsaved else []


def _link_figures(user: Colleague) -> list[Figure]:
    """The broken links that this person may know of, while there are some."""
    broken = count_broken(user) if user.has_perm(SEES_LINKS) else 0
    return [Figure("Liên kết hỏng", broken, reverse("links:list"), "Bạn đọc bấm vào không mở được")] if broken else []


def _comment_figures(user: Colleague) -> list[Figure]:
    if not user.has_perm("comments.view_comment"):
        return []
    now = figures_for(user)
    address = reverse("queue:queue")
    shown = [Figure("Bình luận chờ duyệt", shown_count(now.states["pending"]), address, "Cũ nhất trước")]
    if now.overdue:
        shown.append(Figure("Bình luận quá hạn", shown_count(now.overdue), f"{address}?qua_han=1"))
    if now.reported.comments:
        hint = ", ".join(now.reported.hurries)
        reported = f"{address}?trang_thai=bao-cao"
        shown.append(Figure("Bạn đọc báo cáo", shown_count(now.reported.comments), reported, hint))
    if now.unit_answers:
        hint = "Đơn vị đã gửi, đợi bạn đọc rồi đăng"
        shown.append(Figure("Trả lời của đơn vị", now.unit_answers, f"{address}?trang_thai=don-vi", hint))
    if now.appeals:
        hint = "Người khác quyết định lại"
        shown.append(Figure("Đề nghị xem lại", shown_count(now.appeals), f"{address}?trang_thai=xem-lai", hint))
    if now.share is not None:
        shown.append(Figure("Bình luận đúng hạn", format_percent(now.share, 1), address, "Trong 90 ngày"))
    return shown


def _visit_figures(user: Colleague) -> list[Figure]:
    if not user.has_perm("stats.view_siteday"):
        return []
    now = live_counts.load()
    address = reverse("stats:desk")
    return [
        Figure("Lượt truy cập hôm nay", now.visits, address),
        Figure("Đang trực tuyến", now.online, address, "Trong 5 phút gần nhất"),
    ]


def _email_figures(user: Colleague) -> list[Figure]:
    """The stuck emails, for whoever is responsible for the portal, and only while there are some."""
    stuck = emails.count_stuck() if user.has_perm("layout.change_sitesettings") else 0
    hint = "Máy chủ email không nhận hoặc không trả lời. Xin báo người vận hành."
    return [Figure("Email chưa gửi được", stuck, "", hint)] if stuck else []


def _recent_articles(user: Colleague) -> Iterable[Article]:
    if not user.has_perm("articles.view_article"):
        return []
    known: QuerySet[Article] = Article.objects.visible_to(user).without_texts()
    return known.select_related("saved_by").annotate(open_at=names_of_others(user)).order_by("-saved_at")[:8]
