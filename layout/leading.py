"""Menus and banners that lead readers to an address of the portal."""

from collections.abc import Collection
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.html import format_html

from accounts.models import User
from revisions.bin.gone import path_in
from vietnamese.numbers import format_number

from .models import Banner, Link

MAX_NAMED = 10


def leading_to(paths: Collection[str], user: User) -> list[str]:
    """What leads to one of `paths`, by name, with links to the forms for whoever may open them. Of what readers do not
    see, such as a banner of next month, they alone are told. Two queries.
    """
    links = _leading(Link.objects.filter(_shown(user, "layout.view_link", Q(is_shown=True))), paths)
    running = Banner.objects.running().values("pk")
    banners = _leading(Banner.objects.filter(_shown(user, "layout.view_banner", Q(pk__in=running))), paths)
    named = [_named(user, link, f"liên kết “{link}” ({link.get_menu_display()})") for link in links]
    named += [_named(user, banner, f"banner “{banner.label}” ({banner.get_place_display()})") for banner in banners]
    if len(named) <= MAX_NAMED:
        return named
    return [*named[:MAX_NAMED], f"và {format_number(len(named) - MAX_NAMED)} chỗ khác"]


def _shown(user: User, permission: str, shown: Q) -> Q:
    return Q() if user.has_perm(permission) else shown


def _leading(rows: Any, paths: Collection[str]) -> list[Any]:
    return list(rows.annotate(path_today=path_in(F("url"))).filter(path_today__in=paths))


def _named(user: User, row: Any, name: str) -> str:
    label, model = row._meta.app_label, row._meta.model_name
    if not user.has_perm(f"{label}.view_{model}"):
        return name
    return format_html('<a href="{}">{}</a>', reverse(f"admin:{label}_{model}_change", args=[row.pk]), name)
