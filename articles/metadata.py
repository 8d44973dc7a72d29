"""The descriptions of an article and of an event for search engines, in the terms of schema.org."""

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone

from recordings.players import player_of

from .models import Event

EVENT_STATUS = {
    Event.Status.SCHEDULED: "EventScheduled",
    Event.Status.POSTPONED: "EventPostponed",
    Event.Status.CANCELLED: "EventCancelled",
}


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
    if videos := [_video(each) for each in page.recordings.values() if each.is_video and player_of(each)]:
        description["video"] = videos
    return description


def _video(recording):
    description = {
        "@type": "VideoObject",
        "name": recording.title,
        "description": recording.title,
        "thumbnailUrl": [settings.SITE_URL + recording.still.url],
        "uploadDate": _moment(recording.uploaded_at),
        "embedUrl": settings.SITE_URL + recording.player_url,
        "inLanguage": "vi",
    }
    if recording.file:
        description["contentUrl"] = settings.SITE_URL + recording.file.url
    if recording.seconds:
        description["duration"] = f"PT{recording.seconds}S"
    return description


def event_description(event, site):
    """An Event as a dict for JSON-LD. `site` is the layout's SiteSettings."""
    description = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.name,
        "url": settings.SITE_URL + event.get_absolute_url(),
        "description": event.summary or event.name,
        "inLanguage": "vi",
        "startDate": _moment(event.starts_at),
        "eventStatus": f"https://schema.org/{EVENT_STATUS[event.status]}",
        "organizer": _agency(site.agency),
    }
    if event.ends_at:
        description["endDate"] = _moment(event.ends_at)
    if event.place:
        description["location"] = {"@type": "Place", "name": event.place, "address": event.place}
    if event.picture:
        description["image"] = [settings.SITE_URL + event.picture.url]
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
