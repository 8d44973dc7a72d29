from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.files.storage import default_storage
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed

from .feed_text import as_html, either_way, plain
from .models import Article, Category
from .models.queryset import feed_origin
from .renamed import leads_on_when_renamed

ITEMS = 30


class NewestRss(Feed):
    """The newest articles of the whole portal. Addresses begin with `SITE_URL`; a reader knows an item by its guid,
    which never changes.
    """

    feed_type = Rss201rev2Feed
    description = "Tin mới nhất về cải cách hành chính."
    language = "vi"

    def title(self):
        return either_way(feed_title())

    def link(self):
        return settings.SITE_URL + reverse("articles:home")

    def feed_url(self):
        return settings.SITE_URL + reverse("articles:feed")

    def articles(self, obj):
        return Article.objects.published()

    def items(self, obj):
        return self.articles(obj).newest_first().for_feeds()[:ITEMS]

    def item_link(self, item):
        return settings.SITE_URL + item.get_absolute_url()

    def item_guid(self, item):
        return item.feed_id

    def item_guid_is_permalink(self, item):
        return item.feed_id == self.item_link(item)

    def item_title(self, item):
        return either_way(item.title)

    def item_description(self, item):
        return as_html(item.summary)

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.changed_at

    def item_author_name(self, item):
        return plain(item.byline or item.source) or None

    def item_categories(self, item):
        return [plain(item.category.name)]

    def item_enclosures(self, item):
        if item.cover is None:
            return []
        return [Enclosure(settings.SITE_URL + item.cover.url, str(_size_of(item.cover.file)), "image/webp")]


class NewestAtom(NewestRss):
    feed_type = Atom1Feed
    subtitle = NewestRss.description

    def title(self):
        return plain(feed_title())

    def feed_guid(self):
        """One query."""
        return feed_origin() + "/"

    def author_name(self):
        """Atom wants one for an article that names nobody."""
        return plain(site_name())

    def item_title(self, item):
        return plain(item.title)

    def feed_url(self):
        return settings.SITE_URL + reverse("articles:atom")


class CategoryRss(NewestRss):
    """The newest articles of one category and its children."""

    def get_object(self, request, slug):
        return get_object_or_404(Category, slug=slug)

    def title(self, obj):
        return either_way(feed_title(obj))

    def description(self, obj):
        return either_way(obj.description or f"Tin mới nhất trong chuyên mục {obj.name}.")

    def link(self, obj):
        return settings.SITE_URL + obj.get_absolute_url()

    def feed_url(self, obj):
        return settings.SITE_URL + reverse("articles:category_feed", args=[obj.slug])

    def articles(self, obj):
        return super().articles(obj).in_category(obj)


category_rss = leads_on_when_renamed(Category.objects)(CategoryRss())


def feed_title(category=None):
    """The title of the feed: the site's name, which only templates may ask for (layers), and what the feed holds."""
    return render_to_string("articles/feed_title.txt", {"category": category}).strip()


def site_name():
    return render_to_string("articles/feed_title.txt", {"name_alone": True}).strip()


def _size_of(name):
    """Bytes, or 0 when the file is missing, so that one lost picture does not break the feed."""
    try:
        return default_storage.size(name)
    except OSError:
        return 0
