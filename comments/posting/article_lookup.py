"""Where readers comment: an article as the pages of comments show it, and whether it takes comments, in one query.

The statement is written here: the ORM takes longer to write it than the database to answer it, at every comment.
"""

from django.db import connection
from django.http import Http404
from django.utils import timezone

from articles.sql import read_shown_article, shown_article_sql
from comments.models import Policy
from comments.models.comments_open import why_closed
from comments.models.policy import POLICY_AS_JSON
from comments.references import KEY_DIGITS
from database.prepared import Statement

# $1 the article's key, $2 the moment
PLACE = Statement("bigint, timestamptz", shown_article_sql(key="$1", at="$2", more=POLICY_AS_JSON))


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
    article, policy = read_shown_article(row, using=connection.alias)
    article.policy = Policy.from_json(policy)
    article.closed_because = why_closed(article, article.policy)
    return article
