"""Which articles: the questions that pages, feeds, sitemaps and search ask."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q, Window
from django.db.models.functions import JSONObject, RowNumber
from django.utils import timezone


class ArticleQuerySet(models.QuerySet):
    def published(self, at=None):
        """Articles a reader may see at `at` (aware; default now). A future `published_at` is a schedule."""
        at = at or timezone.now()
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at), status="published", published_at__lte=at)

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

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
                    attachments.values(row=JSONObject(pk="pk", title="title", file="file", size="size"))
                ),
            )
        )

    def in_category(self, category):
        """Articles of `category` and of its children."""
        return self.filter(Q(category=category) | Q(category__parent=category))

    def in_ticker(self):
        return self.filter(in_ticker=True)

    def newest_per_top_category(self, count):
        """The newest `count` articles of each top category with a block on the home page, its children included.

        Each row carries `top_category` (a pk) and `rank_in_category` (from 1). One query.
        """
        top = models.functions.Coalesce("category__parent", "category")
        newest = Window(RowNumber(), partition_by=[F("top_category")], order_by=[F("published_at").desc(), F("pk").desc()])
        return (
            self.annotate(top_category=top, rank_in_category=newest)
            .filter(rank_in_category__lte=count)
            .order_by("top_category", "rank_in_category")
        )
