from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from articles.models import Category
from cchc_portal.sample import bulk


class Command(BaseCommand):
    help = "Fill the portal with very many made-up articles, comments and days of visits, to measure its speed."

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, default=0, metavar="N", help="articles of the last five years")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same texts")
        parser.add_argument("--processes", type=int, default=2)

    def handle(self, *, articles, seed, processes, **options):
        if not Category.objects.exists():
            call_command("load_sample")
        if articles:
            bulk.load_articles(articles, seed=seed, processes=processes, report=self.report)
        self.tidy_up()

    def report(self, line):
        self.stdout.write(f"\r{line}", ending="")
        self.stdout.flush()

    def tidy_up(self):
        """What autovacuum would do in a while: statistics for the planner, the visibility map, GIN's pending lists."""
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
