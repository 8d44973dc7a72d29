"""The first page of the admin: what waits for this person, each figure with a link."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from articles.models import Article
from comments.queue.figures import figures_for, shown_count
from mailing import emails
from stats.queries import live_counts
from vietnamese.numbers import format_percent

from .reminders import Colleague


@dataclass(frozen=True, slots=True)
class Figure:
    """Something that waits: `figure` is a number, or words; `address` is empty where there is no list to open."""

    title: str
    figure: int | str
    address: str
    hint: str = ""


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add `waiting` (Figures) and `recent` (articles) to the context of the index page.

    At most five queries; a figure is only counted for whom it concerns.
    """
    context["waiting"] = _figures(request.user)
    context["recent"] = _recent_articles(request.user)
    return context


def _figures(user: Colleague) -> list[Figure]:
    return [*_article_figures(user), *_comment_figures(user), *_visit_figures(user), *_email_figures(user)]


def _article_figures(user: Colleague) -> list[Figure]:
    if not user.has_perm("articles.add_article"):
        return []
    counts = Article.objects.counts_for_dashboard(user)
    listed = reverse("admin:articles_article_changelist")
    return [
        Figure("Bài chờ duyệt", counts["in_review"], f"{listed}?trang_thai=review", "Biên tập viên đọc và duyệt"),
        Figure(
            "Bản nháp của tôi",
            counts["own_drafts"],
            f"{listed}?trang_thai=draft&created_by__id__exact={user.pk}",
        ),
        Figure("Bài hẹn giờ", counts["scheduled"], f"{listed}?trang_thai=scheduled", "Đến giờ tự hiện"),
    ]


def _comment_figures(user: Colleague) -> list[Figure]:
    if not user.has_perm("comments.view_comment"):
        return []
    now = figures_for(user)
    address = reverse("queue:queue")
    shown = [Figure("Bình luận chờ duyệt", shown_count(now.states["pending"]), address, "Cũ nhất trước")]
    if now.overdue:
        shown.append(Figure("Bình luận quá hạn", shown_count(now.overdue), f"{address}?qua_han=1"))
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
    return known.select_related("saved_by").order_by("-saved_at")[:8]
