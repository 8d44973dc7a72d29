"""Where readers comment: an article as the pages of comments show it, and whether it takes comments, in one query.

The statement is written here: the ORM takes longer to write it than the database to answer it, at every comment.
"""

from django.db import connection
from django.http import Http404
from django.utils import timezone

from articles.models import Article, Category
from articles.models.display_status import shown_sql
from database.prepared import Statement

from .models import Policy
from .models.policy import POLICY_AS_JSON
from .opening import why_closed
from .references import KEY_DIGITS

ARTICLE = ("id", "published_at", "title", "slug", "category_id", "comments_open")  # as the model orders them
CATEGORY = ("name", "slug", "comments_open")
PARENT = ("name", "slug")
# $1 the article's key, $2 the moment
PLACE = Statement(
    "bigint, timestamptz",
    f"""
SELECT {", ".join(f"article.{name}" for name in ARTICLE)}, {", ".join(f"category.{name}" for name in CATEGORY)},
       {", ".join(f"parent.{name}" for name in PARENT)}, {POLICY_AS_JSON}
FROM (SELECT * FROM articles_article WHERE id = $1 AND {shown_sql(at="$2")}) AS article
JOIN articles_category AS category ON category.id = article.category_id
LEFT JOIN articles_category AS parent ON parent.id = category.parent_id
""",  # noqa: S608 (constants alone)
)


def find_place(article_pk):
    """The published article, with `category` (and its parent), `policy` and `closed_because`, the sentence of
    `why_closed`. Raises Http404. One query.
    """
    if article_pk >= 10**KEY_DIGITS:
        raise Http404
    with connection.cursor() as cursor:
        PLACE.execute(cursor, article_pk, timezone.now())
        row = cursor.fetchone()
    if row is None:
        raise Http404
    *row, policy = row
    of_article, of_category, of_parent = row[:6], row[6:9], row[9:]
    article = Article.from_db(connection.alias, ARTICLE, of_article)
    parent = Category(**dict(zip(PARENT, of_parent, strict=True))) if of_parent[0] else None
    article.category = Category(**dict(zip(CATEGORY, of_category, strict=True)), parent=parent)
    article.policy = Policy.from_json(policy)
    article.closed_because = why_closed(article, article.policy)
    return article
