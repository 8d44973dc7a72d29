"""Addresses at which readers saw what is in the bin."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, OuterRef, TextField, Value
from django.db.models.expressions import Combinable

from ..models import BinEntry, BinEntryQuerySet
from .registry import binned_of


def entry_at(path: str) -> BinEntry | None:
    """What readers saw at `path` and is in the bin; None for what they never saw, of which nobody is to know. One
    query, by an index.
    """
    entries = _seen().filter(addresses__contains=[path])
    return entries.defer("hung", "before").order_by("-pk").first()


def path_in(column: Combinable) -> Func:
    """The path of the portal in a column of addresses as people type them: "/trang/gioi-thieu/" of
    "https://<the portal>/trang/gioi-thieu/?a#b". Addresses elsewhere stay.
    """
    return Func(
        column, Value(_around_path()), Value(""), Value("g"), function="regexp_replace", output_field=TextField()
    )


def binned_at(name: str) -> ArraySubquery:
    """In a query: the keys of what readers saw at the address in the column `name` and is in the bin. Something else
    may have taken the address since (`gone_among`).

    All of them, not whether there is one: for one alone PostgreSQL would read the whole bin, and so for each row.
    """
    return ArraySubquery(_seen().filter(addresses__contains=[path_in(OuterRef(name))]).order_by().values("pk"))


def gone_among(addresses: Collection[str]) -> set[str]:
    """Those of `addresses`, as people type them, that lead readers to a row in the bin. No query for none; else one,
    and two at most for each that is in the bin.
    """
    paths = {address: re.sub(_around_path(), "", address) for address in addresses}
    if not paths:
        return set()
    models = {
        (path, entry.model)
        for entry in _seen().filter(addresses__overlap=list(set(paths.values()))).only("content_type", "addresses")
        for path in entry.addresses
    }
    gone = {path for path, _ in models} - {path for path, model in models if binned_of(model).stands_at(path)}
    return {address for address, path in paths.items() if path in gone}


def _seen() -> BinEntryQuerySet:
    return BinEntry.objects.open().filter(readers_saw=True)


def _around_path() -> str:
    """A pattern, for PostgreSQL and Python, of what stands around the path in an address of the portal."""
    return rf"^https?://{re.escape(urlsplit(settings.SITE_URL).netloc)}(?=/)|[?#].*$"
