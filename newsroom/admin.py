"""The article in the admin (Django looks for `admin` in each app)."""

from .article_admin import ArticleAdmin

__all__ = ["ArticleAdmin"]
