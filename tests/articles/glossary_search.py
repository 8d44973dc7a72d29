"""What readers find by abbreviations, and the worker that lets them."""

from datetime import timedelta

from django.utils import timezone

from articles import reindexing
from articles.models import Article, PhraseToIndex
from articles.search.query import search


def found(text):
    results = search(Article.objects.published(), text)
    return {article.title for article in results.articles(results.pks)}


def settle():
    """As if what waits had waited long enough; then the worker's turns until nothing waits."""
    PhraseToIndex.objects.update(changed_at=timezone.now() - timedelta(days=1))
    while reindexing.articles_waiting():
        reindexing.index_changes()
