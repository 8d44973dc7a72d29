from django.core.management.base import BaseCommand

from articles.models import Article, PhraseToIndex
from articles.search.query import LANES


class Command(BaseCommand):
    help = "Compute anew by which words every article is found: after a change of the abbreviations or the word rules."

    def handle(self, **options):
        waiting = list(PhraseToIndex.objects.values_list("pk", flat=True))  # what this does, nothing need do again
        articles = Article.with_binned.only("title", "summary", "body", "byline", "source").order_by("pk")
        for article in articles.iterator(chunk_size=200):
            article.save(update_fields=LANES.values())
        PhraseToIndex.objects.filter(pk__in=waiting).delete()
        self.stdout.write(f"{articles.count()} articles.")
