"""Corrections of what the admin theme puts around every page."""

from functools import cache

from django import template
from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

register = template.Library()

THEME = '<div id="main" '


@register.filter
def with_main(page):
    """{{ block.super|with_main }}: the part beside the menu is the page's main landmark. The theme gives it none."""
    return mark_safe(conditional_escape(page).replace(THEME, f'{THEME}role="main" ', 1))


@register.filter
def without_memory(page):
    """{{ block.super|without_memory }}: after "back" or a reload the browser puts no old text into the article's form.
    It would bring title and sapo again, and not the body.
    """
    return mark_safe(conditional_escape(page).replace('id="article_form"', 'id="article_form" autocomplete="off"', 1))


@register.filter
def called_as_in_menu(parts):
    """`parts` ({title, link}) of the way to a page: one is called what leads to it, if none is. That need not be the
    noun of a list's rows: “Từ điển của tòa soạn” has “9 từ”.
    """
    names, titles = _names_in_menu(), {str(part["title"]).casefold() for part in parts}
    for part in parts:
        name = names.get(str(part.get("link")), "")
        if name and name.casefold() not in titles:
            part["title"] = name
    return parts


@cache
def _names_in_menu():
    """{address: title} of the side list."""
    groups = settings.UNFOLD["SIDEBAR"]["navigation"]
    return {str(entry["link"]): entry["title"] for group in groups for entry in group["items"]}


@register.filter
def without_repeats(parts):
    """`parts` ({title, link}) of the way to a page, without each whose title the next one says again: an app and its
    only model often have one name.
    """
    titles = [str(part["title"]).casefold() for part in parts]
    return [part for at, part in enumerate(parts) if titles[at : at + 1] != titles[at + 1 : at + 2]]
