"""Which articles are read most."""

from datetime import timedelta

from django.db.models import OuterRef, Subquery, Sum
from django.utils import timezone

from articles.models import Article

from .models import ArticleDay


def most_read(count, *, days, at=None):
    """The `count` published articles with most views in the `days` local days that end at `at` (aware; default now).

    For cards, each with `recent_views`, most first. One query. What still waits for the rollup is left out.
    """
    at = at or timezone.now()
    lately = ArticleDay.objects.filter(day__gt=timezone.localtime(at).date() - timedelta(days=days))
    views = Sum("views")
    top = lately.filter(article__in=Article.objects.published(at).order_by().values("pk"))
    top = top.values("article").annotate(sum=views).order_by("-sum", "-article").values("article")[:count]
    own = lately.filter(article=OuterRef("pk")).values("article").annotate(sum=views).values("sum")
    return (
        Article.objects.for_cards()
        .filter(pk__in=top)
        .annotate(recent_views=Subquery(own))
        .order_by("-recent_views", "-pk")
    )
