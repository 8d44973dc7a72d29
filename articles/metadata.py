"""The description of an article for search engines, in the terms of schema.org."""

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone


def news_article(page, site):
    """A NewsArticle as a dict for JSON-LD. `page` is an ArticlePage, `site` the layout's SiteSettings."""
    article = page.article
    address = settings.SITE_URL + article.get_absolute_url()
    description = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": address,
        "headline": article.title[:110],
        "description": article.summary,
        "inLanguage": "vi",
        "articleSection": article.category.name,
        "author": [_person(author) for author in page.signatories] or [_agency(article.source or site.agency)],
        "publisher": {**_agency(site.agency), "url": settings.SITE_URL + "/", "logo": _logo(site)},
    }
    if article.published_at:
        description["datePublished"] = _moment(article.published_at)
        description["dateModified"] = _moment(article.changed_at)
    if article.cover:
        description["image"] = [settings.SITE_URL + article.cover.url]
    if page.tags:
        description["keywords"] = [tag.name for tag in page.tags]
    return description


def _person(author):
    return {"@type": "Person", "name": author.name, "url": settings.SITE_URL + author.get_absolute_url()}


def _agency(name):
    return {"@type": "GovernmentOrganization", "name": name}


def _logo(site):
    path = site.logo.url if site.logo else static("img/apple-touch-icon.png")
    return {"@type": "ImageObject", "url": settings.SITE_URL + path}


def _moment(moment):
    return timezone.localtime(moment).isoformat(timespec="seconds")
