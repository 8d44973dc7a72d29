"""Pieces of content for any page."""

import json
from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from articles import presentation
from articles.feed_text import plain
from articles.metadata import event_description, news_article
from articles.models import Event
from richtext.text import html_to_text
from vietnamese.highlight import excerpt, highlight

register = template.Library()

NEW_FOR = timedelta(hours=24)
_JSON_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def upcoming_events(count):
    """{% upcoming_events 3 as events %}: the next events, those under way first. One query."""
    return list(Event.objects.upcoming()[:count])


@register.filter
def of(mapping, key):
    """{{ counts|of:article.pk }}: the value at `key`, or None."""
    return mapping.get(key)


@register.filter
def in_xml(text):
    """`text` without signs that XML cannot hold; escaped it is by the template."""
    return plain(text)


@register.filter
def is_new(article):
    """Whether readers have had `article` for less than a day."""
    return timezone.now() - article.published_at < NEW_FOR


register.filter("opening", presentation.opening)


@register.simple_tag
def highlighted(text, words):
    """`text`, escaped, with what `words` (of `query_words`) found in <mark>."""
    return _marked(highlight(text, words))


@register.simple_tag
def excerpt_of(article, words):
    """Where `article` speaks of `words`, with the words marked; the sapo when the body does not."""
    return _marked(excerpt(html_to_text(article.body, is_stored=True) or article.summary, words, length=220))


@register.simple_tag
def news_article_json(page, site):
    """The schema.org description of an ArticlePage for search engines, as a script element that holds data only."""
    return _data(news_article(page, site))


@register.simple_tag
def event_data(event, site):
    """As `news_article_json`, of an Event."""
    return _data(event_description(event, site))


def _data(description):
    text = mark_safe(json.dumps(description, ensure_ascii=False).translate(_JSON_ESCAPES))
    return format_html('<script type="application/ld+json">{}</script>', text)


def _marked(fragments):
    return format_html_join("", "{}", ((_mark(text, is_hit),) for text, is_hit in fragments))


def _mark(text, is_hit):
    return format_html("<mark>{}</mark>", text) if is_hit else text
