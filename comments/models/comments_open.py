"""Whether an article takes new comments now, and the sentence that says why it does not."""

from datetime import datetime, timedelta

from django.utils import timezone

from articles.models import Article
from vietnamese.numbers import format_number

from .mode import ModeInForce
from .policy import Policy

SITE_CLOSED = "Trang tin tạm ngừng nhận bình luận."
ARTICLE_CLOSED = "Bài viết này không nhận bình luận mới."
CLOSED_NOW = "Ban Biên tập tạm ngừng nhận bình luận mới ở bài này."
TOO_OLD = "Đã quá {days} ngày kể từ khi đăng, bài viết này không nhận bình luận mới."


def why_closed(article: Article, policy: Policy, at: datetime | None = None, mode: ModeInForce | None = None) -> str:
    """The sentence, or "" while `article` (category loaded) takes comments at `at` (aware; default now). No query."""
    if not policy.is_open:
        return SITE_CLOSED
    if not article.accepts_comments:
        return ARTICLE_CLOSED
    if mode and mode.is_closed:
        return CLOSED_NOW
    days = policy.closes_after_days
    if days and article.published_at and (at or timezone.now()) > article.published_at + timedelta(days=days):
        return TOO_OLD.format(days=format_number(days))
    return ""
