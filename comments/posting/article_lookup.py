"""The article that readers comment on: what the pages of comments show of it, and whether it takes comments; in one
query.

The statement is written by hand, because the ORM takes longer to write it than the database to answer it.
"""

import json
from dataclasses import dataclass

from django.db import connection
from django.http import Http404
from django.utils import timezone

from articles.models import Article
from articles.sql import read_shown_article, shown_article_sql
from comments.models import Policy
from comments.models.comments_open import why_closed
from comments.models.mode import ModeInForce, mode_sql
from comments.models.policy import POLICY_AS_JSON
from database.keys import KEY_DIGITS
from database.prepared import Statement

_MODE = mode_sql("article.id", "article.category_id", "category.parent_id")
_MORE = f"jsonb_build_array({POLICY_AS_JSON}, {_MODE})"
# $1 the article's key, $2 the moment
STATEMENT = Statement("bigint, timestamptz", shown_article_sql(key="$1", at="$2", more=_MORE))


@dataclass(frozen=True, slots=True)
class CommentedArticle:
    """A published article (with `category` and its parent) as the pages of comments need it. `closed_because` is the
    sentence of `why_closed`, "" while comments are taken; `mode` says how they are.
    """

    article: Article
    policy: Policy
    closed_because: str
    mode: ModeInForce


def load_commented_article(article_pk: int) -> CommentedArticle:
    """The CommentedArticle with that key. Raises Http404. One query."""
    if article_pk >= 10**KEY_DIGITS:
        raise Http404
    with connection.cursor() as cursor:
        STATEMENT.execute(cursor, article_pk, timezone.now())
        row = cursor.fetchone()
    if row is None:
        raise Http404
    article, more = read_shown_article(row, using=connection.alias)
    policy_row, mode_row = json.loads(more)
    policy, mode = Policy.from_row(policy_row), ModeInForce.read(mode_row)
    return CommentedArticle(article, policy, why_closed(article, policy, mode=mode), mode)
