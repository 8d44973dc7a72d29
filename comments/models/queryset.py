"""Which comments: the questions that pages, the queue and the limits ask."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q

from articles.models import Article
from comments.references import submission_ids

ROOTS_PER_PAGE = 50
# One page of a thread, root by root, the totals beside each row; a row of totals alone when there is nothing else.
# In SQL, as the ORM takes ten times longer to write it than the database to answer.
THREAD = """
WITH said AS (
    SELECT id, parent_id, in_reply_to_id, name, body, is_official, created_at FROM comments_comment
    WHERE article_id = %(article)s AND state = 'approved'
), roots AS (
    SELECT id, created_at FROM said WHERE parent_id IS NULL
), shown AS (
    SELECT id, created_at FROM roots ORDER BY created_at, id LIMIT %(size)s OFFSET %(offset)s
), totals AS (
    SELECT count(*) AS ratings, coalesce(sum(score), 0) AS points, avg(score)::float AS average,
           (SELECT count(*) FROM roots) AS root_total,
           (SELECT count(*) FROM said JOIN roots ON said.parent_id = roots.id) AS reply_total
    FROM comments_rating WHERE article_id = %(article)s
)
SELECT said.id, said.parent_id, said.name, said.body, said.is_official, said.created_at,
       coalesce(answered.name, '') AS answered_name, totals.*
FROM totals
LEFT JOIN shown ON true
LEFT JOIN said ON coalesce(said.parent_id, said.id) = shown.id
LEFT JOIN said AS answered ON answered.id = said.in_reply_to_id
ORDER BY shown.created_at, shown.id, said.parent_id NULLS FIRST, said.created_at, said.id
"""


@dataclass
class Thread:
    """One page of what was said about an article.

    `roots` are comments, each with `answers`, a list of its replies; replies carry `answered_name` when they answer
    another reply. `count` counts the whole thread, `page` and `pages` count from 1. `rating` is the article's, as
    `RatingQuerySet.summary` gives it.
    """

    roots: list
    count: int
    page: int
    pages: int
    rating: dict

    @property
    def next_page(self):
        """The number of the next page, or None."""
        return self.page + 1 if self.page < self.pages else None

    @property
    def first(self):
        """The number of the first root on this page, from 1."""
        return (self.page - 1) * ROOTS_PER_PAGE + 1


class CommentQuerySet(models.QuerySet):
    def visible(self):
        """What readers may see: approved, and a reply only while its root is approved."""
        return self.filter(Q(parent=None) | Q(parent__state="approved"), state="approved")

    def pending(self):
        """Waiting for a moderator, the oldest first."""
        return self.filter(state="pending").order_by("created_at", "pk")

    def about(self, article):
        return self.filter(article=article)

    def of_sender(self, sender_key):
        return self.filter(sender_key=sender_key)

    def numbered(self, reference):
        """The comments with the number `reference` ("BL-K7QMD-2XWPA"): one, or none."""
        ids = submission_ids(reference)
        return self.filter(submission_id__range=ids) if ids else self.none()

    def others_of_sender(self, comment):
        """What else the sender of `comment` sent in the same month, newest first; nothing for an official answer."""
        if comment.sender_key is None:
            return self.none()
        return self.of_sender(comment.sender_key).exclude(pk=comment.pk).order_by("-created_at", "-pk")

    def counts(self, articles):
        """`{article pk: number of visible comments}` for a list or page of articles, zeros included. One query."""
        numbers = dict.fromkeys((article.pk for article in articles), 0)
        visible = self.visible().filter(article__in=list(numbers)).order_by()
        return numbers | dict(visible.values_list("article").annotate(Count("pk")))

    def newest(self, count):
        """The newest `count` visible comments of readers on published articles, with the article. One query."""
        return (
            self.visible()
            .filter(is_official=False, article__in=Article.objects.published())
            .select_related("article")
            .only("body", "name", "created_at", "submission_id", "article__title", "article__slug")
            .order_by("-created_at", "-pk")[:count]
        )

    def thread(self, article, page=1):
        """The `Thread` of `article`: fifty roots a page, the oldest first, each with its replies. One query.

        A page past the end is the last one (two queries). E-mail addresses are not even loaded.
        """
        place = {"article": article.pk, "size": ROOTS_PER_PAGE, "offset": (page - 1) * ROOTS_PER_PAGE}
        rows = list(self.raw(THREAD, place))
        totals = rows[0]
        pages = max(-(-totals.root_total // ROOTS_PER_PAGE), 1)
        if page > pages:
            return self.thread(article, pages)
        roots = {row.pk: row for row in rows if row.pk and row.parent_id is None}
        for root in roots.values():
            root.answers = []
        for row in rows:
            if row.parent_id:
                roots[row.parent_id].answers.append(row)
        rating = {"points": totals.points, "count": totals.ratings, "average": totals.average}
        return Thread(list(roots.values()), totals.root_total + totals.reply_total, page, pages, rating)

    def answerable(self, article):
        """What a reader may answer: visible comments of the same article."""
        return self.visible().about(article).select_related("parent")

    def state_counts(self):
        """`{state: number}` over all comments; one query."""
        return dict(self.order_by().values_list("state").annotate(Count("pk")))

    def for_queue(self):
        """Load what the moderation list shows in one query, and not the e-mail."""
        return self.select_related("article", "decided_by", "parent", "in_reply_to").defer(
            "email",
            "parent__email",
            "in_reply_to__email",
            "article__body",
            "article__search_exact",
            "article__search_folded",
        )

    def same_digest_since(self, digest, moment):
        return self.filter(digest=digest, created_at__gt=moment)

    def history_of(self, sender_key, since):
        """What one sender sent after `since`, newest first, at most 200 rows: times, states and digests, no texts."""
        rows = self.of_sender(sender_key).filter(created_at__gt=since).order_by("-created_at", "-pk")
        return rows.only("article", "created_at", "digest", "state")[:200]
