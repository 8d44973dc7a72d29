"""The content side of the admin (Django looks for `admin` in each app)."""

from .article import ArticleAdmin
from .taxonomy import AuthorAdmin, CategoryAdmin, EventAdmin, PageAdmin, TagAdmin

__all__ = ["ArticleAdmin", "AuthorAdmin", "CategoryAdmin", "EventAdmin", "PageAdmin", "TagAdmin"]
