"""One page of what was said about an article, in one query."""

from dataclasses import dataclass

from django.db import models

from .comments_open import why_closed
from .policy import POLICY_AS_JSON, Policy

ROOTS_PER_PAGE = 20


class Order(models.TextChoices):
    OLDEST = "cu-nhat", "Cũ nhất"
    NEWEST = "moi-nhat", "Mới nhất"
    USEFUL = "huu-ich", "Hữu ích nhất"


COLUMNS = {
    Order.OLDEST: "created_at, id",
    Order.NEWEST: "created_at DESC, id DESC",
    Order.USEFUL: "likes DESC, created_at, id",
}
# Root by root, the totals beside each row; a row of totals alone when there is nothing else. A root that its sender
# withdrew keeps its place while answers stand below it; its words are not even loaded.
# In SQL, as the ORM takes ten times longer to write it than the database to answer.
THREAD = f"""
WITH roots AS (
    SELECT id, created_at, likes, state FROM comments_comment
    WHERE article_id = %(article)s AND parent_id IS NULL AND state = 'approved'
    UNION ALL
    SELECT id, created_at, likes, state FROM comments_comment AS root
    WHERE article_id = %(article)s AND parent_id IS NULL AND state = 'withdrawn' AND EXISTS (
        SELECT FROM comments_comment
        WHERE article_id = %(article)s AND parent_id = root.id AND state = 'approved')
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
           {POLICY_AS_JSON} AS policy_row
    FROM comments_rating WHERE article_id = %(article)s
)
SELECT said.id, said.id::text AS key, said.parent_id, said.state, said.is_official, said.created_at, said.likes,
       CASE said.state WHEN 'approved' THEN said.name ELSE '' END AS name,
       CASE said.state WHEN 'approved' THEN said.body ELSE '' END AS body,
       coalesce(answered.name, '') AS answered_name, totals.*
FROM totals
LEFT JOIN said ON true
LEFT JOIN said AS answered ON answered.id = said.in_reply_to_id
ORDER BY said.place, said.parent_id NULLS FIRST, said.created_at, said.id
"""  # noqa: S608 (constants alone)
THREADS = {order: THREAD.replace("{order}", columns) for order, columns in COLUMNS.items()}


@dataclass
class Thread:
    """One page of what was said about an article.

    `roots` are comments, each with `answers`, a list of its replies; replies carry `answered_name` when they answer
    another reply. `count` counts the whole thread, `page` and `pages` count from 1. `rating` is the article's, as
    `RatingQuerySet.summary` gives it. `closed_because` is the sentence of `opening.why_closed`, "" while comments are
    taken.
    """

    roots: list
    count: int
    page: int
    pages: int
    order: Order
    rating: dict
    policy: Policy
    closed_because: str

    @property
    def is_open(self):
        return not self.closed_because

    @property
    def next_page(self):
        """The number of the next page, or None."""
        return self.page + 1 if self.page < self.pages else None

    @property
    def first(self):
        """The number of the first root on this page, from 1."""
        return (self.page - 1) * ROOTS_PER_PAGE + 1

    @property
    def orders(self):
        """`(value, label)` of the ways to sort, when there is something to sort."""
        return Order.choices if len(self.roots) > 1 else []

    @property
    def order_in_links(self):
        """What the links between the pages carry: nothing for the usual order."""
        return "" if self.order == Order.OLDEST else f"&sap_xep={self.order.value}"


def load_thread(comments, article, page, order):
    """The Thread of `article` (category loaded); see `CommentQuerySet.thread`."""
    place = {"article": article.pk, "size": ROOTS_PER_PAGE, "offset": (page - 1) * ROOTS_PER_PAGE}
    rows = list(comments.raw(THREADS[order], place))
    totals = rows[0]
    pages = max(-(-totals.root_total // ROOTS_PER_PAGE), 1)
    if page > pages:
        return load_thread(comments, article, pages, order)
    policy = Policy.from_json(totals.policy_row)
    return Thread(
        roots=_with_answers(rows),
        count=totals.total,
        page=page,
        pages=pages,
        order=order,
        rating={"points": totals.points, "count": totals.ratings, "average": totals.average},
        policy=policy,
        closed_because=why_closed(article, policy),
    )


def _with_answers(rows):
    """The roots among `rows`, each with its answers; an answer has none, which the template need not find out."""
    roots = {row.pk: row for row in rows if row.pk and row.parent_id is None}
    for row in rows:
        row.answers = []
        if row.parent_id:
            roots[row.parent_id].answers.append(row)
    return list(roots.values())
