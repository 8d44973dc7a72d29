"""What to read after an article, in one query.

The statement is written by hand: the ORM takes eight milliseconds to write it, the database two to answer it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import connection
from django.utils import timezone

from uploads.models import CARDS, Image

from .models import Article, Category, Tag
from .models.display_status import shown_sql

RELATED, NEIGHBOURS = 4, 3
# What a compact card shows. `from_db` wants the columns of an article in the order of its fields.
SHOWN = {"id", "published_at", "title", "slug"}
ARTICLE = tuple(column.attname for column in Article._meta.concrete_fields if column.attname in SHOWN)
CATEGORY, COVER = ("name", "slug"), ("file", "alt", "width", "height", "focus_x", "focus_y")
COLUMNS = ", ".join(
    f"{table}.{name}"
    for table, names in (("article", ARTICLE), ("category", CATEGORY), ("cover", COVER))
    for name in names
)

# `sharing` holds the newest that share a tag or the event; not all, because a tag may have very many articles.
TAGS = "SELECT tag_id FROM articles_article_tags WHERE article_id = %(article)s"
STATEMENT = f"""
WITH sharing AS (
    (SELECT article_id AS id FROM articles_article_tags
     WHERE tag_id IN ({TAGS})
     ORDER BY article_id DESC LIMIT 200)
    UNION (SELECT id FROM articles_article WHERE event_id = %(event)s ORDER BY id DESC LIMIT 200)
), chosen AS (
    (SELECT 'related' AS kind, id FROM articles_article
     WHERE id IN (SELECT id FROM sharing) AND id <> %(article)s AND {shown_sql()}
     ORDER BY published_at DESC, id DESC LIMIT %(related)s)
    UNION ALL
    (SELECT 'newer', id FROM articles_article
     WHERE category_id = %(category)s AND published_at > %(moment)s AND id <> %(article)s AND {shown_sql()}
     ORDER BY published_at, id LIMIT %(neighbours)s)
    UNION ALL
    (SELECT 'older', id FROM articles_article
     WHERE category_id = %(category)s AND published_at <= %(moment)s AND id <> %(article)s AND {shown_sql()}
     ORDER BY published_at DESC, id DESC LIMIT %(neighbours)s)
)
SELECT chosen.kind, {COLUMNS}
FROM chosen
JOIN articles_article AS article USING (id)
JOIN articles_category AS category ON category.id = article.category_id
LEFT JOIN ({CARDS}) AS cover ON cover.id = article.cover_id
ORDER BY article.published_at DESC, article.id DESC
"""  # noqa: S608 (constants alone)
OF_TAGS = STATEMENT.replace(TAGS, "SELECT unnest(%(tags)s::bigint[])")


@dataclass(frozen=True, slots=True)
class RelatedArticles:
    """Articles with what a compact card shows of them: title, address, moment, category and cover.

    `related` share a tag or the event, the newest first; `newer` and `older` are the nearest of the same category, the
    nearest first.
    """

    related: list[Article] = field(default_factory=list)
    newer: list[Article] = field(default_factory=list)
    older: list[Article] = field(default_factory=list)


def load_related(article: Article, tags: Sequence[Tag] | None = None) -> RelatedArticles:
    """The RelatedArticles of `article`, which may have no row yet; with `tags` in place of those that it has. One
    query.
    """
    asked = {
        "article": article.pk or 0,
        "tags": [tag.pk for tag in tags or [] if tag.pk],
        "event": article.event_id,
        "category": article.category_id,
        "moment": article.published_at or timezone.now(),
        "now": timezone.now(),
        "related": RELATED,
        "neighbours": NEIGHBOURS,
    }
    found = RelatedArticles()
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT if tags is None else OF_TAGS, asked)
        for kind, *row in cursor.fetchall():
            getattr(found, kind).append(_article(row))
    found.newer.reverse()
    return found


def _article(row: list[Any]) -> Article:
    """The Article of a row of STATEMENT, other fields deferred."""
    columns = iter(row)
    own, category, cover = ([*islice(columns, len(names))] for names in (ARTICLE, CATEGORY, COVER))
    article = Article.from_db(connection.alias, ARTICLE, own)
    article.category = Category(**dict(zip(CATEGORY, category, strict=True)))
    article.cover = Image(**dict(zip(COVER, cover, strict=True))) if any(cover) else None
    return article
