"""The articles that pages, feeds, sitemaps and search ask for."""

from datetime import datetime, time, timedelta

from django.db import connection, models
from django.db.models import CharField, Count, Func, Max, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat, Greatest, NullIf
from django.utils import timezone

from database.bounded import count_up_to
from vietnamese.slugs import slugify

from .display_status import OUT_OF_THE_BIN, RELEASED, DisplayStatus, conditions, not_binned
from .visible_to import visible_to, written_by

CARD = (
    *("title", "slug", "summary", "byline", "source", "published_at", "revised_at", "comments_open"),
    *("category__name", "category__slug", "category__parent", "category__comments_open"),
    *("cover__file", "cover__alt", "cover__width", "cover__height", "cover__focus_x", "cover__focus_y"),
)


# The address at which readers first could see it, with what SITE_URL was when feeds learned to keep names. Written out
# here: it stays what it is when addresses become others.
FEED_ID = Concat(
    Func(function="articles_feed_origin", output_field=CharField()),
    Value("/bai-viet/"),
    Coalesce(NullIf("first_slug", Value("")), "slug", output_field=CharField()),
    Value("-"),
    Cast("pk", CharField()),
    Value("/"),
    output_field=CharField(),
)


class ArticleQuerySet(models.QuerySet):
    def published(self, at=None):
        """Articles a reader may see at `at` (aware; default now). A future `published_at` is a schedule."""
        return self.with_display_status(DisplayStatus.SHOWN, at)

    def with_display_status(self, status, at=None):
        """Articles whose DisplayStatus is `status` at `at` (aware; default now)."""
        return self.filter(conditions(at)[DisplayStatus(status)])

    def visible_to(self, user, at=None):
        """Articles that `user` (None: anybody) may know at `at` (aware; default now): see visible_to.py."""
        return self.filter(visible_to(user, at))

    def written_by(self, user):
        """Articles that `user` began or signs."""
        return self.filter(written_by(user))

    def released(self):
        """Scheduled, shown and expired articles: published ones, whatever their two moments."""
        return self.filter(RELEASED)

    def display_status_counts(self, at=None):
        """The numbers by display status, but for the bin: `{DisplayStatus's value: number}`, and `all`. One query."""
        rules = conditions(at)
        counts = {status.value: Count("pk", filter=rules[status]) for status in OUT_OF_THE_BIN}
        return self.aggregate(all=Count("pk"), **counts)

    def display_status_counts_up_to(self, most, at=None):
        """The same, but of each no more than `most` is counted: `most` + 1 stands for more. One query, which costs the
        same however many articles there are.
        """
        rows = {status.value: self.with_display_status(status, at) for status in OUT_OF_THE_BIN}
        return count_up_to(rows | {"all": self}, most)

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def last_change(self):
        """The moment of the latest publication or revision among these, or None. One query."""
        return self.aggregate(latest=Max(Greatest("published_at", "revised_at")))["latest"]

    def for_cards(self):
        """Load what a card shows, and no more, in one query."""
        return self.select_related("category", "cover").only(*CARD)

    def for_feeds(self):
        """Load the content of a feed in one query; `feed_id` is the permanent id of the article in feeds."""
        return self.for_cards().only(*CARD, "first_slug").annotate(feed_id=FEED_ID)

    def without_texts(self):
        """Load all but the long texts, for the admin's lists."""
        return self.without_search_words().defer("body")

    def without_search_words(self):
        """Load all that people write."""
        return self.defer("search_exact", "search_folded")

    def in_category(self, category):
        """Articles of `category` and of its children."""
        return self.in_categories([category])

    def in_categories(self, categories):
        """Articles of any of `categories` and of their children."""
        every = self.model.category.field.related_model.objects
        return self.filter(
            category__in=every.filter(Q(pk__in=[row.pk for row in categories]) | Q(parent__in=categories)).order_by()
        )

    def by_author_named(self, name):
        """Articles signed by a pen name that holds `name`, with or without marks. Asks for the authors at once.

        With their keys the planner can estimate the articles of each.
        """
        named = self.model.authors.rel.model.objects.filter(slug__contains=slugify(name))
        signed = self.model.authors.through.objects.filter(author__in=list(named.values_list("pk", flat=True)))
        return self.filter(pk__in=signed.values("article"))

    def published_between(self, first_day, last_day):
        """Articles published on the local days from `first_day` to `last_day`; None leaves that side open."""
        articles = self
        if first_day:
            articles = articles.filter(published_at__gte=_midnight(first_day))
        if last_day:
            articles = articles.filter(published_at__lt=_midnight(last_day + timedelta(days=1)))
        return articles

    def since_days(self, days):
        """Articles published in the last `days` times 24 hours."""
        return self.filter(published_at__gte=timezone.now() - timedelta(days=days))

    def in_ticker(self):
        return self.filter(in_ticker=True)

    def counts_for_dashboard(self, user):
        """The articles visible to `user` that wait: a dict of `in_review`, `own_drafts` and `scheduled`. One query."""
        rules = conditions()
        return self.visible_to(user).aggregate(
            in_review=Count("pk", filter=rules[DisplayStatus.REVIEW]),
            own_drafts=Count("pk", filter=rules[DisplayStatus.DRAFT] & Q(created_by=user)),
            scheduled=Count("pk", filter=rules[DisplayStatus.SCHEDULED]),
        )


class ArticleManager(models.Manager.from_queryset(ArticleQuerySet)):
    """All articles but those in the bin; these are for `Article.with_binned`."""

    def get_queryset(self):
        return super().get_queryset().filter(not_binned())


def feed_origin():
    """Scheme and host with which names of entries in feeds begin. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_feed_origin()")
        return cursor.fetchone()[0]


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
