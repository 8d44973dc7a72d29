"""One page of the comments on an article, in one query."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, models

from articles.models import Article
from articles.sql import ABOVE_CATEGORY, CATEGORY_OF_ARTICLE

from .comments_open import why_closed
from .mode import ModeInForce, mode_sql
from .policy import POLICY_AS_JSON, Policy
from .public_state import OF_STATE
from .rating import COUNTED_SQL, RatingSummary

ROOTS_PER_PAGE = 20
TOTALS = 7  # columns before those of a comment


class Order(models.TextChoices):
    OLDEST = "cu-nhat", "Cũ nhất"
    NEWEST = "moi-nhat", "Mới nhất"
    USEFUL = "huu-ich", "Hữu ích nhất"


COLUMNS = {
    Order.OLDEST: "created_at, id",
    Order.NEWEST: "created_at DESC, id DESC",
    Order.USEFUL: "likes DESC, created_at, id",
}
# Root by root, the totals beside each row; a row of totals alone when there is nothing else. A root that is gone
# keeps its place while answers stand below it; its words are not even loaded.
# In SQL, as the ORM takes ten times longer to write it than the database to answer.
THREAD = f"""
WITH roots AS (
    SELECT id, created_at, likes, state FROM comments_comment
    WHERE article_id = %(article)s AND parent_id IS NULL AND state = 'approved'
    UNION ALL
    SELECT id, created_at, 0, state FROM comments_comment
    WHERE article_id = %(article)s AND parent_id IS NULL AND state <> 'approved' AND id IN (
        SELECT parent_id FROM comments_comment WHERE article_id = %(article)s AND state = 'approved')
), shown AS (
    SELECT id, row_number() OVER () AS place
    FROM (SELECT id FROM roots ORDER BY {{order}} LIMIT %(size)s OFFSET %(offset)s) AS page
), said AS (
    SELECT shown.place, root.* FROM shown JOIN comments_comment AS root USING (id)
    UNION ALL
    SELECT shown.place, reply.* FROM shown
    JOIN comments_comment AS reply ON reply.parent_id = shown.id AND reply.state = 'approved'
), totals AS (
    SELECT count(*) AS ratings, coalesce(sum(score), 0) AS points, avg(score)::float AS average,
           (SELECT count(*) FROM roots) AS root_total,
           (SELECT count(*) FROM roots WHERE state = 'approved')
           + (SELECT count(*) FROM comments_comment AS reply JOIN roots ON reply.parent_id = roots.id
              WHERE reply.article_id = %(article)s AND reply.state = 'approved') AS total,
           {POLICY_AS_JSON} AS policy_row,
           {mode_sql("%(article)s", CATEGORY_OF_ARTICLE, ABOVE_CATEGORY)} AS mode_row
    FROM comments_rating WHERE article_id = %(article)s AND {COUNTED_SQL}
)
SELECT totals.*, said.parent_id::text, said.id::text, said.created_at, said.likes, said.is_official,
       said.state, CASE said.state WHEN 'approved' THEN said.name ELSE '' END,
       CASE said.state WHEN 'approved' THEN said.body ELSE '' END, coalesce(answered.name, ''),
       said.masked_at IS NOT NULL
FROM totals
LEFT JOIN said ON true
LEFT JOIN said AS answered ON answered.id = said.in_reply_to_id
ORDER BY said.place, said.parent_id NULLS FIRST, said.created_at, said.id
"""  # noqa: S608 (constants alone)
IN_PLACE = {state: public.in_its_place for state, public in OF_STATE.items()}
THREADS = {order: THREAD.replace("{order}", columns) for order, columns in COLUMNS.items()}


@dataclass(frozen=True, slots=True)
class ThreadComment:
    """A comment as its thread shows it. `key` is its pk as text, which renders faster than a number. One that is gone
    has a sentence in its place (PublicState), and no name and no words. `answers` are those of a root, the oldest
    first; `answered_name` names whom an answer replies to.
    """

    key: str
    created_at: datetime
    likes: int
    is_official: bool
    in_its_place: str
    name: str
    body: str
    answered_name: str
    is_masked: bool = False
    answers: "list[ThreadComment]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Thread:
    """One page of the comments on an article.

    `count` counts the whole thread, `page` and `pages` count from 1. `rating` is the article's. `closed_because` is
    the sentence of `comments_open.why_closed`, "" while comments are taken.
    """

    roots: list[ThreadComment]
    count: int
    page: int
    pages: int
    order: Order
    rating: RatingSummary
    policy: Policy
    closed_because: str

    @property
    def is_open(self) -> bool:
        return not self.closed_because

    @property
    def next_page(self) -> int | None:
        """The number of the next page, or None."""
        return self.page + 1 if self.page < self.pages else None

    @property
    def first(self) -> int:
        """The number of the first root on this page, from 1."""
        return (self.page - 1) * ROOTS_PER_PAGE + 1

    @property
    def orders(self) -> list[tuple[str, str]]:
        """`(value, label)` of the ways to sort, when there is something to sort."""
        return Order.choices if len(self.roots) > 1 else []

    @property
    def order_in_links(self) -> str:
        """The order in links between the pages; "" for the usual one."""
        return "" if self.order == Order.OLDEST else f"&sap_xep={self.order.value}"


def load_thread(article: Article, page: int, order: Order) -> Thread:
    """The Thread of `article` (category loaded); see `CommentQuerySet.thread`."""
    place = {"article": article.pk, "size": ROOTS_PER_PAGE, "offset": (page - 1) * ROOTS_PER_PAGE}
    with connection.cursor() as cursor:
        cursor.execute(THREADS[order], place)
        rows = cursor.fetchall()
    ratings, points, average, root_total, total, policy_row, mode_row = rows[0][:TOTALS]
    pages = max(-(-root_total // ROOTS_PER_PAGE), 1)
    if page > pages:
        return load_thread(article, pages, order)
    policy, mode = Policy.from_json(policy_row), ModeInForce.read(json.loads(mode_row) if mode_row else None)
    return Thread(
        roots=_with_answers(row[TOTALS:] for row in rows),
        count=total,
        page=page,
        pages=pages,
        order=order,
        rating=RatingSummary(points, ratings, average),
        policy=policy,
        closed_because=why_closed(article, policy, mode=mode),
    )


def _with_answers(rows: Iterable[tuple[Any, ...]]) -> list[ThreadComment]:
    """The roots among `rows` (the key of the root above, or None, and what a ThreadComment holds), with the answers.

    A root stands before its answers; the row of an empty thread has no key.
    """
    roots: dict[str, ThreadComment] = {}
    for above, key, created_at, likes, is_official, state, *words in rows:
        if not key:
            continue
        comment = ThreadComment(key, created_at, likes, is_official, IN_PLACE[state], *words)
        if above:
            roots[above].answers.append(comment)
        else:
            roots[key] = comment
    return list(roots.values())
