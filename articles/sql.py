"""Pieces of SQL for statements of other packages, which join articles to rows of their own and name no table of these.

PostgreSQL plans a piece in FROM as if its tables stood there.
"""

from collections.abc import Sequence
from typing import Any

from .models import Article, Category
from .models.display_status import shown_sql

# By kind, what each article belongs to now, in the bin too: (article_id, pk). What was read stays with its author and
# category, and a day that was counted stays as it was.
BELONGS_TO = {
    "category": "SELECT id AS article_id, category_id AS pk FROM articles_article",
    "event": "SELECT id AS article_id, event_id AS pk FROM articles_article WHERE event_id IS NOT NULL",
    "author": "SELECT article_id, author_id AS pk FROM articles_article_authors",
}
# By kind, what readers call it: (id, name); a category behind the one above it.
NAMES = {
    "category": """
        SELECT category.id, coalesce(parent.name || ' › ', '') || category.name AS name
        FROM articles_category AS category LEFT JOIN articles_category AS parent ON parent.id = category.parent_id""",
    "event": "SELECT id, name FROM articles_event",
    "author": "SELECT id, name FROM articles_author",
}
# Articles that readers could first see from %(since)s until before %(until)s and %(now)s, withdrawn since or not, also
# what is in the bin: (id, category_id, created_by_id, seconds from the first save to the first publication, NULL where
# no step was noted).
FIRST_SHOWN = """
    SELECT article.id, article.category_id, article.created_by_id,
           extract(epoch FROM first.at - article.created_at) AS seconds
    FROM articles_article AS article
    LEFT JOIN (SELECT article_id, min(at) AS at FROM articles_transition
               WHERE to_status = 'published' GROUP BY article_id) AS first ON first.article_id = article.id
    WHERE article.status IN ('published', 'withdrawn')
        AND article.published_at >= %(since)s AND article.published_at < least(%(until)s, %(now)s)"""

# The category of the article %(article)s, and the one above that, as expressions.
CATEGORY_OF_ARTICLE = "(SELECT category_id FROM articles_article WHERE id = %(article)s)"
ABOVE_CATEGORY = f"(SELECT parent_id FROM articles_category WHERE id = {CATEGORY_OF_ARTICLE})"  # noqa: S608 (ours)

_ARTICLE = ("id", "published_at", "title", "slug", "category_id", "comments_open")  # as the model orders them
_CATEGORY = ("name", "slug", "comments_open")
_PARENT = ("name", "slug")


def shown_article_sql(key: str, at: str, more: str) -> str:
    """The statement for the article `key`, if readers see it at `at`, with its category and the column `more` (SQL
    all). `read_shown_article` reads its row.
    """
    return f"""
SELECT {", ".join(f"article.{name}" for name in _ARTICLE)}, {", ".join(f"category.{name}" for name in _CATEGORY)},
       {", ".join(f"parent.{name}" for name in _PARENT)}, {more}
FROM (SELECT * FROM articles_article WHERE id = {key} AND {shown_sql(at)}) AS article
JOIN articles_category AS category ON category.id = article.category_id
LEFT JOIN articles_category AS parent ON parent.id = category.parent_id
"""  # noqa: S608 (pieces of statements)


def read_shown_article(row: Sequence[Any], using: str) -> tuple[Article, Any]:
    """(article, more) of a row of `shown_article_sql`; the article with `category` and its parent, of the database
    `using`. No query.
    """
    *row, more = row
    of_article, of_category, of_parent = row[:6], row[6:9], row[9:]
    article = Article.from_db(using, _ARTICLE, of_article)
    parent = Category(**dict(zip(_PARENT, of_parent, strict=True))) if of_parent[0] else None
    article.category = Category(**dict(zip(_CATEGORY, of_category, strict=True)), parent=parent)
    return article, more
