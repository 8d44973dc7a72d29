"""The frame of a page and its small signs, for templates."""

from functools import cache, lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from layout.frame import load_frame

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context):
    """{% frame as frame %}: identity, menus, banners, links and indicators in one query (layout/frame.py).

    Pages that are kept for everybody share it while the content stays as it is. A view that had to look at it hands
    it on in its context.
    """
    if "frame" in context:
        return context["frame"]
    stamp = context.get("content_stamp")
    return _frame_under(stamp) if stamp else load_frame()


@lru_cache(maxsize=2)
def _frame_under(stamp):
    return load_frame()


@register.simple_tag
@cache
def icon(name):
    """{% icon "search" %}: a sign of static/img/icons.svg, silent for screen readers; a word stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#i-{}"/></svg>', static("img/icons.svg"), name
    )


@register.simple_tag
def current_links(links, path):
    """{% current_links frame.menu.main request.path as current %}: `(url, value of aria-current)` of the menu entries
    that lead to the page at `path` ("page") or to one above it ("true").
    """
    below = (link for link in links or () if link.url != "/" and not link.is_external and path.startswith(link.url))
    above = dict.fromkeys((link.url for link in below), "true")
    return list((above | {link.url: "page" for link in links or () if link.url == path}).items())
