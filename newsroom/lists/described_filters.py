"""What a filter of the list of articles asks for, in words: "trạng thái “Bản nháp”; có chữ “một cửa”"."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR
from django.db.models import Model

from accounts.models import User
from articles.models import Article, Author, Category
from articles.models.display_status import OUT_OF_THE_BIN
from database.keys import read_key

ROWS: dict[str, tuple[str, type[Model]]] = {
    "category__id__exact": ("chuyên mục", Category),
    "authors__id__exact": ("tác giả", Author),
    "created_by__id__exact": ("người viết", User),
}
GONE = "đã xóa"
STATUSES = {str(status.value): str(status.label) for status in OUT_OF_THE_BIN}
# In the order in which they are said; each gets the value in the address.
SAID: dict[str, Callable[[str], str]] = {
    "trang_thai": lambda value: f"trạng thái “{STATUSES.get(value, value)}”",
    "cua": lambda _: "bài của tôi",
    "published_at_from": lambda day: f"xuất bản từ {day}",
    "published_at_to": lambda day: f"xuất bản đến hết {day}",
    "is_featured__exact": lambda value: _flag("is_featured", value),
    "in_ticker__exact": lambda value: _flag("in_ticker", value),
    SEARCH_VAR: lambda words: f"có chữ “{words}”",
    ORDER_VAR: lambda _: "xếp theo cột đã chọn",
}


def describe(queries: Iterable[str]) -> dict[str, str]:
    """{query of the list: what it asks for}. One query for each kind of row that they name, three at most."""
    asked = {query: dict(parse_qsl(query)) for query in queries}
    names = {parameter: _names(parameter, asked.values()) for parameter in ROWS}
    return {query: "; ".join(_parts(each, names)) for query, each in asked.items()}


def _parts(asked: Mapping[str, str], names: Mapping[str, Mapping[int, str]]) -> Iterable[str]:
    for parameter, (label, _) in ROWS.items():
        if parameter in asked:
            key = read_key(asked[parameter])
            name = names[parameter].get(key) if key is not None else None
            yield f"{label} “{name}”" if name else f"{label} {GONE}"
    for parameter, said in SAID.items():
        if parameter in asked:
            yield said(asked[parameter])


def _names(parameter: str, asked: Iterable[Mapping[str, str]]) -> dict[int, str]:
    keys = {read_key(each[parameter]) for each in asked if parameter in each} - {None}
    rows: Any = ROWS[parameter][1]._base_manager.filter(pk__in=keys) if keys else ()
    return {row.pk: str(row) for row in rows}


def _flag(name: str, value: str) -> str:
    label = str(Article._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return f"{'' if value == '1' else 'không '}{label[:1].lower()}{label[1:]}"
