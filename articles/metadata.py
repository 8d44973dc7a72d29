"""What search engines are told about an article, in the words of schema.org."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from .bylines import in_byline_order


def news_article(article, site):
    """A NewsArticle as a dict for JSON-LD. `article` comes from `for_page`; `site` is the layout's Site."""
    address = settings.SITE_URL + article.get_absolute_url()
    signatories = in_byline_order(article.author_rows, article.byline)
    description = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": address,
        "headline": article.title[:110],
        "description": article.summary,
        "inLanguage": "vi",
        "articleSection": article.category.name,
        "author": [_person(row) for row in signatories] or [_agency(article.source or site.agency)],
        "publisher": {**_agency(site.agency), "url": settings.SITE_URL + "/", "logo": _logo(site)},
    }
    if article.published_at:
        description["datePublished"] = _moment(article.published_at)
        description["dateModified"] = _moment(article.changed_at)
    if article.cover:
        description["image"] = [settings.SITE_URL + article.cover.url]
    if article.tag_rows:
        description["keywords"] = [row["name"] for row in article.tag_rows]
    return description


def _person(row):
    return {
        "@type": "Person",
        "name": row["name"],
        "url": settings.SITE_URL + reverse("articles:byline", args=[row["slug"]]),
    }


def _agency(name):
    return {"@type": "GovernmentOrganization", "name": name}


def _logo(site):
    path = site.logo.url if site.logo else static("img/apple-touch-icon.png")
    return {"@type": "ImageObject", "url": settings.SITE_URL + path}


def _moment(moment):
    return timezone.localtime(moment).isoformat(timespec="seconds")
