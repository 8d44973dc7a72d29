"""What to read after an article, in one query.

The statement is written here: the ORM takes eight milliseconds to write it, the database two to answer it.
"""

from types import SimpleNamespace

from django.utils import timezone

from uploads.models import CARDS, Image

from .models import Article, Category
from .models.display_status import shown_sql

RELATED, NEIGHBOURS = 4, 3

# `sharing` holds those written last that share a tag or the event: not all, as a tag may hang on very many articles.
AROUND = f"""
WITH sharing AS (
    (SELECT article_id AS id FROM articles_article_tags
     WHERE tag_id IN (SELECT tag_id FROM articles_article_tags WHERE article_id = %(article)s)
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
SELECT chosen.kind, article.id, article.title, article.slug, article.published_at,
       category.name AS category_name, category.slug AS category_slug,
       cover.file AS cover_file, cover.alt AS cover_alt, cover.width AS cover_width, cover.height AS cover_height
FROM chosen
JOIN articles_article AS article USING (id)
JOIN articles_category AS category ON category.id = article.category_id
LEFT JOIN ({CARDS}) AS cover ON cover.id = article.cover_id
ORDER BY article.published_at DESC, article.id DESC
"""  # noqa: S608 (constants alone)


def load_around(article):
    """A namespace of lists for cards: `related` shares a tag or the event, the newest first; `newer` and `older` are
    the nearest of the same category, the nearest first. One query.
    """
    asked = {
        "article": article.pk,
        "event": article.event_id,
        "category": article.category_id,
        "moment": article.published_at or timezone.now(),
        "now": timezone.now(),
        "related": RELATED,
        "neighbours": NEIGHBOURS,
    }
    found = SimpleNamespace(related=[], newer=[], older=[])
    for row in Article.objects.raw(AROUND, asked):
        getattr(found, row.kind).append(_with_parts(row))
    found.newer.reverse()
    return found


def _with_parts(row):
    row.category = Category(name=row.category_name, slug=row.category_slug)
    row.cover = None
    if row.cover_file:
        row.cover = Image(file=row.cover_file, alt=row.cover_alt, width=row.cover_width, height=row.cover_height)
    return row
