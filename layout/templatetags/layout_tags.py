"""The frame of a page and its small signs, for templates."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from layout.frame import load_frame

register = template.Library()


@register.simple_tag
def frame():
    """{% frame as frame %}: identity, menus, banners, links and indicators in one query (layout/frame.py)."""
    return load_frame()


@register.simple_tag
def icon(name):
    """{% icon "search" %}: a sign of static/img/icons.svg, silent for screen readers; a word stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#i-{}"/></svg>', static("img/icons.svg"), name
    )


@register.filter
def is_current(link, path):
    """Whether the menu entry `link` leads to the page at `path` or to one below it."""
    return link.url == path or (link.url != "/" and not link.is_external and path.startswith(link.url))
