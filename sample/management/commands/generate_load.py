from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from articles.models import Category
from cchc_portal.serving.content_version import advance
from sample.bulk_articles import load_articles
from sample.bulk_readers import OLD_SHARE, load_comments, load_days
from stats.rollup import ranking


class Command(BaseCommand):
    help = "Fill the portal with very many made-up articles, comments and days of visits, to measure its speed."

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, default=0, metavar="N", help="articles of the last five years")
        parser.add_argument("--comments", type=int, default=0, metavar="N", help="comments, most on new articles")
        parser.add_argument("--days", type=int, default=0, metavar="N", help="days of visits, up to today")
        parser.add_argument(
            "--share", type=float, default=OLD_SHARE, metavar="F", help="part of the older articles read on a day"
        )
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same texts")
        parser.add_argument("--processes", type=int, default=2)

    def handle(self, *, articles, comments, days, share, seed, processes, **options):
        if not Category.objects.exists():
            call_command("load_sample", stdout=self.stdout)
        if articles:
            load_articles(articles, seed=seed, processes=processes, report=self.report)
        if comments:
            self.report(f"{comments:,} comments …")
            load_comments(comments, seed=seed)
        if days:
            self.report(f"{days:,} days …")
            load_days(days, seed=seed, zone=settings.TIME_ZONE, share=share)
        self.report("Statistics of the database …")
        self.tidy_up()
        self.report("Done.\n")

    def report(self, line):
        self.stdout.write(f"\r{line:<40}", ending="")
        self.stdout.flush()

    def tidy_up(self):
        """Do what the worker and autovacuum would do later: the ranking, the planner's statistics."""
        ranking.refresh()
        advance()
        if not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
