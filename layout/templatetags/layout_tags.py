"""Template tags for the site context of a page and for icons."""

from functools import cache, lru_cache

from django import template
from django.templatetags.static import static
from django.utils.encoding import escape_uri_path
from django.utils.html import format_html

from layout.site_context import load_site_context

register = template.Library()


@register.simple_tag(takes_context=True)
def site_context(context):
    """{% site_context as site_context %}: identity, menus, banners, links and indicators in one query
    (layout/site_context.py).

    Cacheable pages share one while the content version stays the same. A view that has loaded it passes it in its
    context.
    """
    if "site_context" in context:
        return context["site_context"]
    stamp = context.get("content_stamp")
    return _site_context_under(stamp) if stamp else load_site_context()


@lru_cache(maxsize=2)
def _site_context_under(stamp):
    return load_site_context()


@register.simple_tag
@cache
def icon(name):
    """{% icon "search" %}: an icon of static/img/icons.svg, hidden from screen readers; put a word beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#i-{}"/></svg>', static("img/icons.svg"), name
    )


@register.simple_tag(takes_context=True)
def address_of_page(context, number):
    """{% address_of_page 2 %}: the address of a page of the list that is shown; the first has the list's own."""
    request = context["request"]
    query = request.GET.copy()
    query.pop("trang", None)
    if number > 1:
        query["trang"] = number
    return f"?{query.urlencode()}" if query else escape_uri_path(request.path)


@register.simple_tag
def current_links(links, path):
    """{% current_links site_context.menu.main request.path as current %}: `(url, value of aria-current)` of the menu
    entries that lead to the page at `path` ("page") or to one above it ("true").
    """
    below = (link for link in links or () if link.url != "/" and not link.is_external and path.startswith(link.url))
    above = dict.fromkeys((link.url for link in below), "true")
    return list((above | {link.url: "page" for link in links or () if link.url == path}).items())
