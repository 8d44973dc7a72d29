"""Where readers comment: an article as the pages of comments show it, and whether it takes comments, in one query.

The statement is written here: the ORM takes longer to write it than the database to answer it, at every comment.
"""

from django.http import Http404
from django.utils import timezone

from articles.models import Article, Category
from articles.models.standing import SHOWN

from .models import Policy
from .models.policy import POLICY_AS_JSON
from .opening import why_closed

PLACE = f"""
SELECT article.id, article.title, article.slug, article.published_at, article.comments_open, article.category_id,
       category.name AS category_name, category.slug AS category_slug, category.comments_open AS category_open,
       parent.name AS parent_name, parent.slug AS parent_slug, {POLICY_AS_JSON} AS policy_row
FROM (SELECT * FROM articles_article WHERE id = %(pk)s AND {SHOWN}) AS article
JOIN articles_category AS category ON category.id = article.category_id
LEFT JOIN articles_category AS parent ON parent.id = category.parent_id
"""  # noqa: S608 (constants alone)


def find_place(article_pk):
    """The published article, with `category` (and its parent), `policy` and `closed_because`, the sentence of
    `why_closed`. Raises Http404. One query.
    """
    found = list(Article.objects.raw(PLACE, {"pk": article_pk, "now": timezone.now()}))
    if not found:
        raise Http404
    article = found[0]
    parent = Category(name=article.parent_name, slug=article.parent_slug) if article.parent_slug else None
    article.category = Category(
        name=article.category_name, slug=article.category_slug, parent=parent, comments_open=article.category_open
    )
    article.policy = Policy.from_json(article.policy_row)
    article.closed_because = why_closed(article, article.policy)
    return article
