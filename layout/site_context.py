"""What every public page shows of the site around its content, loaded in one query.

A link whose page is in the bin is not shown, a banner without its link: readers would be led to a page that is gone.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F
from django.db.models.functions import JSONObject

from revisions.bin.gone import binned_at, gone_among
from uploads.models import Image

from .models import Banner, Indicator, Link, SiteSettings

_IMAGE_COLUMNS = ("file", "alt", "width", "height")
Row = dict[str, Any]  # columns by name
RowT = TypeVar("RowT", Link, Banner)
_SITE_COLUMNS = [column.attname for column in SiteSettings._meta.concrete_fields]


@dataclass(frozen=True, slots=True)
class SiteContext:
    """What every page may show of the site: `menu` by its name (Link.Menu), running `banners` by their place
    (Banner.Place) and `indicators`, each in order. Pictures are loaded with file, description and size.
    """

    site: SiteSettings
    menu: dict[str, list[Link]] = field(default_factory=dict)
    banners: dict[str, list[Banner]] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)

    @property
    def agencies(self) -> list[Link]:
        """The links to other agencies."""
        return self.menu.get(Link.Menu.AGENCIES, [])


def load_site_context() -> SiteContext:
    """The SiteContext, with default settings and nothing else until somebody has saved SiteSettings. One query; where
    something leads into the bin, those of `gone_among`.
    """
    logo = [f"logo__{name}" for name in _IMAGE_COLUMNS]
    row = SiteSettings.objects.values(*_SITE_COLUMNS, *logo, **_row_lists()).first()
    if row is None:
        return SiteContext(SiteSettings())
    gone = gone_among({each["url"] for each in (*row["link_rows"], *row["banner_rows"]) if each.pop("binned")})
    for banner in row["banner_rows"]:
        banner["url"] = "" if banner["url"] in gone else banner["url"]
    return SiteContext(
        site=_site(row),
        menu=_grouped((Link(**link) for link in row["link_rows"] if link["url"] not in gone), "menu"),
        banners=_grouped((_banner(banner) for banner in row["banner_rows"]), "place"),
        indicators=[Indicator(**indicator) for indicator in row["indicator_rows"]],
    )


def _row_lists() -> dict[str, ArraySubquery]:
    links = Link.objects.filter(is_shown=True)
    columns = {name: name for name in ("id", "menu", "label", "url", "hint", "icon")}
    link = JSONObject(**columns, binned=binned_at("url"))
    images = {
        f"{picture}__{column}": F(f"{picture}__{column}")
        for picture in ("image", "narrow_image")
        for column in _IMAGE_COLUMNS
    }
    banner = JSONObject(
        **{name: name for name in ("id", "label", "place", "url", "image_id", "narrow_image_id")},
        **images,
        binned=binned_at("url"),
    )
    indicator = JSONObject(**{name: name for name in ("id", "label", "value", "change", "trend")})
    return {
        "link_rows": ArraySubquery(links.values(row=link)),
        "banner_rows": ArraySubquery(Banner.objects.running().values(row=banner)),
        "indicator_rows": ArraySubquery(Indicator.objects.values(row=indicator)),
    }


def _site(row: Row) -> SiteSettings:
    site = SiteSettings(**{name: row[name] for name in _SITE_COLUMNS})
    site.logo = _pictures(row, "logo").get("logo")
    return site


def _banner(row: Row) -> Banner:
    pictures = _pictures(row, "image", "narrow_image")
    return Banner(id=row["id"], label=row["label"], place=row["place"], url=row["url"], **pictures)


def _pictures(row: Row, *fields: str) -> dict[str, Image]:
    """{field: Image} of those `fields` that have a picture in `row`."""
    return {
        field: Image(id=row[f"{field}_id"], **{name: row[f"{field}__{name}"] for name in _IMAGE_COLUMNS})
        for field in fields
        if row[f"{field}_id"]
    }


def _grouped(rows: Iterable[RowT], attribute: str) -> dict[str, list[RowT]]:
    groups = defaultdict(list)
    for row in rows:
        groups[getattr(row, attribute)].append(row)
    return dict(groups)
