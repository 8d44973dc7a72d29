"""Sitemaps for search engines; Django divides them at 10,000 addresses."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.functional import cached_property

from .models import Article, Category, Event, Page


class _OnThisSite(Sitemap):
    """Addresses begin with `SITE_URL`, whatever host the request names."""

    limit = 10_000
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    @cached_property
    def paginator(self):
        """Counted once for each request, which makes a Sitemap of its own."""
        return super().paginator


class ArticleSitemap(_OnThisSite):
    def items(self):
        return Article.objects.published().newest_first().only("slug", "published_at", "revised_at")

    def lastmod(self, article):
        return article.changed_at

    def get_latest_lastmod(self):
        """The date for the index; Django's own way would load every article."""
        return Article.objects.published().last_change()


class CategorySitemap(_OnThisSite):
    def items(self):
        return Category.objects.all()


class EventSitemap(_OnThisSite):
    def items(self):
        return Event.objects.all()


class PageSitemap(_OnThisSite):
    def items(self):
        return Page.objects.filter(is_published=True)

    def lastmod(self, page):
        return page.updated_at


class FixedSitemap(_OnThisSite):
    def items(self):
        return ["articles:home", "articles:event_list", "articles:glossary", "articles:site_map"]

    def location(self, name):
        return reverse(name)


def with_addresses(sitemaps):
    """Those of `sitemaps` (classes by name) that hold an address, as Sitemaps by name. The schema of sitemaps asks for
    one at least, and search engines report an empty one as a fault. One query each, which the index asks anyway.
    """
    made = {name: kind() for name, kind in sitemaps.items()}
    return {name: sitemap for name, sitemap in made.items() if sitemap.paginator.count}


SITEMAPS = {
    "trang": FixedSitemap,
    "chuyen-muc": CategorySitemap,
    "bai-viet": ArticleSitemap,
    "su-kien": EventSitemap,
    "trang-tinh": PageSitemap,
}
