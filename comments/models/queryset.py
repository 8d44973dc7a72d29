"""Which comments: the questions that pages, the queue and the limits ask."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Case, Count, F, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from articles.models import Article

ROOTS_PER_PAGE = 50


@dataclass
class Thread:
    """One page of what was said about an article.

    `roots` are comments, each with `answers`, a list of its replies; replies carry `answered_name` when they answer
    another reply. `count` counts the whole thread, `page` and `pages` count from 1.
    """

    roots: list
    count: int
    page: int
    pages: int

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

        A page past the end is the last one (three queries). E-mail addresses are not even loaded.
        """
        rows = list(self._thread_rows(article, page))
        if not rows and page > 1:
            last = -(-self.visible().about(article).filter(parent=None).count() // ROOTS_PER_PAGE)
            return self.thread(article, max(last, 1))
        root_count, reply_count = (rows[0].root_total, rows[0].reply_total) if rows else (0, 0)
        roots = {row.pk: row for row in rows if row.parent_id is None}
        for root in roots.values():
            root.answers = []
        for row in rows:
            if row.parent_id:
                roots[row.parent_id].answers.append(row)
        return Thread(list(roots.values()), root_count + reply_count, page, max(-(-root_count // ROOTS_PER_PAGE), 1))

    def _thread_rows(self, article, page):
        """The roots of one page and their replies; each row has `root_total` and `reply_total` of the whole thread."""
        approved = self.about(article).filter(state="approved")
        roots = approved.filter(parent=None)
        # Naming the article of the root too lets PostgreSQL join one article's rows, and not all comments.
        replies = approved.filter(parent__state="approved", parent__article=article)
        on_page = roots.order_by("created_at", "pk").values("pk")[(page - 1) * ROOTS_PER_PAGE : page * ROOTS_PER_PAGE]
        answered = When(in_reply_to__state="approved", then="in_reply_to__name")
        return (
            self.visible()
            .about(article)
            .annotate(
                root_id=Coalesce("parent_id", "pk"),
                root_at=Coalesce("parent__created_at", "created_at"),
                answered_name=Case(answered, default=Value("")),
                root_total=_number_of(roots),
                reply_total=Coalesce(_number_of(replies), 0),
            )
            .filter(root_id__in=on_page)
            .only("parent", "name", "body", "is_official", "created_at")
            .order_by("root_at", "root_id", F("parent").asc(nulls_first=True), "created_at", "pk")
        )

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


def _number_of(comments):
    """How many `comments` (all about one article) there are, for use inside another query."""
    return Subquery(comments.order_by().values("article").annotate(number=Count("pk")).values("number"))
