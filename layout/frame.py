"""What frames every public page, loaded in one query."""

from collections import defaultdict
from types import SimpleNamespace

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F
from django.db.models.functions import JSONObject

from uploads.models import Image

from .models import Banner, Indicator, Link, Site

_IMAGE_COLUMNS = ("file", "alt", "width", "height")


def load_frame():
    """The site's identity, menus, running banners, agency links and indicators. One query.

    Returns a namespace: `site` (a Site, unsaved defaults when none is kept yet), `menu` (menu name → list of Link),
    `banners` (place → list of Banner with `image` and `narrow_image` loaded), `agencies` and `indicators` (lists).
    """
    site = Site.objects.select_related("logo").annotate(**_row_lists()).first()
    if site is None:
        return SimpleNamespace(site=Site(), menu={}, banners={}, agencies=[], indicators=[])
    menu = _grouped((Link(**row) for row in site.link_rows), "menu")
    return SimpleNamespace(
        site=site,
        menu=menu,
        banners=_grouped((_banner(row) for row in site.banner_rows), "place"),
        agencies=menu.get(Link.Menu.AGENCIES, []),
        indicators=[Indicator(**row) for row in site.indicator_rows],
    )


def _row_lists():
    links = Link.objects.filter(is_shown=True)
    link = JSONObject(**{name: name for name in ("id", "menu", "label", "url", "hint", "icon")})
    images = {
        f"{picture}_{column}": F(f"{picture}__{column}")
        for picture in ("image", "narrow_image")
        for column in ("id", *_IMAGE_COLUMNS)
    }
    banner = JSONObject(id="id", label="label", place="place", url="url", **images)
    indicator = JSONObject(**{name: name for name in ("id", "label", "value", "change", "trend")})
    return {
        "link_rows": ArraySubquery(links.values(row=link)),
        "banner_rows": ArraySubquery(Banner.objects.running().values(row=banner)),
        "indicator_rows": ArraySubquery(Indicator.objects.values(row=indicator)),
    }


def _banner(row):
    pictures = {
        picture: Image(id=row[f"{picture}_id"], **{name: row[f"{picture}_{name}"] for name in _IMAGE_COLUMNS})
        for picture in ("image", "narrow_image")
        if row[f"{picture}_id"]
    }
    return Banner(id=row["id"], label=row["label"], place=row["place"], url=row["url"], **pictures)


def _grouped(rows, attribute):
    groups = defaultdict(list)
    for row in rows:
        groups[getattr(row, attribute)].append(row)
    return dict(groups)
