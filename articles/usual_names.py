"""Addresses at which browsers and programs look for what portals have, and people for a first page: each leads on."""

from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import path, re_path, reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

DAY = 24 * 60 * 60
FEED = ["feed/", "feed.xml", "feeds/", "feed/rss/", "feed/rss2/", "rss.xml", "index.xml"]
ATOM = ["atom.xml", "feed/atom/"]
SITEMAP = ["sitemap_index.xml", "sitemaps.xml", "wp-sitemap.xml"]
NEWS_SITEMAP = ["news-sitemap.xml", "sitemap_news.xml"]
# As servers and programs before this one called it.
FIRST_PAGE = r"^(?:[Ii]ndex|[Dd]efault|[Hh]ome)\.(?:html?|php|aspx?|jsp)$|^(?:home|trang-chu)/$"
# By browsers that read no page before: a tab that shows a document, a bookmark of a telephone.
ICON, TOUCH_ICON = r"^favicon\.(?:ico|png)$", r"^apple-touch-icon(?:-\d{1,4}x\d{1,4})?(?:-precomposed)?\.png$"


def leads_to(name):
    """A view that leads (301) to the address `name`; a query was meant for what stood there before, and is dropped."""

    @require_safe
    @cache_control(public=True, max_age=DAY)
    def leading(request):
        return HttpResponsePermanentRedirect(reverse(name))

    return leading


def leads_to_file(file):
    """A view that leads (302) to the static `file`, whose address is another one in each release."""

    @require_safe
    @cache_control(public=True, max_age=DAY)
    def leading(request):
        return HttpResponseRedirect(static(file))

    return leading


urlpatterns = [
    re_path(FIRST_PAGE, leads_to("articles:home")),
    *(path(address, leads_to("articles:feed")) for address in FEED),
    *(path(address, leads_to("articles:atom")) for address in ATOM),
    *(path(address, leads_to("sitemap")) for address in SITEMAP),
    *(path(address, leads_to("news_sitemap")) for address in NEWS_SITEMAP),
    re_path(ICON, leads_to_file("img/favicon-32.png")),
    re_path(TOUCH_ICON, leads_to_file("img/apple-touch-icon.png")),
]
