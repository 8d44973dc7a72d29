import secrets

from django.core.management.base import BaseCommand, CommandError

from articles.models import Article, Category
from sample.loading import load
from sample.staff import STAFF


class Command(BaseCommand):
    help = "Fill an empty portal with the sample content: articles, comments, events, banners, 60 days of visits."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is content already")

    def handle(self, *, if_empty, **options):
        if Article.with_binned.exists() or Category.objects.exists():
            if if_empty:
                return
            raise CommandError("There is content already; the sample goes into an empty portal only.")
        password = secrets.token_urlsafe(12)
        articles = load(password)
        self.stdout.write(f"Loaded {len(articles)} sample articles.")
        self.stdout.write(f"Sample staff, all with the password   {password}   (shown this once):")
        for username, (role, *_) in STAFF.items():
            self.stdout.write(f"   {username:<10} {role}")
