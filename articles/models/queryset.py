"""Which articles: the questions that pages, feeds, sitemaps and search ask."""

from datetime import datetime, time, timedelta
from types import SimpleNamespace

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, Max, OuterRef, Q, Value
from django.db.models.functions import Greatest, JSONObject
from django.utils import timezone

from vietnamese.slugs import slugify

from .standing import Standing, conditions

SHARING = 200


class ArticleQuerySet(models.QuerySet):
    def published(self, at=None):
        """Articles a reader may see at `at` (aware; default now). A future `published_at` is a schedule."""
        return self.standing(Standing.SHOWN, at)

    def standing(self, standing, at=None):
        """Articles that stand as `standing` (a Standing) at `at` (aware; default now)."""
        return self.filter(conditions(at)[Standing(standing)])

    def standing_counts(self, at=None):
        """How many stand where: `{standing: number}`, and `all`. One query."""
        counts = {standing.value: Count("pk", filter=rule) for standing, rule in conditions(at).items()}
        return self.aggregate(all=Count("pk"), **counts)

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def last_change(self):
        """The moment of the latest publication or revision among these, or None. One query."""
        return self.aggregate(latest=Max(Greatest("published_at", "revised_at")))["latest"]

    def for_cards(self):
        """Load what a card shows, and not the body, in one query."""
        return self.select_related("category", "cover").defer("body", "search_exact", "search_folded")

    def for_page(self):
        """Load what an article's own page shows, in one query.

        `tag_rows`, `author_rows` and `attachment_rows` are lists of dicts, in order.
        """
        article = OuterRef("pk")
        tags = self.model.tags.rel.model.objects.filter(articles=article)
        authors = self.model.authors.rel.model.objects.filter(articles=article)
        attachments = self.model.attachments.rel.related_model.objects.filter(article=article)
        return (
            self.select_related("category__parent", "cover", "event")
            .defer("search_exact", "search_folded")
            .annotate(
                tag_rows=ArraySubquery(tags.values(row=JSONObject(name="name", slug="slug"))),
                author_rows=ArraySubquery(authors.values(row=JSONObject(name="name", slug="slug", bio="bio"))),
                attachment_rows=ArraySubquery(
                    attachments.values(row=JSONObject(id="id", title="title", file="file", size="size"))
                ),
            )
        )

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

        With their keys at hand the planner knows how much each of them wrote.
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

    def in_ticker(self):
        return self.filter(in_ticker=True)

    def counts_for_desk(self, user):
        """What waits on the desk of `user`: a dict of `in_review`, `own_drafts` and `scheduled`. One query."""
        return self.aggregate(
            in_review=Count("pk", filter=Q(status="review")),
            own_drafts=Count("pk", filter=Q(status="draft", created_by=user)),
            scheduled=Count("pk", filter=Q(status="published", published_at__gt=timezone.now())),
        )

    def around(self, article, *, neighbours=3, related=4):
        """What to read after `article`, in one query: a namespace of lists for cards.

        `related` shares a tag or the event; `newer` and `older` are the nearest of the same category.
        """
        others = self.exclude(pk=article.pk)
        same_category = others.filter(category=article.category)
        moment = article.published_at or timezone.now()
        kinds = {
            "related": others.filter(pk__in=self._sharing_with(article)).newest_first()[:related],
            "newer": same_category.filter(published_at__gt=moment).order_by("published_at", "pk")[:neighbours],
            "older": same_category.filter(published_at__lte=moment).newest_first()[:neighbours],
        }
        parts = [rows.annotate(kind=Value(kind)).for_cards() for kind, rows in kinds.items()]
        found = SimpleNamespace(related=[], newer=[], older=[])
        for row in parts[0].union(*parts[1:], all=True):
            getattr(found, row.kind).append(row)
        return found

    def _sharing_with(self, article):
        """Pks of those written last that share a tag or the event with `article`: enough to choose the newest from.

        Not all of them: a tag may hang on very many articles.
        """
        tagged = self.model.tags.through.objects
        same_tag = tagged.filter(tag__in=tagged.filter(article=article).values("tag")).order_by("-article")
        same_event = self.model.objects.filter(event=article.event_id or 0).order_by("-pk")
        return same_tag.values("article")[:SHARING].union(same_event.values("pk")[:SHARING])


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
