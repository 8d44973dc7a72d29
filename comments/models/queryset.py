"""The comments that pages, the queue and the limits ask for."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Upper
from django.db.models.functions.text import ConcatPair
from django.db.models.lookups import Exact

from accounts.models import User
from articles.models import Article
from articles.models.visible_to import title_for
from comments.references import submission_ids

from .open_reports import as_json, listed_at
from .thread import ROOTS_PER_PAGE, Order, Thread, load_thread
from .waiting import WaitingQuerySet

if TYPE_CHECKING:
    from .comment import Comment


def is_reference(text: str) -> bool:
    """Whether `text` is the number of a comment, as `numbered` finds it."""
    return bool(submission_ids(text))


class CommentQuerySet(WaitingQuerySet):
    def visible(self) -> Self:
        """What readers may see: approved, whatever became of the comment that it answers."""
        return self.filter(state="approved")

    def visible_to(self, user: User | AnonymousUser | None) -> Self:
        """The comments that `user` may know: all for moderators, otherwise what readers may see."""
        return self.all() if user is not None and user.has_perm("comments.view_comment") else self.visible()

    def with_article_title(self, user: User | AnonymousUser | None) -> Self:
        """With `article_title`: "" of an article that is not public and that `user` (None: anybody) may not know."""
        return self.annotate(article_title=title_for(user, to_article="article__"))

    def for_rows(self) -> Self:
        """Of `for_queue` what a row of the list shows, with `public_title`, its article's as anybody sees it: "" of
        one that is not public.
        """
        shown = self.select_related(None).select_related("assigned_to", "question", "appeal")
        return shown.annotate(public_title=title_for(None, to_article="article__"))

    def pending(self) -> Self:
        """Waiting for a moderator, the oldest first."""
        return self.filter(state="pending").order_by("created_at", "pk")

    def about(self, article: Article) -> Self:
        return self.filter(article=article)

    def of_key(self, key: UUID | str) -> Self:
        """Those that a rule on the sender with this key is about: of a browser, or of a network in older rules."""
        return self.filter(Q(browser_key=key) | Q(sender_key=key))

    def of_sender_of(self, comment: "Comment") -> Self:
        """`comment` and others of its sender in the same month; none for an official answer.

        A sender is a browser on its network, without what others have confirmed as theirs; one whose address is
        confirmed is known by it: here, and wherever it is confirmed. Comments that an older release took are known by
        their network alone. The address is compared where it lies.
        """
        if comment.browser_key is None:
            is_old = {"sender_key": comment.sender_key, "browser_key": None}
            return self.filter(**is_old) if comment.sender_key else self.none()
        here = Q(browser_key=comment.browser_key)
        address = self.model.objects.filter(pk=comment.pk).values(address=Upper("email"))
        is_own = Q(Exact(Upper("email"), Subquery(address)))
        if comment.email_confirmed_at is None:
            return self.filter(here & (Q(email_confirmed_at=None) | is_own))
        return self.filter(is_own & (here | Q(email_confirmed_at__isnull=False)))

    def numbered(self, reference: str) -> Self:
        """The comments with the number `reference` ("BL-K7QMD-2XWPA"): one, or none."""
        ids = submission_ids(reference)
        return self.filter(submission_id__range=ids) if ids else self.none()

    def of_address(self, address: str) -> Self:
        """What was sent under one e-mail address, in letters of any case."""
        return self.filter(email__iexact=address)

    def not_shown_since(self, moment: datetime) -> Self:
        """Refused, spam or withdrawn before `moment`, and still with a name and words."""
        aside = ["rejected", "spam", "withdrawn"]
        return self.filter(state__in=aside, decided_at__lt=moment, erased_at=None).order_by("pk")

    def with_address_since(self, moment: datetime) -> Self:
        """Shown, sent before `moment`, and still with an e-mail address."""
        return self.filter(state="approved", created_at__lt=moment).exclude(email="").order_by("pk")

    def others_of_sender(self, comment: "Comment") -> Self:
        """Others of the sender of `comment` (`of_sender_of`), newest first."""
        return self.of_sender_of(comment).exclude(pk=comment.pk).order_by("-created_at", "-pk")

    def counts(self, articles: Iterable[Article]) -> dict[int, int]:
        """`{article pk: number of visible comments}` for a list or page of articles, zeros included. One query."""
        numbers = dict.fromkeys((article.pk for article in articles), 0)
        visible = self.visible().filter(article__in=list(numbers)).order_by()
        return numbers | dict(visible.values_list("article").annotate(Count("pk")))

    def newest(self, count: int) -> Self:
        """The newest `count` visible comments of readers on published articles, with the article. One query."""
        return (
            self.visible()
            .filter(is_official=False, article__in=Article.objects.published())
            .select_related("article")
            .only("body", "name", "created_at", "submission_id", "article__title", "article__slug")
            .order_by("-created_at", "-pk")[:count]
        )

    def thread(self, article: Article, page: int = 1, order: Order = Order.OLDEST) -> Thread:
        """The `Thread` of `article`: twenty roots a page in `order`, each with its replies, oldest first. One query.

        A page past the end is the last one (two queries). E-mail addresses are not even loaded.
        """
        return load_thread(article, page, order)

    def roots_shown(self, article: Article) -> Self:
        """The roots of the thread of `article` as readers see it, also those gone above answers; oldest first."""
        answers = self.model.objects.about(article).filter(parent=OuterRef("pk"), state="approved")
        return self.about(article).filter(Q(state="approved") | Exists(answers), parent=None)

    def in_thread(self, article: Article) -> Self:
        """Every comment with a place in the thread of `article`, with its parent."""
        return (self.visible().about(article) | self.roots_shown(article)).select_related("parent")

    def page_of(self, comment: "Comment") -> int:
        """The number of the page that shows `comment` (with its parent) in a thread from its oldest. One query."""
        root = comment.root
        earlier = Q(created_at__lt=root.created_at) | Q(created_at=root.created_at, pk__lt=root.pk)
        return self.roots_shown(comment.article).filter(earlier).count() // ROOTS_PER_PAGE + 1

    def with_article(self) -> Self:
        return self.select_related("article__category").defer("article__search_exact", "article__search_folded")

    def on_published_articles(self) -> Self:
        """What readers may see on articles that they may see, with the article."""
        return self.visible().filter(article__in=Article.objects.published()).with_article()

    def official_answers_to(self, key: int) -> Self:
        """The published answers of the office to the comment with this key, the oldest first: one at most, but for
        what release 0.4.0 published.
        """
        to_it = Q(in_reply_to=key) | Q(parent=key, in_reply_to=None)
        return self.visible().filter(to_it, is_official=True).order_by("created_at", "pk")

    def answerable(self, article: Article) -> Self:
        """What a reader may answer: visible comments of the same article."""
        return self.visible().about(article).select_related("parent")

    def state_counts(self) -> dict[str, int]:
        """`{state: number}` over all comments; one query."""
        return dict(self.order_by().values_list("state").annotate(Count("pk")))

    def with_last_step(self) -> Self:
        """With `last_step`, a word that changes with whatever is done about a comment: the numbers of its newest event
        and of the newest report that nobody has settled.
        """
        event: Any = self.model._meta.get_field("events").related_model
        report: Any = self.model._meta.get_field("reports").related_model
        newest = [
            rows.filter(comment=OuterRef("pk")).order_by("-pk").values(number=Cast("pk", CharField()))[:1]
            for rows in (event.objects.all(), report.objects.filter(settled_at=None))
        ]
        return self.annotate(last_step=ConcatPair(Subquery(newest[0]), ConcatPair(Value("-"), Subquery(newest[1]))))

    def with_work_of_colleagues(self) -> Self:
        """With `note_count`, and `unit_answer_waits`: whether a unit sent what no moderator has looked at."""
        note: Any = self.model._meta.get_field("notes").related_model
        notes = note.objects.filter(comment=OuterRef("pk")).order_by()
        counts = notes.values("comment").annotate(number=Count("pk")).values("number")
        waits = self._unit_answer_waits()
        return self.annotate(note_count=Coalesce(Subquery(counts), 0), unit_answer_waits=waits)

    def with_unit_answer(self) -> Self:
        """Those about which a unit sent what no moderator has looked at."""
        return self.filter(self._unit_answer_waits())

    def _unit_answer_waits(self) -> Exists:
        question: Any = self.model._meta.get_field("question")
        answer: Any = question.related_model._meta.get_field("unit_answers").related_model
        return Exists(answer.objects.owed().filter(question__comment=OuterRef("pk")))

    def for_queue(self) -> Self:
        """Load what the moderation list shows in one query, and not the e-mail."""
        loaded = (
            self.with_work_of_colleagues()
            .select_related(
                *("article", "decided_by", "assigned_to", "parent", "in_reply_to", "question"),
                "appeal__decided_by",
            )
            .defer(
                "email",
                "parent__email",
                "in_reply_to__email",
                "article__body",
                "article__search_exact",
                "article__search_folded",
            )
        )
        return loaded.with_open_reports()

    def with_open_reports(self) -> Self:
        """With `open_reports`, which `OpenReports.read` reads, and `reported_at`, by which the list of what was
        reported is in order; both None where nothing is open.
        """
        reports = _reports()
        return self.annotate(
            open_reports=as_json(reports, reports.model.Reason.values), reported_at=listed_at(reports)
        )

    def reported(self) -> Self:
        """Those of any state with open reports, with `reported_at`. From an index of what is open."""
        found = self.filter(pk__in=_reports().filter(settled_at=None).order_by().values("comment"))
        return found.annotate(reported_at=listed_at(_reports()))


def _reports() -> QuerySet[Any]:
    """Those of readers; their model is made after that of comments."""
    kept: QuerySet[Any] = apps.get_model("comments", "AbuseReport")._default_manager.all()
    return kept
