from django.core.management.base import BaseCommand

from articles.models import Article
from articles.search.query import LANES


class Command(BaseCommand):
    help = "Compute anew by which words every article is found: after a change of the abbreviations or the word rules."

    def handle(self, **options):
        articles = Article.objects.only("title", "summary", "body", "byline", "source").order_by("pk")
        for article in articles.iterator(chunk_size=200):
            article.save(update_fields=LANES.values())
        self.stdout.write(f"{articles.count()} articles.")
